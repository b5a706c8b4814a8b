import type { Collection, Connection } from 'mongoose'
import { conversationStore } from '../../src/conversations/conversation.store.ts'
import { duplicatesStore } from '../../src/conversations/duplicates.store.ts'
import { handlingStore } from '../../src/conversations/handling.store.ts'
import { inboxQueries } from '../../src/conversations/inbox.queries.ts'
import { loopStore } from '../../src/conversations/loop.store.ts'
import { buildIndexes } from '../../src/database/connect.ts'
import { tenantSchema } from '../../src/database/schema.ts'
import { withMongo } from '../support/with-mongo.ts'

type Thing = { _id: string; project: string; tags: string[]; at: number }

const connected = withMongo()

/** A process on the database. */
const started = () => connected('&monitorCommands=true')

const namesOf = async (collection: Collection) => (await collection.indexes()).map(({ name }) => name).sort()

describe('a partial index that takes the place of one over all documents', () => {
  const declared = { tags: [String], at: Number }
  const keys = { project: 1, tags: 1 } as const
  const before = tenantSchema<Thing>(declared, [{ keys }, { keys: { project: 1, at: 1 } }])
  const after = tenantSchema<Thing>(declared, [{ keys, where: { tags: { $gt: '' } } }, { keys: { project: 1, at: 1 } }])
  const kept = ['_id_', 'project_1_at_1']
  const partial = 'project_1_tags_1_where_tags_gt'

  async function processOn(name: string, schema: typeof before) {
    const connection = await started()
    return { things: connection.model<Thing>(name, schema), build: () => buildIndexes(connection) }
  }

  it('leaves the others alone, lets an earlier version start, and goes ahead after it', async () => {
    const old = await processOn('replaced', before)
    const next = await processOn('replaced', after)
    await old.build()
    await old.things.create({ _id: 'one', project: 'p', tags: ['x'], at: 1 }, { _id: 'two', project: 'p', tags: [] })
    await old.things.collection.createIndex({ tags: 1, at: 1 }, { name: 'operators' })
    expect(await namesOf(old.things.collection)).toEqual([...kept, 'project_1_tags_1', 'operators'].sort())

    for (const _ of ['once', 'and again']) {
      await next.build()
      expect(await namesOf(next.things.collection)).toEqual([...kept, partial, 'operators'].sort())
    }
    expect(await next.things.find({ project: 'p', tags: 'x' }).lean()).toMatchObject([{ _id: 'one' }])

    await old.build()
    expect(await namesOf(old.things.collection)).toContain('project_1_tags_1')
    await next.build()
    expect(await namesOf(next.things.collection)).toEqual([...kept, partial, 'operators'].sort())
  })

  it('is built by several that start at once', async () => {
    const old = await processOn('together', before)
    await old.build()
    const all = await Promise.all(['one', 'two', 'three'].map(() => processOn('together', after)))
    await Promise.all(all.map(({ build }) => build()))
    expect(await namesOf(old.things.collection)).toEqual([...kept, partial].sort())
  })

  it('needs nothing to take the place of', async () => {
    const next = await processOn('fresh', after)
    await next.build()
    expect(await namesOf(next.things.collection)).toEqual([...kept, partial].sort())
  })
})

