import fc from 'fast-check'
import { asItWas } from '../../src/flags/as-it-was.ts'
import { evaluate } from '../../src/flags/evaluate.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { published, widened } from '../../src/flags/publish.ts'
import { spelledOut } from '../../src/flags/reach.ts'
import { personAt } from '../../src/flags/standing.ts'
import { choicesOf } from '../../src/pacing/choices.ts'
import { movedFrom, type Ruling } from '../../src/pacing/in-force.ts'
import { remark } from '../../src/pacing/marks.ts'
import type { Mark, Policy } from '../../src/pacing/policy.ts'
import { asItWas as projectAsItWas } from '../../src/projects/as-it-was.ts'
import { withLadder, withRules } from '../../src/projects/ladder.ts'
import { ladderOf, newProject, type Project } from '../../src/projects/project.ts'
import { propertyRuns } from '../pacing/property-runs.ts'
import { canaryFirst, switchDraft } from '../support/drafts.ts'

const day = 86_400_000
const start = Date.UTC(2026, 10, 2)

/** All that is stored that says what one person has of one flag. */
type Stored = { project: Project; flag: Flag; choices: { policy?: Policy; marks: readonly Mark[] } }

/** What is in force by these rules for whoever did this. */
const inForceBy = (rules: Ruling, choices: Stored['choices']) =>
  choicesOf(rules, { ...choices, floors: {}, own: {} }, start)

const beginning: Stored = {
  project: newProject({ id: 'p', key: 'notewell', name: 'Notewell', clientKey: 'k', createdAt: start }),
  flag: {
    ...switchDraft(),
    ...{ key: 'editor', salt: 'editor', revisions: [], halts: [], kills: [], createdAt: start, version: 1 },
  },
  choices: { marks: [] },
}

type Event = (stored: Stored, now: number) => Stored

/** What is there of `keys`, in their order, and always the most cautious channel. */
const setLadder =
  (keys: readonly string[]): Event =>
  ({ project, flag, choices }, now) => {
    const [cautious, ...others] = project.channels
    const kept = keys.flatMap((key) => others.filter((one) => one.key === key))
    const drafts = [...(cautious ? [cautious] : []), ...kept].map(({ text: _, ...draft }) => draft)
    const next = withLadder(project, drafts, now + 1)
    if (next.past.length === project.past.length) return { project, flag, choices }
    const revisions = flag.revisions.map((one) => ({
      ...one,
      steps: spelledOut(one.steps, ladderOf(project), now + 1),
    }))
    return { project: next, flag: { ...flag, revisions }, choices }
  }

const setDefault =
  (rung: number): Event =>
  (stored, now) => {
    const { project } = stored
    const channel = project.channels[rung % project.channels.length]?.key ?? ''
    return { ...stored, project: withRules(project, { ...project, default: { ...project.default, channel } }, now + 1) }
  }

const choose =
  (rung: number, pace: Policy['pace']): Event =>
  (stored, now) => {
    const { project, choices } = stored
    const { policy, chosen, ended } = inForceBy(project, choices)
    const channel = project.channels[rung % project.channels.length]?.key ?? ''
    const marks = remark(ended, policy, now + 1, chosen)
    return { ...stored, choices: { policy: { channel, pace, timeZone: 'UTC', since: now + 1 }, marks } }
  }

const moveOn: Event = (stored) => {
  const { policy, marks } = stored.choices
  const moved = policy && movedFrom(stored.project, policy, marks)
  return moved ? { ...stored, choices: { policy: moved.policy, marks: moved.marks } } : stored
}

/** What each channel gets; with `null` one is left out. */
type Parts = readonly (number | null)[]

const reachOf = (project: Project, parts: Parts) =>
  Object.fromEntries(ladderOf(project).flatMap((key, i) => (parts[i] == null ? [] : [[key, parts[i]]])))

const publish =
  (parts: Parts): Event =>
  (stored, now) => {
    const { project, flag } = stored
    const draft = canaryFirst({ class: 'fix', reach: reachOf(project, parts) })
    return { ...stored, flag: published(flag, draft, { now, by: '', ladder: ladderOf(project) }) }
  }

