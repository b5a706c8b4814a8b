import type { ChoicesReply } from '../../src/portal/choices-shape.ts'
import { knownAfter, newsIn } from '../../src/widget/news.ts'

const told = { title: '', sentence: '', why: '', reasons: [] }

const having = (flag: string, revision: number, at: string, pulled = false): ChoicesReply['having'][number] => ({
  ...told,
  ...{ flag, revision, at, pulled, keepable: true },
})

const coming = (flag: string, revision: number, more: { at?: string; paused?: boolean } = {}) => ({
  ...told,
  ...{ flag, revision, at: more.at ?? null, paused: more.paused ?? false },
})

function reply(part: {
  having?: ChoicesReply['having']
  coming?: ChoicesReply['coming']
  ask?: boolean
}): ChoicesReply {
  return {
    at: '2026-11-20T00:00:00.000Z',
    policy: {
      ...{ channel: 'beta', pace: part.ask ? 'ask' : 'first', timeZone: 'UTC', chosen: true, holds: [], means: '' },
      since: '2026-11-02T00:00:00.000Z',
    },
    ...{ having: [], coming: [], previews: [], ...part },
    offered: { channels: [], paces: [], default: { channel: 'stable', pace: 'first' }, keepDays: 30, holdDays: 90 },
  }
}

const names = ({ arrived, waiting }: ReturnType<typeof newsIn>) => ({
  arrived: arrived.map(({ flag }) => flag),
  waiting: waiting.map(({ flag }) => flag),
})

describe('newsIn', () => {
  const now = reply({
    having: [
      having('newer', 3, '2026-11-10T00:00:00.000Z'),
      having('known', 2, '2026-11-09T00:00:00.000Z'),
      having('by-hand', 1, '2026-11-09T00:00:00.000Z', true),
      having('by-choice', 1, '2026-11-02T00:00:00.000Z'),
      having('never-heard-of', 1, '2026-11-03T00:00:00.000Z'),
    ],
  })

  it('is what came by itself in a newer revision than was told', () => {
    const known = { had: { newer: 2, known: 2 }, asked: {} }
    expect(names(newsIn(now, known, 0))).toEqual({ arrived: ['newer', 'never-heard-of'], waiting: [] })
  })

  it('counts from an instant on where nothing is remembered', () => {
    const since = Date.parse('2026-11-09T00:00:00Z')
    expect(names(newsIn(now, undefined, since))).toEqual({ arrived: ['newer'], waiting: [] })
  })

  it('does not tell of a roll back to something older', () => {
    const back = reply({ having: [having('newer', 2, '2026-11-12T00:00:00.000Z')] })
    expect(names(newsIn(back, { had: { newer: 3 }, asked: {} }, 0))).toEqual({ arrived: [], waiting: [] })
  })

  it('names all that waits for a yes as soon as one of it is new, and nothing that is paused or has its day', () => {
    const asking = reply({
      ask: true,
      coming: [
        coming('old', 1),
        coming('new', 4),
        coming('paused', 1, { paused: true }),
        coming('urgent', 1, { at: 'x' }),
      ],
    })
    const known = { had: {}, asked: { old: 1, new: 3 } }
    expect(newsIn(asking, known, 0).waiting.map(({ flag }) => flag)).toEqual(['old', 'new'])
    expect(newsIn(asking, knownAfter(asking, known), 0).waiting).toEqual([])
    expect(newsIn({ ...asking, policy: reply({}).policy }, known, 0).waiting).toEqual([])
  })

  it('has nothing to say after it was told, also when the old one was kept meanwhile', () => {
    const known = knownAfter(now, undefined)
    expect(newsIn(now, known, 0).arrived).toEqual([])
    const kept = knownAfter(reply({ having: [having('newer', 1, '2026-11-01T00:00:00.000Z')] }), known)
    expect(newsIn(now, kept, 0).arrived).toEqual([])
  })
})
