import fc from 'fast-check'
import { percentIn, type ReachStep, spelledOut } from '../../src/flags/reach.ts'
import type { ChannelDraft } from '../../src/projects/channel.ts'
import { moveFrom, standsFor, withLadder, withRules } from '../../src/projects/ladder.ts'
import { ladderOf, newProject, type Project } from '../../src/projects/project.ts'
import { propertyRuns } from '../pacing/property-runs.ts'

const at = Date.UTC(2026, 10, 2)
const project = newProject({ id: 'p', key: 'notewell', name: 'Notewell', clientKey: 'k', createdAt: 0 })
const draftsOf = ({ channels }: Project): ChannelDraft[] => channels.map(({ text: _, ...draft }) => draft)
const [stable, beta, canary] = draftsOf(project) as [ChannelDraft, ChannelDraft, ChannelDraft]
const nightly: ChannelDraft = { name: 'Nightly', description: 'Built at night.', breaks: 'All.', entry: 'open' }

describe('another ladder', () => {
  it('names a new channel after its name, and counts the words that people read anew', () => {
    const next = withLadder(project, [stable, { ...beta, name: 'Preview' }, canary, nightly], at)
    expect(next.channels.map(({ key, name, text }) => [key, name, text])).toEqual([
      ['stable', 'Stable', 1],
      ['beta', 'Preview', 2],
      ['canary', 'Canary', 1],
      ['nightly', 'Nightly', 2],
    ])
    expect(next).toMatchObject({ version: 2, removed: [], past: [{ until: at, ladder: ladderOf(project) }] })
    expect(withLadder(next, draftsOf(next), at + 5).past).toEqual(next.past)
  })

  it('moves the people of a removed channel, and the default with them, to the next more cautious one that stays', () => {
    const onCanary = { ...project, default: { ...project.default, channel: 'canary' } }
    const next = withLadder(onCanary, [stable, nightly], at)
    expect(next.removed).toEqual([
      { key: 'beta', name: 'Beta', to: 'stable', at },
      { key: 'canary', name: 'Canary', to: 'stable', at },
    ])
    expect(next.default.channel).toBe('stable')
    expect(next.past).toEqual([
      { until: at, ladder: ladderOf(project), bounds: project.bounds, default: onCanary.default },
    ])
  })

  it('removes nothing before what was set last, on a clock that was set back', () => {
    const reversed = withLadder(project, [stable, canary, beta], at)
    const next = withLadder(reversed, [stable, beta], at - 5)
    expect([next.past.map(({ until }) => until), next.removed]).toEqual([
      [at, at],
      [{ key: 'canary', name: 'Canary', to: 'stable', at }],
    ])
  })

  it.each<[string, ChannelDraft[], string, string]>([
    [
      'the most cautious gone',
      [beta, canary],
      'channels',
      'Stable cannot be removed: nothing more cautious stays for its people',
    ],
    [
      'a door on the most cautious',
      [{ ...stable, entry: 'invitation' }, beta],
      'channels.0.entry',
      'The most cautious channel is open',
    ],
    ['two of one key', [stable, beta, { ...nightly, key: 'beta' }], 'channels.2.key', 'Another channel has this key'],
    [
      'two of one name',
      [stable, beta, { ...nightly, name: 'Beta' }],
      'channels.2.name',
      'Another channel has this name',
    ],
    ['a name without letters', [stable, { ...nightly, name: '日本' }], 'channels.1.key', 'Write a key'],
    ['a key that objects have', [stable, { ...nightly, name: 'Constructor' }], 'channels.1.key', 'Use another key'],
    ['a cap without a number', [stable, { ...beta, entry: 'capped' }], 'channels.1.cap', 'Write how many people'],
  ])('refuses %s', (_name, drafts, field, message) => {
    expect(() => withLadder(project, drafts, at)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        faults: expect.arrayContaining([{ field, message: expect.stringContaining(message) }]),
      }),
    )
  })

  it('refuses a door on the channel of those who never chose, and a key that a removed channel had', () => {
    const onBeta = { ...project, default: { ...project.default, channel: 'beta' } }
    expect(() => withLadder(onBeta, [stable, { ...beta, entry: 'invitation' }], at)).toThrow(
      'Beta is not open to everybody, but who never chose is there',
    )
    const without = withLadder(project, [stable, beta], at)
    expect(() => withLadder(without, [stable, beta, canary], at)).toThrow('A channel that was removed had this key')
  })
})

it('keeps the rules before, and nothing where nothing changed', () => {
  const calm = { ...project.default, pace: 'calm' as const }
  const once = withRules(project, { ...project, default: calm }, at)
  expect(once.past).toEqual([
    { until: at, ladder: ladderOf(project), bounds: project.bounds, default: project.default },
  ])
  expect(withRules(once, once, at + 5).past).toEqual(once.past)
  const earlier = withRules(once, project, at - 5).past.map(({ until }) => until)
  expect(earlier).toEqual([at, at])
})

it('follows removed channels one after the other', () => {
  const removed = [
    { key: 'canary', name: 'Canary', to: 'beta', at },
    { key: 'beta', name: 'Beta', to: 'stable', at: at + 10 },
  ]
  expect(moveFrom(removed, 'canary')).toEqual({ to: 'stable', at: at + 10 })
  expect([at - 1, at, at + 10].map((by) => standsFor(removed, 'canary', by))).toEqual(['canary', 'beta', 'stable'])
  expect(moveFrom(removed, 'stable')).toBeUndefined()
})

describe('what is published, spelled out before the ladder changes', () => {
  const ladder = ['a', 'b', 'c', 'd']
  const steps: fc.Arbitrary<ReachStep[]> = fc
    .array(fc.dictionary(fc.constantFrom(...ladder), fc.nat(100_000)), { minLength: 1, maxLength: 4 })
    .map((reaches) => reaches.map((reach, at) => ({ at, reach })))

  it('gives everybody the same as before', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...ladder), fc.nat(4), (steps, channel, at) => {
        const before = percentIn(steps, ladder, channel, at)
        expect(percentIn(spelledOut(steps, ladder, 9), ladder, channel, at)).toBe(before)
      }),
      propertyRuns,
    )
  })

  it('takes nothing from anybody whose channel stays, however the others are ordered, removed or added', () => {
    fc.assert(
      fc.property(steps, fc.shuffledSubarray([...ladder, 'new'], { minLength: 1 }), fc.nat(4), (steps, next, at) => {
        for (const channel of next.filter((one) => one !== 'new'))
          expect(percentIn(spelledOut(steps, ladder, 9), next, channel, at)).toBeGreaterThanOrEqual(
            percentIn(steps, ladder, channel, at),
          )
      }),
      propertyRuns,
    )
  })
})
