import {
  lowered,
  percentagesIn,
  percentIn,
  type ReachStep,
  type Rollout,
  reachStep,
  stepAdmitting,
  timelineFor,
} from '../../src/flags/reach.ts'

const ladder = ['stable', 'beta', 'canary']
const steps: ReachStep[] = [
  { at: 100, reach: { canary: 100_000, beta: 20_000, stable: 0 } },
  { at: 200, reach: { canary: 100_000, beta: 20_000, stable: 50_000 } },
]
const rollout: Rollout = {
  revisions: [
    { at: 100, class: 'feature', steps },
    { at: 300, class: 'fix', urgent: true, withdrawnAt: 400, steps: [{ at: 300, reach: { canary: 1 } }] },
  ],
  halts: [{ from: 150, to: 160, first: 1 }],
}

describe('percentIn', () => {
  it.each([
    ['stable', 99, 0],
    ['canary', 99, 0],
    ['canary', 100, 100_000],
    ['beta', 199, 20_000],
    ['stable', 199, 0],
    ['beta', 200, 50_000],
    ['stable', 200, 50_000],
    ['a channel that is not on the ladder', 200, 50_000],
  ])('%s at %d has %d', (channel, at, expected) => {
    expect(percentIn(steps, ladder, channel, at)).toBe(expected)
  })
})

describe('timelineFor', () => {
  it('starts the soak with the first step that admits anybody, and admits with the first that includes the bucket', () => {
    expect(timelineFor(rollout, ladder, 'beta', 30_000).changes[0]).toMatchObject({ at: 100, admittedAt: 200 })
    expect(timelineFor(rollout, ladder, 'beta', 19_999).changes[0]).toMatchObject({ at: 100, admittedAt: 100 })
    expect(timelineFor(rollout, ladder, 'stable', 30_000).changes[0]).toMatchObject({ at: 200, admittedAt: 200 })
  })

  it('keeps a revision in its place that has not come to the channel', () => {
    expect(timelineFor(rollout, ladder, 'beta', 0).changes[1]).toEqual({
      at: null,
      admittedAt: null,
      class: 'fix',
      urgent: true,
      withdrawnAt: 400,
    })
  })

  it('hands the halts on', () => {
    expect(timelineFor(rollout, ladder, 'beta', 0).halts).toEqual(rollout.halts)
  })
})

describe('stepAdmitting', () => {
  it('is the same for two buckets exactly when no percentage lies between them', () => {
    const percentages = percentagesIn(rollout, ladder, 'beta')
    expect(percentages).toEqual([0, 20_000, 50_000])
    expect([0, 19_999, 20_000, 49_999, 50_000, 99_999].map((b) => stepAdmitting(percentages, b))).toEqual([
      1, 1, 2, 2, 3, 3,
    ])
  })
})

describe('lowered', () => {
  it('names the channels that would have less', () => {
    expect(lowered(steps, { canary: 90_000, beta: 20_000, stable: 40_000 }, ladder)).toEqual([
      'stable',
      'beta',
      'canary',
    ])
    expect(lowered(steps, { canary: 100_000, stable: 50_000 }, ladder)).toEqual([])
    expect(lowered([], { canary: 0 }, ladder)).toEqual([])
  })

  it('counts what a channel has from more cautious ones', () => {
    expect(lowered([{ at: 1, reach: { beta: 30_000 } }], { stable: 30_000 }, ladder)).toEqual([])
    expect(lowered([{ at: 1, reach: { beta: 30_000 } }], { stable: 29_999 }, ladder)).toEqual(['beta', 'canary'])
  })
})

it('refuses what is no whole number of thousandths', () => {
  for (const percent of [-1, 100_001, 0.5]) {
    expect(reachStep.safeParse({ at: 1, reach: { beta: percent } }).error?.issues[0]?.path).toEqual(['reach', 'beta'])
  }
})
