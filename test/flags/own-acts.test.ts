import type { Problem } from '../../src/base/problem.ts'
import { comingTo, hadBy } from '../../src/flags/coming.ts'
import { evaluate } from '../../src/flags/evaluate.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { nextChangeAt } from '../../src/flags/next-change.ts'
import { keptOld, previewSwitched, pulled, unkept, unpulled } from '../../src/flags/own-act.ts'
import { halted, offered, published, rolledBack, switched, unoffered } from '../../src/flags/publish.ts'
import type { Person } from '../../src/flags/standing.ts'
import type { OwnActs } from '../../src/pacing/own-acts.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { switchDraft, toEverybody } from '../support/drafts.ts'

const begin = Date.parse('2026-11-02T09:00:00Z')
const hour = 3_600_000
const day = 24 * hour
const ladder = ['stable', 'beta', 'canary']
const act = (at: number) => ({ now: at, by: 'Ada', ladder })

const fresh: Flag = {
  ...{ key: 'editor', ...switchDraft(), salt: 's', revisions: [], halts: [], kills: [], createdAt: begin, version: 1 },
}
const first = published(fresh, toEverybody(), act(begin))
const second = published(first, toEverybody({ title: 'Pictures' }), act(begin + day))

const person = (pace: Policy['pace'], own?: OwnActs): Person => ({
  ...{ unit: 'u', policy: { channel: 'stable', pace, timeZone: 'UTC', since: begin - day }, marks: [] },
  ...(own && { own: { editor: own } }),
})
const refusal = (work: () => unknown): Problem => {
  try {
    work()
  } catch (thrown) {
    return thrown as Problem
  }
  throw new Error('It was not refused')
}
const keep = (flag: Flag, who: Person, instead: number, until: number, at: number) =>
  keptOld(flag, who.own?.editor, who, ladder, { instead, until }, { at, longestDays: 30 })

describe('get it now', () => {
  const at = begin + 2 * hour

  it('gives the revision at once, whatever the pace, and says so', () => {
    const pulling = person('ask', pulled(first, undefined, 1, at))
    expect(evaluate(first, pulling, ladder, at - 1)).toMatchObject({ revision: 0, assignment: 'waiting' })
    const now = evaluate(first, pulling, ladder, at)
    expect(now).toMatchObject({ revision: 1, variant: 'on', assignment: 'pulled', reason: 'TARGETING_MATCH' })
    expect(now.why.at(-1)).toEqual({ step: 'pull', outcome: 'decided', revision: 1 })
  })

  it('counts as the next change in the millisecond in which it was asked for or undone', () => {
    const acts = pulled(first, undefined, 1, at)
    const undone = person('ask', unpulled(acts, at + hour))
    expect(nextChangeAt([first], person('ask', acts), ladder, at - 1)).toBe(at)
    expect(nextChangeAt([first], undone, ladder, at)).toBe(at + hour)
    expect(nextChangeAt([first], undone, ladder, at + hour)).toBeNull()
    const back = rolledBack(first, 0, act(at))
    expect(nextChangeAt([back], person('first'), ladder, at)).toBe(at + 1)
  })

  it('gives it whatever reach says', () => {
    const nobody = published(fresh, toEverybody({ reach: { stable: 0, canary: 100_000 } }), act(begin))
    expect(evaluate(nobody, person('first', pulled(nobody, undefined, 1, at)), ladder, at).revision).toBe(1)
  })

  it('is undone, and the past stays', () => {
    const undone = person('ask', unpulled(pulled(first, undefined, 1, at), at + hour))
    expect(evaluate(first, undone, ladder, at + hour - 1).revision).toBe(1)
    expect(evaluate(first, undone, ladder, at + hour).revision).toBe(0)
  })

  it('falls back when it is rolled back', () => {
    const back = rolledBack(first, 0, act(at + hour))
    expect(evaluate(back, person('ask', pulled(first, undefined, 1, at)), ladder, at + 2 * hour).revision).toBe(0)
  })

  it.each([
    ['a halted change', () => pulled(halted(first, 1, act(begin + hour)), undefined, 1, at), 'Paused by the team'],
    [
      'one that was rolled back',
      () => pulled(rolledBack(first, 0, act(begin + hour)), undefined, 1, at),
      'taken this back',
    ],
    [
      'a quiet one',
      () => pulled(published(fresh, toEverybody({ announced: false }), act(begin)), undefined, 1, at),
      'no such',
    ],
    ['one that does not exist', () => pulled(first, undefined, 7, at), 'no such'],
    ['one of an operational flag', () => pulled({ ...first, kind: 'operational' }, undefined, 1, at), 'no such'],
  ])('refuses %s', (_name, work, message) => {
    expect(refusal(work).message).toContain(message)
  })
})

