import { bulkService } from '../../src/conversations/bulk.service.ts'
import { bulkStore } from '../../src/conversations/bulk.store.ts'
import type { BulkHandling } from '../../src/conversations/bulk.ts'
import type { Member } from '../../src/conversations/handling.service.ts'
import type { Project } from '../../src/projects/project.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

const ada: Member = { id: 'account-ada', name: 'Ada' }
const grace: Member = { id: 'account-grace', name: 'Grace' }
const close: BulkHandling = { do: 'state', state: 'closed' }

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
})

async function written(count: number) {
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const id = uuid()
    dataOf(await (await sluice.widget(project)).ask('feedback:send', { id, kind: 'problem', text: `Letter ${i}` }))
    ids.push(id)
  }
  return ids
}

const find = (id = '') => sluice.services.conversations.find(project, id)
const states = async (ids: readonly string[]) => (await Promise.all(ids.map(find))).map(({ state }) => state)

/** The service as it runs in the server, but for the act before which the power is cut. */
function cutBefore(act: number) {
  const { conversations, handling, duplicates } = sluice.services
  let acts = 0
  const orCut = <Args extends unknown[], Result>(does: (...args: Args) => Promise<Result>) => {
    return (...args: Args) => (++acts === act ? Promise.reject(new Error('power cut')) : does(...args))
  }
  return bulkService({
    ...{ store: bulkStore(sluice.connection.useDb(sluice.connection.name)), conversations, clock: sluice.clock },
    handling: { handle: orCut(handling.handle) },
    duplicates: { merge: duplicates.merge, unmerge: orCut(duplicates.unmerge) },
  })
}

describe('a way back that was cut off', () => {
  const goOn = {
    'at its repeat': async (undo: string) => {
      expect(await sluice.services.bulk.undo(project, undo, ada)).toEqual({ done: 3, refused: [] })
    },
    'at the next start': () => sluice.services.resumeConversations(),
    'before the next act': async () => {
      await sluice.services.bulk.handle(project, await written(1), close, ada)
    },
  }

  it.each(Object.entries(goOn))('is gone to its end %s', async (_name, goes) => {
    const ids = await written(3)
    const { undo = '' } = await sluice.services.bulk.handle(project, ids, close, ada)
    await expect(cutBefore(3).undo(project, undo, ada)).rejects.toThrow('power cut')
    expect(await states(ids)).toEqual(['open', 'open', 'closed'])
    await goes(undo)
    expect(await states(ids)).toEqual(['open', 'open', 'open'])
    const { acts } = await find(ids[0])
    expect(acts.map(({ by }) => by)).toEqual(['Ada', 'Ada'])
    await expect(sluice.services.bulk.undo(project, undo, ada)).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('is gone once by two requests at the same time', async () => {
    const ids = await written(3)
    const { undo = '' } = await sluice.services.bulk.handle(project, ids, close, ada)
    const both = await Promise.allSettled([1, 2].map(() => sluice.services.bulk.undo(project, undo, ada)))
    expect(both).toMatchObject([{ value: { done: 3 } }, { reason: { kind: 'conflict' } }])
  })

  it('takes nothing back twice that somebody has done again since', async () => {
    const ids = await written(2)
    const { undo = '' } = await sluice.services.bulk.handle(project, ids, close, ada)
    await expect(cutBefore(2).undo(project, undo, ada)).rejects.toThrow('power cut')
    await sluice.services.handling.handle(project, ids[0] ?? '', close, grace)
    await sluice.services.resumeConversations()
    expect(await states(ids)).toEqual(['closed', 'open'])
  })

  it('takes no duplicate out that somebody has merged again since', async () => {
    const [one = '', two = '', three = ''] = await written(3)
    const { undo = '' } = await sluice.services.bulk.merge(project, [one, two, three], ada)
    await expect(cutBefore(2).undo(project, undo, ada)).rejects.toThrow('power cut')
    await sluice.services.duplicates.merge(project, one, [two], grace)
    const { done, refused } = await sluice.services.bulk.undo(project, undo, ada)
    expect({ done, refused }).toEqual({ done: 1, refused: ['It has been merged again since.'] })
    expect([(await find(two)).mergedInto, (await find(three)).mergedInto]).toEqual([one, undefined])
  })
})
