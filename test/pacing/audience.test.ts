import { peopleByDay, peopleOnLadder } from '../../src/pacing/audience.ts'
import { audienceSentence, toldText } from '../../src/pacing/audience-words.ts'
import { pathOfKey } from '../../src/pacing/channel-path.ts'
import type { PaceName, Policy } from '../../src/pacing/policy.ts'
import { ladderOf, newProject, type Project } from '../../src/projects/project.ts'

const day = 86_400_000
const project = newProject({ id: 'p', key: 'p', name: 'P', clientKey: 'c', createdAt: 0 })
const policy = (channel: string, pace: PaceName = 'first'): Policy => ({ channel, pace, timeZone: 'UTC' })
const rows = (counts: Record<string, Partial<Record<PaceName, number>>>) =>
  project.channels.map(({ key, name }) => {
    const paces = counts[key] ?? {}
    return { channel: key, name, paces, people: Object.values(paces).reduce((sum, n) => sum + n, 0) }
  })

describe('the first line', () => {
  it.each<[Record<string, Partial<Record<PaceName, number>>>, string]>([
    [{}, 'Nobody is known yet.'],
    [{ stable: { calm: 1 } }, '1 person, on Stable; they take change at a calm pace.'],
    [{ beta: { ask: 3 } }, '3 people, all on Beta; all take change only after their own yes.'],
    [
      { stable: { first: 60, calm: 15 }, beta: { first: 18 }, canary: { early: 7 } },
      '100 people: 75 on Stable, 18 on Beta, 7 on Canary; most take change as soon as it is out.',
    ],
    [
      { stable: { first: 2, calm: 1 }, canary: { early: 1 } },
      '4 people: 3 on Stable, 1 on Canary; the largest group (2) takes change as soon as it is out.',
    ],
  ])('of %j', (counts, sentence) => {
    expect(audienceSentence(rows(counts))).toBe(sentence)
  })
})

it.each([
  ['let-in', 1, { channel: 'Beta' }, '1 person was let in onto Beta'],
  ['moved', 12, { channel: 'Canary', to: 'Beta' }, '12 people were moved from Canary to Beta'],
  ['list-ended', 2, { channel: 'Beta' }, '2 people were told that the waiting list of Beta has ended'],
] as const)('says what people were told: %s', (kind, people, words, text) => {
  expect(toldText({ kind, people, words })).toBe(text)
})

describe('people by channel and pace', () => {
  it('counts who chose nothing with the default, inside the bounds that hold now', () => {
    const narrow: Project = {
      ...project,
      bounds: { ...project.bounds, paces: ['first', 'calm'] },
      removed: [{ key: 'nightly', name: 'Nightly', to: 'canary', at: 5 }],
    }
    const groups = [
      { policy: policy('beta', 'early'), people: 3 },
      { policy: policy('beta', 'calm'), people: 4 },
      { policy: policy('nightly'), people: 5 },
    ]
    expect(peopleOnLadder(narrow, groups, 10)).toEqual([
      { channel: 'stable', people: 10, paces: { first: 10 } },
      { channel: 'beta', people: 7, paces: { calm: 7 } },
      { channel: 'canary', people: 5, paces: { first: 5 } },
    ])
  })
})

describe('people by day', () => {
  const paths = [
    { path: pathOfKey('stable 98 beta'), people: 2 },
    { path: pathOfKey('beta 99 canary'), people: 1 },
    { path: pathOfKey('stable'), people: 3 },
  ]
  const came = new Map([
    [90, 4],
    [98, 2],
    [100, 4],
  ])
  const byDay = (of = project) => peopleByDay(of, paths, came, 100, 3).map(({ people }) => people)

  it('counts each where they were, and who had not chosen where everybody begins', () => {
    expect(byDay()).toEqual([
      [3, 1, 0],
      [3, 3, 0],
      [3, 2, 1],
      [7, 2, 1],
    ])
  })

  it('counts whoever has gone back to the default there', () => {
    const returned = [{ path: pathOfKey('beta 99 '), people: 2 }]
    expect(peopleByDay(project, returned, new Map([[90, 3]]), 100, 2).map(({ people }) => people)).toEqual([
      [1, 2, 0],
      [3, 0, 0],
      [3, 0, 0],
    ])
  })

  it('follows the default of the day', () => {
    const { bounds, default: byDefault } = project
    const past = {
      until: 99 * day + 5,
      ladder: ladderOf(project),
      bounds,
      default: { ...byDefault, channel: 'canary' },
    }
    expect(byDay({ ...project, past: [past] })).toEqual([
      // Four were known, but five are said to have chosen stable by then, who were not.
      [5, 1, 0],
      [3, 3, 0],
      [3, 2, 1],
      [7, 2, 1],
    ])
  })

  it('counts those of a channel that is no more where they moved', () => {
    const channels = project.channels.filter(({ key }) => key !== 'canary')
    const removed = [{ key: 'canary', name: 'Canary', to: 'beta', at: 100 * day }]
    expect(byDay({ ...project, channels, removed })).toEqual([
      [3, 1],
      [3, 3],
      [3, 3],
      [7, 3],
    ])
  })
})