describe('keep the old one', () => {
  const at = begin + day + 2 * hour
  const until = at + 10 * day
  const keeping = person('first', keep(second, person('first'), 2, until, at))

  it('steps back to what they had before, until the date', () => {
    expect(evaluate(second, keeping, ladder, at - 1).revision).toBe(2)
    const now = evaluate(second, keeping, ladder, at)
    expect(now).toMatchObject({ revision: 1, assignment: 'kept' })
    expect(now.why.at(-1)).toEqual({ step: 'step-back', outcome: 'decided', revision: 2, until })
    expect(evaluate(second, keeping, ladder, until).revision).toBe(2)
    expect(nextChangeAt([second], keeping, ladder, at)).toBe(until)
  })

  it('says what comes back when', () => {
    expect(comingTo([second], keeping, ladder, at)).toMatchObject([{ title: 'Pictures', at: until }])
    expect(hadBy([second], keeping, ladder, at)).toMatchObject([{ title: 'New editor', revision: 1 }])
  })

  it('keeps what is there from what is still to come', () => {
    const calm = person('calm')
    const later = { ...calm, own: { editor: keep(first, calm, 1, begin + 25 * day, begin + hour) } }
    expect(evaluate(first, calm, ladder, begin + 24 * day).revision).toBe(1)
    expect(evaluate(first, later, ladder, begin + 24 * day).revision).toBe(0)
    expect(comingTo([first], later, ladder, begin + hour)).toMatchObject([{ at: begin + 25 * day }])
  })

  it.each([
    ['a security change', toEverybody({ class: 'security' })],
    ['an urgent change', toEverybody({ urgent: true })],
  ])('gives way to %s', (_name, change) => {
    const third = published(second, change, act(at + day))
    expect(evaluate(third, keeping, ladder, at + 2 * day)).toMatchObject({ revision: 3, variant: 'on' })
  })

  it('stands for the one before when what is kept is rolled back', () => {
    const third = published(rolledBack(second, 0, act(at + hour)), toEverybody(), act(at + 2 * hour))
    expect(evaluate(third, keeping, ladder, at + day).revision).toBe(0)
  })

  it('is undone', () => {
    const undone = person('first', unkept(keeping.own?.editor, at + hour))
    expect(evaluate(second, undone, ladder, at + hour).revision).toBe(2)
  })

  it.each([
    ['a day that is over', () => keep(second, person('first'), 2, at, at), 'until'],
    ['a day too far away', () => keep(second, person('first'), 2, at + 31 * day, at), 'until'],
  ])('refuses %s', (_name, work, field) => {
    expect(refusal(work).faults[0]?.field).toBe(field)
  })
})