const widen =
  (rung: number): Event =>
  (stored, now) => {
    const { project, flag } = stored
    const channel = project.channels[rung % project.channels.length]?.key ?? ''
    const number = flag.revisions.length
    if (number === 0) return stored
    return {
      ...stored,
      flag: widened(flag, number, { [channel]: 100_000 }, { now, by: '', ladder: ladderOf(project) }),
    }
  }

/** Variant, revision and assignment as an exposure is held against them. */
function given({ project, flag, choices }: Stored, unit: string, at: number) {
  const then = projectAsItWas(project, at)
  const person = personAt(unit, inForceBy(then, choices), at)
  const { variant, revision, assignment } = evaluate(asItWas(flag, at), person, then.ladder, at)
  return { variant, revision, assignment }
}

const rung = fc.nat(2)
const parts = fc.array(fc.constantFrom(null, 0, 30_000, 100_000), { minLength: 3, maxLength: 3 })
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: fc.shuffledSubarray(['beta', 'canary'], { minLength: 1 }).map(setLadder) },
  { weight: 1, arbitrary: rung.map(setDefault) },
  { weight: 3, arbitrary: fc.tuple(rung, fc.constantFrom('first', 'early', 'steady')).map(([r, p]) => choose(r, p)) },
  { weight: 1, arbitrary: fc.constant(moveOn) },
  { weight: 2, arbitrary: parts.map(publish) },
  { weight: 2, arbitrary: rung.map(widen) },
)

/** Something is out, and somebody has chosen where to get it, before the ladder changes. */
const begun = fc.tuple(
  parts.map(publish),
  fc.tuple(rung, fc.constantFrom('first', 'early')).map(([r, p]) => choose(r, p)),
  fc.shuffledSubarray(['beta', 'canary'], { minLength: 1 }).map(setLadder),
)

it('gives at an instant what was given then, whatever the team and the person do to the ladder and the rest later', () => {
  fc.assert(
    fc.property(begun, fc.array(event, { maxLength: 6 }), fc.constantFrom('eva', 'omar', 'li'), (first, then, unit) => {
      const events = [...first, ...then]
      const instants: number[] = []
      const answers: ReturnType<typeof given>[] = []
      let stored = beginning
      for (const [i, happen] of events.entries()) {
        const now = start + (i + 1) * day
        stored = happen(stored, now)
        // In the very millisecond of what was done, and at some later instants before anything else is.
        for (const at of [now, now + 1, now + day / 2, now + day - 1]) {
          instants.push(at)
          answers.push(given(stored, unit, at))
        }
      }
      expect(instants.map((at) => given(stored, unit, at))).toEqual(answers)
    }),
    propertyRuns,
  )
})

it('holds what was read on a channel against the ladder of its day, once that is another and then a third', () => {
  const onCanaryFirst = publish([null, null, 100_000])(choose(1, 'first')(beginning, start), start)
  const reordered = setLadder(['canary', 'beta'])(onCanaryFirst, start + day)
  const removed = moveOn(setLadder(['beta'])(reordered, start + 2 * day), start + 2 * day)
  const on = { variant: 'on', revision: 1 }
  const ladders = [onCanaryFirst, reordered, removed].map((stored) =>
    [0.5, 1.5, 2.5].map((days) => given(stored, 'eva', start + days * day)),
  )
  // Beta stands behind canary from the second day on, and keeps what that gave it.
  expect(ladders[2]).toMatchObject([{ variant: 'off', revision: 0 }, on, on])
  expect(ladders[1]?.slice(0, 2)).toEqual(ladders[2]?.slice(0, 2))
  expect(ladders[0]?.[0]).toEqual(ladders[2]?.[0])
})

it('answers by the ladder that it is asked with, also where the flag says the same by both', () => {
  const { flag } = publish([0, 0, 100_000])(beginning, start)
  const person = { unit: 'eva', policy: { channel: 'beta', pace: 'first', timeZone: 'UTC' }, marks: [] } as const
  const by = (...ladder: string[]) => evaluate(flag, person, ladder, start + day).variant
  expect(by('stable', 'beta', 'canary')).toBe('off')
  expect(by('stable', 'canary', 'beta')).toBe('on')
  expect(by('stable', 'beta', 'canary')).toBe('off')
})