describe('what is asked of conversations', () => {
  const conversation = (n: number, more: object = {}) => ({
    ...{ _id: `p:${n}` as never, project: 'p', id: String(n), subject: `s${n % 7}`, kind: 'idea', at: n, lastAt: n },
    ...{ sequence: n, listed: true, state: 'open', unread: true, tags: [], marks: ['kind:idea'], untold: [] },
    ...{ messages: [], notes: [], acts: [], merged: [], spans: [], ...more },
  })

  const link = { flag: 'editor', revision: 1, variant: 'on' }

  /** `found`: how many are found; `keys`: how many keys of the index are looked at for them. */
  type Asked = {
    ask: (stores: ReturnType<typeof storesOn>) => Promise<unknown[]>
    index: string
    found: number
    keys: number
  }
  const byTag = 'project_1_listed_1_tags_1_where_tags_gt'
  const byLink = 'project_1_linkedTo.flag_1_where_linkedTo_flag_exists_true'
  const byState = 'project_1_listed_1_state_1_unread_1_lastAt_-1_sequence_-1'
  const byAssignee = 'project_1_listed_1_assignee.id_1_lastAt_-1_sequence_-1'
  const more = { tag: 'bug', kind: 'idea' } as const
  const asked: Asked[] = [
    {
      ask: async ({ inbox }) => (await inbox.list('p', {}, undefined, 9)).found,
      ...{ index: byState, found: 9, keys: 10 },
    },
    {
      ask: async ({ inbox }) => (await inbox.list('p', { state: 'open' }, { lastAt: 401, sequence: 401 }, 9)).found,
      ...{ index: byState, found: 9, keys: 11 },
    },
    {
      ask: async ({ inbox }) => (await inbox.list('p', { assignee: 'none', unread: 'true' }, undefined, 9)).found,
      ...{ index: byAssignee, found: 9, keys: 10 },
    },
    {
      ask: async ({ inbox }) => [await inbox.countUnread('p')],
      ...{ index: byState, found: 1, keys: 404 },
    },
    {
      ask: async ({ inbox }) => (await inbox.list('p', { tag: 'bug' }, undefined, 9)).found,
      ...{ index: byTag, found: 2, keys: 2 },
    },
    {
      ask: async ({ inbox }) => (await inbox.list('p', more, { lastAt: 401, sequence: 401 }, 9)).found,
      ...{ index: byTag, found: 1, keys: 2 },
    },
    {
      ask: async ({ inbox }) => (await inbox.list('p', { tag: 'bug', state: 'open' }, undefined, 9)).found,
      ...{ index: byTag, found: 2, keys: 2 },
    },
    {
      ask: ({ duplicates }) => duplicates.of('p', ['1', '2', '3']),
      ...{ index: 'project_1_mergedInto_1_where_mergedInto_exists_true', found: 1, keys: 1 },
    },
    { ask: async ({ loop }) => (await loop.linkedFlags('p')).sort(), ...{ index: byLink, found: 2, keys: 2 } },
    { ask: ({ loop }) => loop.linkedTo('p', 'editor'), ...{ index: byLink, found: 1, keys: 1 } },
    {
      ask: ({ handling }) => handling.untold('p'),
      ...{ index: 'project_1_untold_1_where_untold_gt_0', found: 2, keys: 4 },
    },
    {
      ask: ({ loop }) => loop.ofSubject('p', 's4'),
      ...{ index: 'project_1_subject_1_lastAt_-1', found: 1, keys: 58 },
    },
  ]

  function storesOn(connection: Connection) {
    conversationStore(connection)
    return {
      inbox: inboxQueries(connection),
      duplicates: duplicatesStore(connection),
      loop: loopStore(connection),
      handling: handlingStore(connection),
    }
  }

  /** The index by which the last command that this asks is answered, and how many of its keys are looked at. */
  async function planOf(connection: Connection, ask: () => Promise<unknown>) {
    const client = connection.getClient()
    const commands: Record<string, unknown>[] = []
    const note = ({ command }: { command: Record<string, unknown> }) => commands.push(command)
    client.on('commandStarted', note)
    await ask()
    client.off('commandStarted', note)
    const { lsid: _, ...command } = commands.at(-1) ?? {}
    const { queryPlanner, executionStats } = await client.db(connection.name).command({ explain: command })
    const index = /"indexName":"([^"]+)"/.exec(JSON.stringify(queryPlanner.winningPlan))?.[1]
    return { index, keys: executionStats.totalKeysExamined }
  }

  it('is answered as before, by an index each time', async () => {
    const connection = await started()
    const stores = storesOn(connection)
    const stored = connection.collection('conversations')
    const byId = { lastAt: -1, _id: -1 } as const
    const former = [{ listed: 1, tags: 1 }, { mergedInto: 1 }, { listed: 1, state: 1, ...byId }, { untold: 1 }] as const
    await stored.createIndexes(former.map((keys) => ({ key: { project: 1, ...keys } })))
    await stored.insertMany([
      ...Array.from({ length: 400 }, (_, n) => conversation(n)),
      ...[400, 401].map((n) => conversation(n, { tags: ['bug', 'old'], untold: [n, n + 1] })),
      conversation(402, { mergedInto: '2', mergedSince: 5, listed: false }),
      conversation(403, { linkedTo: link }),
      conversation(404, { linkedTo: { ...link, flag: 'other' } }),
    ])
    // The inbox names its indexes, which are there once they are built.
    const others = asked.filter(({ index }) => !index.includes('listed'))
    const answers = () => Promise.all(others.map(({ ask }) => ask(stores)))
    const before = await answers()
    await buildIndexes(connection)
    expect(await answers()).toEqual(before)
    for (const { ask, index, found, keys } of asked) {
      expect(await ask(stores)).toHaveLength(found)
      expect(await planOf(connection, () => ask(stores))).toEqual({ index, keys })
    }
    for (const name of ['project_1_untold_1', 'project_1_listed_1_state_1_lastAt_-1__id_-1'])
      expect(await namesOf(stored)).not.toContain(name)
  })
})
