import { conversationService } from '../../src/conversations/conversation.service.ts'
import { conversationStore } from '../../src/conversations/conversation.store.ts'
import { duplicatesService } from '../../src/conversations/duplicates.service.ts'
import { duplicatesStore } from '../../src/conversations/duplicates.store.ts'
import { followUpService } from '../../src/conversations/follow-up.service.ts'
import { handlingStore } from '../../src/conversations/handling.store.ts'
import { ownListStore } from '../../src/conversations/own-list.store.ts'
import { sequenceStore } from '../../src/database/sequence.store.ts'
import type { Project } from '../../src/projects/project.ts'
import { by } from '../support/drafts.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { type Team, team } from './team.ts'

let sluice: TestSluice
let project: Project
let ada: Team

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  ada = await team(sluice, project)
})

async function written(text: string) {
  const widget = await sluice.widget(project)
  const id = uuid()
  dataOf(await widget.ask('feedback:send', { id, kind: 'problem', text }))
  const own = async () => dataOf(await widget.ask('conversation:list')).conversations
  return { ...widget, id, own, texts: async () => (await own()).flatMap(({ messages }) => messages.map((m) => m.text)) }
}

type Store = ReturnType<typeof duplicatesStore>

/** What services are made of once more, as another process has it. */
function again(cut: Partial<Store> = {}) {
  const connection = sluice.connection.useDb(sluice.connection.name)
  const store = conversationStore(connection)
  const duplicates = { ...duplicatesStore(connection), ...cut }
  const more = { duplicates, notify: undefined, onChanged() {} }
  const followUps = followUpService({ store, handling: handlingStore(connection), ...more })
  return { store, list: ownListStore(connection), duplicates, followUps, next: sequenceStore(connection).next }
}

const detail = async (id: string) => (await ada.get(`conversations/${id}`).expect(200)).body
const merge = (id: string, ...ids: string[]) => ada.post(`conversations/${id}/duplicates`, { ids })
const unmerge = (id: string) => ada.post(`conversations/${id}/unmerge`)
const reply = (id: string, text: string) => ada.post(`conversations/${id}/replies`, { id: uuid(), text })
const listed = async () =>
  (await ada.get('conversations').expect(200)).body.conversations.map((one: { id: string }) => one.id)

