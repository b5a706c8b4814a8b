import type { Answer, AnswerPart } from '../../../src/surveys/response.ts'
import { answering } from '../../../src/widget/asking/answering.ts'

const scored = (score: number, more: Partial<Answer> = {}): Answer => ({ question: 'nps', score, ms: 0, ...more })

function setUp({ kept = '', sent = { answers: [] as Answer[], seq: 0 } } = {}) {
  const parts: AnswerPart[] = []
  const timers: (() => void)[] = []
  const waits: number[] = []
  const settle: { done: () => void; refuse: () => void }[] = []
  const store = { text: kept }
  let ids = 0
  const answers = answering({
    ...{ response: 'r', sent, newId: () => `id-${++ids}` },
    after(ms, act) {
      timers.push(act)
      waits.push(ms)
    },
    draft: {
      text: () => store.text,
      keep: (text) => {
        store.text = text
      },
      take: () => () => {},
    },
    post: (part) =>
      new Promise((done, fail) => {
        parts.push(part)
        settle.push({ done: () => done({ id: part.id, storedAt: '', sequence: 1 }), refuse: () => fail(new Error()) })
      }),
  })
  const pass = () => {
    for (const act of timers.splice(0)) act()
  }
  const settled = async (how: 'done' | 'refuse' = 'done') => {
    for (const one of settle.splice(0)) one[how]()
    await new Promise(setImmediate)
  }
  return { answers, parts, timers, waits, pass, settled, store }
}

describe('answering', () => {
  it('sends what changes within a moment as one part, and one part at a time', async () => {
    const { answers, parts, timers, pass, settled } = setUp()
    answers.came({ answers: [scored(3)], at: 'nps' })
    answers.came({ answers: [scored(8)], at: 'nps' })
    expect([parts.length, timers.length]).toEqual([0, 1])
    pass()
    answers.came({ answers: [scored(9)], at: 'why' })
    expect([parts.length, timers.length]).toEqual([1, 0])
    await settled()
    pass()
    expect(parts).toEqual([
      { id: 'id-1', response: 'r', seq: 1, state: 'partial', answers: [scored(8)] },
      { id: 'id-2', response: 'r', seq: 2, state: 'partial', answers: [scored(9)] },
    ])
  })

  it('sends nothing where nothing has changed, and goes on after a refusal', async () => {
    const { answers, parts, timers, pass, settled } = setUp()
    answers.came({ answers: [], at: 'nps' })
    expect(timers).toEqual([])
    answers.came({ answers: [scored(3)], at: 'nps' })
    pass()
    await settled('refuse')
    expect(timers).toEqual([])
    answers.came({ answers: [scored(4)], at: 'nps' })
    pass()
    expect(parts.map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('sends fewer and fewer parts of what is written for half an hour', async () => {
    const { answers, parts, waits, pass, settled } = setUp()
    let passed = 0
    for (let n = 0; passed < 1_800_000; n++) {
      answers.came({ answers: [{ question: 'why', text: 'a'.repeat(n), ms: 0 }], at: 'why' })
      passed += waits.at(-1) ?? 0
      pass()
      await settled()
    }
    expect(waits[0]).toBe(300)
    expect(parts.length).toBeLessThan(150)
  })

  it('keeps every step on the device, until it is over', () => {
    const { answers, store, pass, parts } = setUp()
    answers.came({ answers: [scored(3)], at: 'why' })
    expect(JSON.parse(store.text)).toEqual({ response: 'r', seq: 0, answers: [scored(3)], at: 'why' })
    void answers.complete([scored(3)], () => {})
    expect(store.text).toBe('')
    answers.came({ answers: [scored(4)], at: 'why' })
    pass()
    expect(store.text).toBe('')
    expect(parts).toMatchObject([{ seq: 1, state: 'completed', answers: [scored(3)] }])
  })

  it('says that somebody does not want to go on, with what they said', () => {
    const { answers, parts } = setUp()
    void answers.dismiss([scored(3)])
    expect(parts).toMatchObject([{ seq: 1, state: 'dismissed', answers: [scored(3)] }])
  })

  it('sends what was gathered when the page goes away, and nothing where nothing was', () => {
    const { answers, parts } = setUp()
    answers.leave()
    expect(parts).toEqual([])
    answers.came({ answers: [scored(3)], at: 'nps' })
    answers.leave()
    answers.leave()
    expect(parts).toMatchObject([{ seq: 1, state: 'partial', answers: [scored(3)] }])
  })

  const kept = (more: object) => JSON.stringify({ response: 'r', seq: 2, answers: [scored(7)], at: 'nps', ...more })
  it.each([
    ['what this device has kept, where it is as new', kept({}), { answers: [scored(7)], at: 'nps' }],
    ['what the server has, where that is newer', kept({ seq: 1 }), { answers: [scored(5)] }],
    ['what the server has, where the device kept another showing', kept({ response: 's' }), { answers: [scored(5)] }],
    ['what the server has, where nothing is kept', '', { answers: [scored(5)] }],
    ['what the server has, where something else is kept', 'a text', { answers: [scored(5)] }],
  ])('goes on from %s', (_, text, expected) => {
    const { answers, parts, pass } = setUp({ kept: text, sent: { answers: [scored(5)], seq: 2 } })
    expect(answers.progress()).toEqual(expected)
    answers.came({ answers: [scored(1)], at: 'nps' })
    pass()
    expect(parts).toMatchObject([{ seq: 3 }])
  })
})
