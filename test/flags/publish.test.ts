import type { Problem } from '../../src/base/problem.ts'
import type { Flag } from '../../src/flags/flag.ts'
import {
  changed,
  halted,
  lastInstant,
  published,
  resumed,
  rolledBack,
  switched,
  widened,
} from '../../src/flags/publish.ts'
import { canaryFirst, switchDraft, toEverybody } from '../support/drafts.ts'

const now = Date.parse('2026-11-02T09:00:00Z')
const hour = 3_600_000
const act = (after = 0) => ({ now: now + after, by: 'Ada', ladder: ['stable', 'beta', 'canary'] })

const fresh: Flag = {
  key: 'new-editor',
  ...switchDraft(),
  salt: 'salt',
  revisions: [],
  halts: [],
  kills: [],
  createdAt: now,
  version: 1,
}
const first = published(fresh, canaryFirst(), act())
const second = published(first, toEverybody({ class: 'fix' }), act(hour))

const refusal = (work: () => unknown): Problem => {
  try {
    work()
  } catch (thrown) {
    return thrown as Problem
  }
  throw new Error('It was not refused')
}

describe('publishing', () => {
  it('numbers revisions, and takes effect from the millisecond after the call', () => {
    expect(second.revisions.map(({ number, at }) => [number, at])).toEqual([
      [1, now + 1],
      [2, now + hour + 1],
    ])
    expect(second.revisions[0]).toEqual(first.revisions[0])
    expect(fresh.revisions).toEqual([])
  })

  it('gives a revision the number that was asked for, or refuses it', () => {
    expect(published(first, canaryFirst({ revision: 2 }), act()).revisions[1]?.number).toBe(2)
    expect(refusal(() => published(first, canaryFirst({ revision: 1 }), act())).kind).toBe('stale')
    expect(refusal(() => published(first, canaryFirst({ revision: 3 }), act())).kind).toBe('stale')
    expect(first.revisions[0]).not.toHaveProperty('revision')
  })

  it('widens by a further step, channels left out as they are', () => {
    const wider = widened(first, 1, { beta: 50_000 }, act(hour))
    expect(wider.revisions[0]?.steps.at(-1)).toEqual({
      at: now + hour + 1,
      reach: { canary: 100_000, beta: 50_000, stable: 0 },
    })
  })

  it.each([
    ['a reach that would shrink', () => widened(first, 1, { beta: 10_000 }, act()), 'reach.beta'],
    ['a channel that does not exist', () => widened(first, 1, { nightly: 1 }, act()), 'reach.nightly'],
    [
      'a variant that does not exist',
      () => published(fresh, canaryFirst({ weights: { x: 100_000 } }), act()),
      'weights.x',
    ],
  ])('refuses %s', (_name, work, field) => {
    expect(refusal(work).faults[0]?.field).toBe(field)
  })
})

describe('halting and rolling back', () => {
  it('halts from a revision on, and resumes', () => {
    const halt = halted(second, 2, act(2 * hour))
    expect(halt.halts).toEqual([{ from: now + 2 * hour + 1, first: 2, by: 'Ada' }])
    expect(resumed(halt, act(3 * hour)).halts).toEqual([
      { from: now + 2 * hour + 1, to: now + 3 * hour + 1, first: 2, by: 'Ada' },
    ])
  })

  it('keeps a halt at least one millisecond long', () => {
    const [span] = resumed(halted(first, 1, act()), act()).halts
    expect(span?.to).toBeGreaterThan(span?.from ?? 0)
  })

  it('withdraws all later revisions and ends their halts', () => {
    const back = rolledBack(halted(second, 2, act(2 * hour)), 1, act(3 * hour))
    const at = now + 3 * hour + 1
    expect(back.revisions.map(({ withdrawnAt }) => withdrawnAt)).toEqual([undefined, at])
    expect(back.halts[0]?.to).toBe(at)
  })

  it('leaves the halts of what stays', () => {
    expect(rolledBack(halted(second, 1, act(2 * hour)), 1, act(3 * hour)).halts[0]?.to).toBeUndefined()
  })

  it('does not count a withdrawn revision’s number again', () => {
    const back = rolledBack(second, 1, act(2 * hour))
    expect(published(back, toEverybody(), act(3 * hour)).revisions.at(-1)?.number).toBe(3)
  })

  it.each([
    ['halting twice', () => halted(halted(first, 1, act()), 1, act(1)), 'conflict'],
    ['resuming what runs', () => resumed(first, act()), 'conflict'],
    ['rolling back nothing', () => rolledBack(second, 2, act()), 'conflict'],
    ['rolling back twice', () => rolledBack(rolledBack(second, 1, act()), 1, act(1)), 'conflict'],
    ['a revision that does not exist', () => halted(first, 4, act()), 'missing'],
    ['widening what was rolled back', () => widened(rolledBack(second, 1, act()), 2, {}, act(1)), 'conflict'],
    ['halting an operational flag', () => halted({ ...first, kind: 'operational' }, 1, act()), 'conflict'],
  ])('refuses %s', (_name, work, kind) => {
    expect(refusal(work).kind).toBe(kind)
  })
})

describe('the kill switch', () => {
  it('is a span, and may be used again', () => {
    const off = switched(first, false, act(hour))
    const on = switched(off, true, act(2 * hour))
    expect(on.kills).toEqual([{ from: now + hour + 1, to: now + 2 * hour + 1, by: 'Ada' }])
    expect(switched(on, false, act(3 * hour)).kills).toHaveLength(2)
    expect(refusal(() => switched(off, false, act(2 * hour))).kind).toBe('conflict')
    expect(refusal(() => switched(on, true, act(3 * hour))).kind).toBe('conflict')
  })
})

describe('changing texts and variants', () => {
  const draft = switchDraft()

  it('takes anything before the first publication', () => {
    const next = switchDraft({ type: 'string', variants: [{ key: 'a', name: 'A', value: 'a' }], off: 'a' })
    expect(changed(fresh, next)).toMatchObject({ type: 'string', off: 'a' })
  })

  it('takes new texts and more variants afterwards', () => {
    const more = {
      ...draft,
      title: 'Editor',
      variants: [...draft.variants, { key: 'third', name: 'Third', value: true }],
    }
    expect(changed(first, more)).toMatchObject({ title: 'Editor', revisions: first.revisions })
  })

  it.each([
    ['another kind', { kind: 'operational' as const }, 'kind'],
    ['another off variant', { off: 'on' }, 'off'],
    ['another value', { variants: draft.variants.map((v) => ({ ...v, value: !v.value })) }, 'variants'],
    ['a variant less', { variants: draft.variants.slice(0, 1) }, 'variants'],
  ])('refuses %s afterwards', (_name, more, field) => {
    expect(refusal(() => changed(first, { ...draft, ...more })).faults[0]?.field).toBe(field)
  })
})

it('knows the latest instant of its history', () => {
  expect(lastInstant(fresh)).toBe(0)
  expect(lastInstant(switched(second, false, act(2 * hour)))).toBe(now + 2 * hour + 1)
})