describe('duplicates', () => {
  it('are one for the team, and each person sees their own alone, with every reply', async () => {
    const [one, two, three] = [await written('Undo?'), await written('No undo'), await written('UNDO')]
    const heard = new Promise((done) => two.socket.once('conversation:message', done))
    const { body } = await merge(one.id, two.id, three.id).expect(200)
    expect(body.merged.map(({ id }: { id: string }) => id)).toEqual([two.id, three.id])
    expect(await listed()).toContain(one.id)
    expect(await listed()).not.toContain(two.id)
    await reply(one.id, 'It is back').expect(200)
    expect(await heard).toMatchObject({ conversation: two.id, message: { text: 'It is back', from: 'team' } })
    expect(await one.texts()).toEqual(['Undo?', 'It is back'])
    expect(await two.texts()).toEqual(['No undo', 'It is back'])
    expect(await three.texts()).toEqual(['UNDO', 'It is back'])
    expect(await two.own()).toMatchObject([{ id: two.id, state: 'waiting' }])
    const [own] = await two.own()
    dataOf(await two.ask('conversation:read', { conversation: two.id, sequence: own?.messages.at(-1)?.sequence }))
    expect(dataOf(await two.ask('conversation:list')).unread).toBe(0)
    expect(dataOf(await three.ask('conversation:list')).unread).toBe(1)
  })

  it('open the primary also for what was on its way while they were merged', async () => {
    const [one, two] = [await written('A'), await written('B')]
    await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
    const { clock, services } = sluice
    const { next, duplicates, ...stores } = again()
    const writer = await services.subjects.identityOf(project, (await detail(two.id)).subject)
    let isMerged = false
    const { write } = conversationService({
      ...{ ...stores, clock, exposures: services.exposures, attachments: services.attachments },
      ...{ duplicatesOf: duplicates.of, remember: services.subjects.remember },
      async sequence(id) {
        if (!isMerged) await merge(one.id, two.id).expect(200)
        isMerged = true
        return next(id)
      },
      ...{ onMessage() {}, onReadBySubject() {} },
    })
    await write(project, writer, { id: uuid(), conversation: two.id, text: 'Still there?' })
    expect(await detail(one.id)).toMatchObject({ state: 'open', unread: true })
    expect(await two.texts()).toEqual(['B', 'Still there?'])
  })

  it('do not become such while their people write, of which nobody would hear', async () => {
    const [one, two] = [await written('A'), await written('B')]
    const { next, ...stores } = again()
    const { merge: mergeMeanwhile } = duplicatesService({
      ...{ ...stores, clock: sluice.clock },
      async sequence(id) {
        dataOf(await two.ask('conversation:write', { id: uuid(), conversation: two.id, text: 'Still there?' }))
        return next(id)
      },
    })
    await expect(mergeMeanwhile(project, one.id, [two.id], by)).rejects.toMatchObject({ kind: 'stale' })
    expect(await listed()).toContain(two.id)
    await merge(one.id, two.id).expect(200)
    expect((await detail(one.id)).merged).toMatchObject([{ id: two.id }])
  })

  it('do not become such once somebody has acted on one, or on the primary, of which whoever merges has not heard', async () => {
    const [one, two, three] = [await written('A'), await written('B'), await written('C')]
    const versions: Record<string, number> = {}
    for (const { id } of [one, two, three]) versions[id] = (await detail(id)).version
    const again = async (id: string) => ({ ...versions, [id]: (await detail(id)).version })
    const mergeAsShown = (shown: object) =>
      ada.post(`conversations/${one.id}/duplicates`, { ids: [two.id, three.id], versions: shown })
    await ada.post(`conversations/${two.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
    await mergeAsShown(versions).expect(412)
    await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
    await mergeAsShown(await again(two.id)).expect(412)
    expect((await detail(one.id)).merged).toEqual([])
    const now = { ...(await again(one.id)), ...(await again(two.id)), [one.id]: (await detail(one.id)).version }
    for (const _ of [1, 2]) expect((await mergeAsShown(now).expect(200)).body.merged).toHaveLength(2)
    await mergeAsShown({ [one.id]: 'first' }).expect(400)
  })

  it('open the primary when one of their people writes, and are shown there', async () => {
    const [one, two] = [await written('A'), await written('B')]
    await merge(one.id, two.id).expect(200)
    await reply(one.id, 'Better?').expect(200)
    await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
    dataOf(await two.ask('conversation:write', { id: uuid(), conversation: two.id, text: 'No' }))
    const found = await detail(one.id)
    expect(found).toMatchObject({ state: 'open', unread: true })
    expect(found.merged[0].messages.map(({ text }: { text: string }) => text)).toEqual(['B', 'No'])
    expect(await one.texts()).toEqual(['A', 'Better?'])
    await ada.post(`conversations/${one.id}/read`, { sequence: 10 ** 9 }).expect(200)
    expect(await detail(one.id)).toMatchObject({ unread: false })
    const [own] = await two.own()
    expect(own?.readByTeam).toBe(own?.messages.at(-1)?.sequence)
  })

  it('come out again as they went in, but for what was said meanwhile', async () => {
    const [one, two] = [await written('A'), await written('B')]
    await ada.post(`conversations/${two.id}/acts`, { act: { do: 'tag', add: ['undo'] } }).expect(200)
    const { version: _, acts, ...before } = await detail(two.id)
    await merge(one.id, two.id).expect(200)
    await unmerge(two.id).expect(200)
    const { version: __, acts: after, ...now } = await detail(two.id)
    expect(now).toEqual(before)
    expect(after).toMatchObject([...acts, { did: 'merge', into: one.id }, { did: 'unmerge', into: one.id }])
    expect((await detail(one.id)).merged).toEqual([])

    await merge(one.id, two.id).expect(200)
    await reply(one.id, 'While you were one').expect(200)
    await unmerge(two.id).expect(200)
    await reply(one.id, 'For A alone').expect(200)
    expect(await two.texts()).toEqual(['B', 'While you were one'])
    expect(await one.texts()).toEqual(['A', 'While you were one', 'For A alone'])
    expect(await detail(two.id)).toMatchObject({ state: 'waiting', tags: ['undo'] })
    await reply(two.id, 'For B alone').expect(200)
    expect(await two.texts()).toEqual(['B', 'While you were one', 'For B alone'])
  })

  it('are merged and taken out once, however often that is asked for', async () => {
    const [one, two] = [await written('A'), await written('B')]
    for (const _ of [1, 2]) await merge(one.id, two.id, two.id).expect(200)
    expect((await detail(one.id)).acts).toHaveLength(1)
    await Promise.all([merge(one.id, two.id), merge(one.id, two.id)])
    expect((await detail(one.id)).merged).toHaveLength(1)
    for (const _ of [1, 2]) await unmerge(two.id).expect(200)
    expect((await detail(two.id)).acts.map(({ did }: { did: string }) => did)).toEqual(['merge', 'unmerge'])
  })

  it('make no circle and no chain, not even when all merge at once', async () => {
    const [one, two, three] = [await written('A'), await written('B'), await written('C')]
    await merge(one.id, one.id).expect(400)
    await merge(one.id, two.id).expect(200)
    await merge(two.id, one.id).expect(409)
    await merge(two.id, three.id).expect(409)
    await merge(three.id, one.id).expect(409)
    await merge(three.id, two.id).expect(409)
    await merge(one.id, uuid()).expect(404)
    const all = [await written('D'), await written('E'), await written('F')]
    const ids = all.map(({ id }) => id)
    const [d = '', e = '', f = ''] = ids
    await Promise.all([merge(d, e), merge(e, f), merge(f, d), merge(e, d), merge(f, e), merge(d, f)])
    const into = new Map(await Promise.all(ids.map(async (id) => [id, (await detail(id)).mergedInto] as const)))
    for (const id of ids) expect(into.get(into.get(id) ?? '')).toBeUndefined()
  })

  it('are acted upon through their primary alone', async () => {
    const [one, two] = [await written('A'), await written('B')]
    await merge(one.id, two.id).expect(200)
    await reply(two.id, 'To B').expect(409)
    await ada.post(`conversations/${two.id}/notes`, { id: uuid(), text: 'x' }).expect(409)
    await ada.post(`conversations/${two.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(409)
    expect(await two.texts()).toEqual(['B'])
  })
})

describe('a power cut', () => {
  /** The service as it runs in the server, but for the write at which the power is cut. */
  function cutAt(write: keyof Store, meanwhile: () => unknown = () => {}) {
    const { next: _, ...stores } = again({ [write]: () => Promise.reject(new Error('power cut')) })
    let sequence = 10 ** 6
    return duplicatesService({
      ...{ ...stores, clock: sluice.clock },
      async sequence() {
        await meanwhile()
        return ++sequence
      },
    })
  }

  const did = async (id: string) => (await detail(id)).acts.map((one: { did: string }) => one.did)

  it.each(['reserve', 'merge', 'isReserved', 'note'] as const)(
    'at %s leaves a merge that can be made again',
    async (write) => {
      const [one, two, other] = [await written('A'), await written('B'), await written('C')]
      await expect(cutAt(write).merge(project, one.id, [two.id], by)).rejects.toThrow('power cut')
      expect(await two.texts()).toEqual(['B'])
      await merge(one.id, two.id).expect(200)
      expect((await detail(one.id)).merged).toMatchObject([{ id: two.id }])
      expect((await detail(one.id)).acts.filter(({ did }: { did: string }) => did === 'merge')).toHaveLength(1)
      await unmerge(two.id).expect(200)
      await merge(other.id, one.id, two.id).expect(200)
    },
  )

  it.each(['unmerge', 'release', 'note'] as const)('at %s leaves an unmerge that can be made again', async (write) => {
    const [one, two, other] = [await written('A'), await written('B'), await written('C')]
    await merge(one.id, two.id).expect(200)
    await expect(cutAt(write).unmerge(project, two.id, by)).rejects.toThrow('power cut')
    await unmerge(two.id).expect(200)
    expect(await detail(two.id)).not.toHaveProperty('mergedInto')
    expect(await did(one.id)).toEqual(['merge', 'unmerge'])
    // What a cut left on the primary keeps it from nothing.
    await merge(other.id, one.id).expect(200)
  })

  it.each(['isReserved', 'note'] as const)('at %s of a merge is made up for at the next start', async (write) => {
    const [one, two] = [await written('A'), await written('B')]
    const { version } = await detail(one.id)
    await expect(cutAt(write).merge(project, one.id, [two.id], by)).rejects.toThrow('power cut')
    for (const _ of [1, 2]) await sluice.services.resumeConversations()
    expect(await detail(one.id)).toMatchObject({ version: version + 1, merged: [{ id: two.id }] })
    expect(await did(one.id)).toEqual(['merge'])
  })

  it.each(['release', 'note'] as const)('at %s of an unmerge is made up for at the next start', async (write) => {
    const [one, two] = [await written('A'), await written('B')]
    await merge(one.id, two.id).expect(200)
    await expect(cutAt(write).unmerge(project, two.id, by)).rejects.toThrow('power cut')
    for (const _ of [1, 2]) await sluice.services.resumeConversations()
    expect(await did(one.id)).toEqual(['merge', 'unmerge'])
    expect(await sluice.services.conversations.find(project, one.id)).toMatchObject({ merged: [] })
  })

  it('leaves no chain where the primary has become a duplicate meanwhile', async () => {
    const [one, two, three] = [await written('A'), await written('B'), await written('C')]
    const cut = cutAt('isReserved', () => merge(three.id, one.id).expect(200))
    await expect(cut.merge(project, one.id, [two.id], by)).rejects.toThrow('power cut')
    await sluice.services.resumeConversations()
    expect(await detail(one.id)).toMatchObject({ mergedInto: three.id })
    expect(await detail(two.id)).not.toHaveProperty('mergedInto')
    expect(await did(two.id)).toEqual([])
    expect(await listed()).toContain(two.id)
  })

  it('between a duplicate’s message and its primary is made up for at the next start', async () => {
    const [one, two] = [await written('A'), await written('B')]
    await merge(one.id, two.id).expect(200)
    await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
    const { store, followUps } = again()
    const message = {
      id: uuid(),
      from: 'subject',
      text: 'Still here',
      at: sluice.clock.now(),
      sequence: 10 ** 7,
    } as const
    expect(await store.append(project.id, two.id, message, { state: 'open', untold: true, mergedInto: one.id })).toBe(
      true,
    )
    expect(await detail(one.id)).toMatchObject({ state: 'closed' })
    await followUps.resume(project)
    expect(await detail(one.id)).toMatchObject({ state: 'open', unread: true })
    await ada.post(`conversations/${one.id}/acts`, { act: { do: 'state', state: 'closed' } }).expect(200)
    await followUps.resume(project)
    expect(await detail(one.id)).toMatchObject({ state: 'closed' })
  })
})