describe('a preview', () => {
  const at = begin + hour
  const offer = { variant: 'on', title: 'Try pictures', sentence: 'Early, and it may break.' }
  const offering = offered(fresh, offer, act(begin))

  it('is switched on whatever the channel, and off again', () => {
    const on = person('ask', previewSwitched(offering, undefined, true, at))
    expect(evaluate(offering, person('ask'), ladder, at)).toMatchObject({ variant: 'off', assignment: 'channel' })
    expect(evaluate(offering, on, ladder, at)).toMatchObject({ variant: 'on', assignment: 'preview' })
    const off = person('ask', previewSwitched(offering, on.own?.editor, undefined, at + hour))
    expect(evaluate(offering, off, ladder, at + hour)).toMatchObject({ variant: 'off', assignment: 'channel' })
  })

  it('may be switched off even where everybody has it', () => {
    const everybody = published(offering, toEverybody(), act(begin + 1))
    const off = person('first', previewSwitched(everybody, undefined, false, at))
    expect(evaluate(everybody, off, ladder, at)).toMatchObject({ variant: 'off', assignment: 'preview', revision: 0 })
    expect(comingTo([everybody], off, ladder, at)).toEqual([])
  })

  it('ends when the team takes it back, and cannot be switched on then', () => {
    const over = unoffered(offering, act(at + hour))
    const on = person('ask', previewSwitched(offering, undefined, true, at))
    expect(evaluate(over, on, ladder, at + 2 * hour)).toMatchObject({ variant: 'off', assignment: 'channel' })
    expect(refusal(() => previewSwitched(over, undefined, true, at + 2 * hour)).kind).toBe('conflict')
    expect(previewSwitched(over, on.own?.editor, false, at + 2 * hour).previews.at(-1)?.on).toBe(false)
  })

  it('gives way to the kill switch', () => {
    const killed = switched(offering, false, act(at))
    const on = person('ask', previewSwitched(offering, undefined, true, at))
    expect(evaluate(killed, on, ladder, at + 1)).toMatchObject({ variant: 'off', reason: 'DISABLED' })
  })
})

describe('pressing again and again', () => {
  const at = begin + 300 * day
  const offering = offered(first, { variant: 'on', title: 'Try pictures', sentence: 'Early.' }, act(begin))
  const times = (count: number, upTo: number) =>
    Array.from({ length: count }, (_, i) => ({
      revision: 1,
      from: upTo - 2 * count + 2 * i,
      to: upTo - 2 * count + 2 * i + 1,
    }))
  const acts = (more: Partial<OwnActs>): OwnActs => ({ pulls: [], keeps: [], previews: [], ...more })
  const on = times(100, at).map(({ from, to }) => ({ on: true, from, to }))

  it.each([
    ['a hundred pulls, one more pull', () => pulled(first, acts({ pulls: times(100, at) }), 1, at)],
    ['a hundred pulls, a keep', () => keep(first, person('first', acts({ pulls: times(100, at) })), 1, at + day, at)],
    ['a hundred keeps, a preview', () => previewSwitched(offering, acts({ keeps: times(100, at) }), true, at)],
    ['a hundred previews, off that was the team’s', () => previewSwitched(offering, acts({ previews: on }), false, at)],
  ])('is refused: %s', (_name, work) => {
    expect(refusal(work)).toMatchObject({
      kind: 'limited',
      message: expect.stringContaining('100 times in half a year'),
    })
  })

  it.each([
    ['the ninety-ninth to the hundredth', 99, at, 100],
    ['a hundred that ended half a year ago', 100, at - 180 * day, 1],
    ['a hundred, the last of them within half a year', 100, at - 180 * day + 2, 2],
  ])('takes one more and drops what is older: %s', (_name, count, upTo, left) => {
    expect(pulled(first, acts({ pulls: times(count, upTo) }), 1, at).pulls).toHaveLength(left)
  })

  it('never keeps what is on from being switched off, nor anything from being undone', () => {
    const full = acts({ previews: [...on.slice(1), { on: true, from: at - 1 }] })
    expect(previewSwitched(offering, full, false, at).previews.at(-1)).toEqual({ on: false, from: at })
    expect(previewSwitched(offering, full, undefined, at).previews.at(-1)?.to).toBe(at)
    expect(unpulled(acts({ pulls: times(100, at) }), at).pulls).toHaveLength(100)
  })

  it('keeps nothing twice of a switch that stands so already', () => {
    const once = previewSwitched(offering, undefined, true, at)
    expect(previewSwitched(offering, once, true, at + day)).toBe(once)
  })
})
