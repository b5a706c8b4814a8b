import fc from 'fast-check'
import { bucket } from '../../src/flags/bucket.ts'
import { evaluate } from '../../src/flags/evaluate.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { inEffect } from '../../src/flags/in-effect.ts'
import { keptOld, pulled, unkept, unpulled } from '../../src/flags/own-act.ts'
import { halted, openHalt, published, resumed, rolledBack, widened } from '../../src/flags/publish.ts'
import type { Person } from '../../src/flags/standing.ts'
import { chosen, held } from '../../src/pacing/change-policy.ts'
import { defaultChoices } from '../../src/pacing/choices.ts'
import { remark } from '../../src/pacing/marks.ts'
import { changeClass, paceName } from '../../src/pacing/policy.ts'
import { newProject } from '../../src/projects/project.ts'
import { switchDraft, toEverybody } from '../support/drafts.ts'
import { type NaiveWorld, naiveStanding } from './naive-clock.ts'

const monday = Date.parse('2026-06-01T00:00:00Z')
const ladder = ['stable', 'beta', 'canary']
const project = newProject({ id: 'p', key: 'p', name: 'P', clientKey: 'c', createdAt: monday })
const runs = Number(process.env.SLUICE_PROPERTY_RUNS ?? 100)

const instant = (hour: number) => monday + hour * 3_600_000
/** An act takes effect in the millisecond after it: the one that is done just before the hour, at the hour. */
const act = (hour: number) => ({ now: instant(hour) - 1, by: 'Ada', ladder })

type Model = { hour: number; world: NaiveWorld }
type Real = { flag: Flag; person: Person }

const fresh = (salt: string): Flag => ({
  ...{ key: 'editor', ...switchDraft(), salt, revisions: [], halts: [], kills: [], createdAt: monday, version: 1 },
})

const newest = ({ revisions }: NaiveWorld, hour: number) => revisions.findLastIndex((r) => r.withdrawnAt > hour) + 1
const share = fc.constantFrom(0, 50_000, 100_000, 100_000)

type Command = fc.Command<Model, Real>
const never = Number.POSITIVE_INFINITY

/** One step: `check` says whether the model allows it, `run` does it on both sides and compares. */
const command = (name: string, check: (m: Model) => boolean, run: (m: Model, r: Real) => void): Command => ({
  check: (m) => check(m),
  run(m, r) {
    run(m, r)
    const { revision, arrivals } = naiveStanding(m.world, m.hour)
    const now = instant(m.hour)
    expect(evaluate(r.flag, r.person, ladder, now).revision).toBe(revision)
    const { standing } = inEffect(r.flag, r.person, ladder, now)
    const ahead = standing.arrivals.map((at) => (at === null ? never : Math.max(0, at - now) / 3_600_000))
    expect(ahead).toEqual(arrivals.map((at) => Math.max(0, at - m.hour)))
  },
  toString: () => name,
})

const publish = fc
  .record({ class: fc.constantFrom(...changeClass.options), urgent: fc.boolean(), stable: share, beta: share })
  .map(({ stable, beta, urgent, ...change }) =>
    command(
      `publish ${change.class} ${stable}/${beta} ${urgent}`,
      ({ world }) => world.revisions.length < 6,
      (m, r) => {
        const reach = { stable, beta, canary: 100_000 }
        r.flag = published(r.flag, toEverybody({ ...change, urgent, reach }), act(m.hour))
        m.world.revisions.push({ ...change, urgent, steps: [{ at: m.hour, reach }], withdrawnAt: never })
      },
    ),
  )

const widen = share.map((stable) =>
  command(
    `widen to ${stable}`,
    ({ world, hour }) => {
      const steps = world.revisions[newest(world, hour) - 1]?.steps
      return steps !== undefined && (steps.at(-1)?.reach.stable ?? 0) <= stable
    },
    (m, r) => {
      const number = newest(m.world, m.hour)
      r.flag = widened(r.flag, number, { stable }, act(m.hour))
      const steps = m.world.revisions[number - 1]?.steps ?? []
      steps.push({ at: m.hour, reach: { ...steps.at(-1)?.reach, stable } })
    },
  ),
)

const halt = fc.constant(
  command(
    'halt',
    ({ world, hour }) => newest(world, hour) > 0 && world.halts.every(({ to }) => to <= hour),
    (m, r) => {
      const first = newest(m.world, m.hour)
      r.flag = halted(r.flag, first, act(m.hour))
      m.world.halts.push({ from: m.hour, to: never, first })
    },
  ),
)

const resume = fc.constant(
  command(
    'resume',
    ({ world, hour }) => world.halts.some(({ from, to }) => from < hour && to > hour),
    (m, r) => {
      if (!openHalt(r.flag, act(m.hour).now)) throw new Error('The flag is not halted')
      r.flag = resumed(r.flag, act(m.hour))
      for (const open of m.world.halts) if (open.to === never) open.to = m.hour
    },
  ),
)

const rollBack = fc.nat({ max: 5 }).map((to) =>
  command(
    `roll back to ${to}`,
    ({ world, hour }) =>
      newest(world, hour) > to &&
      (to === 0 || (world.revisions[to - 1]?.withdrawnAt ?? 0) > hour) &&
      // A halt that ends in the hour in which it began lasts a millisecond: too short for a model that counts in hours.
      world.halts.every(({ from, to: end }) => end !== never || from < hour),
    (m, r) => {
      r.flag = rolledBack(r.flag, to, act(m.hour))
      m.world.revisions.forEach((revision, i) => {
        if (i + 1 > to && revision.withdrawnAt === never) revision.withdrawnAt = m.hour
      })
      for (const open of m.world.halts) if (open.first > to && open.to === never) open.to = m.hour
    },
  ),
)

const choose = fc
  .record({
    channel: fc.constantFrom(...ladder),
    pace: fc.constantFrom(...paceName.options, 'steady' as const, 'steady' as const),
  })
  .map((choice) =>
    command(
      `choose ${choice.pace} on ${choice.channel}`,
      ({ world, hour }) => isLater(world, hour),
      (m, r) => {
        const { policy, marks } = r.person
        r.person = {
          ...r.person,
          policy: chosen(policy, choice, instant(m.hour)),
          marks: remark(marks, policy, instant(m.hour)),
        }
        m.world.policies.push({ ...choice, since: m.hour, holds: m.world.policies.at(-1)?.holds ?? [] })
      },
    ),
  )

const followDefault = fc.constant(
  command(
    'go back to the default',
    ({ world, hour }) => isLater(world, hour),
    (m, r) => {
      const marks = remark(r.person.marks, r.person.policy, instant(m.hour))
      const { policy } = defaultChoices(project, instant(0), marks)
      r.person = { ...r.person, policy, marks }
      m.world.policies.push({ channel: 'stable', pace: 'first', since: m.hour, holds: [] })
    },
  ),
)

const hold = fc
  .record({ wait: fc.nat({ max: 72 }), length: fc.integer({ min: 1, max: 24 * 40 }) })
  .map(({ wait, length }) =>
    command(
      `hold ${length} h in ${wait} h`,
      ({ world, hour }) => isLater(world, hour),
      (m, r) => {
        const { policy, marks } = r.person
        const span = { from: m.hour + wait, to: m.hour + wait + length }
        const next = held(policy, { from: instant(span.from), to: instant(span.to) }, instant(m.hour), 90)
        r.person = { ...r.person, policy: next, marks: remark(marks, policy, instant(m.hour)) }
        const before = m.world.policies.at(-1)
        if (before) m.world.policies.push({ ...before, since: m.hour, holds: [...before.holds, span] })
      },
    ),
  )

/** Two choices in one hour are one choice too many for a model that counts in hours. */
const isLater = ({ policies }: NaiveWorld, hour: number) => policies.length < 6 && (policies.at(-1)?.since ?? 0) < hour

const pull = fc.constant(
  command(
    'get it now',
    ({ world, hour }) => newest(world, hour) > 0 && world.halts.every(({ to }) => to <= hour),
    (m, r) => {
      const revision = newest(m.world, m.hour)
      const acts = pulled(r.flag, r.person.own?.editor, revision, instant(m.hour))
      r.person = { ...r.person, own: { editor: acts } }
      for (const span of [...m.world.pulls, ...m.world.keeps]) span.to = Math.min(span.to, m.hour)
      m.world.pulls.push({ revision, from: m.hour, to: never })
    },
  ),
)

const stepBack = fc.integer({ min: 1, max: 24 * 30 }).map((length) =>
  command(
    `keep the old one for ${length} h`,
    ({ world, hour }) => newest(world, hour) > 0,
    (m, r) => {
      const instead = newest(m.world, m.hour)
      const keep = { instead, until: instant(m.hour + length) }
      const how = { at: instant(m.hour), longestDays: 30 }
      const acts = keptOld(r.flag, r.person.own?.editor, r.person, ladder, keep, how)
      r.person = { ...r.person, own: { editor: acts } }
      for (const span of [...m.world.pulls, ...m.world.keeps]) span.to = Math.min(span.to, m.hour)
      const revision = acts.keeps.at(-1)?.revision ?? 0
      expect(revision).toBeLessThan(instead)
      m.world.keeps.push({ revision, from: m.hour, to: m.hour + length })
    },
  ),
)

const undo = fc.constant(
  command(
    'undo what they did',
    ({ world, hour }) => [...world.pulls, ...world.keeps].some(({ to }) => to > hour),
    (m, r) => {
      const acts = unkept(unpulled(r.person.own?.editor, instant(m.hour)), instant(m.hour))
      r.person = { ...r.person, own: { editor: acts } }
      for (const span of [...m.world.pulls, ...m.world.keeps]) span.to = Math.min(span.to, m.hour)
    },
  ),
)

const wait = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 31, max: 24 * 40 })).map((hours) =>
  command(
    `${hours} h pass`,
    ({ hour }) => hour < 24 * 200,
    (m) => {
      m.hour += hours
    },
  ),
)

const commands = fc.commands(
  [
    wait,
    wait,
    wait,
    publish,
    publish,
    widen,
    halt,
    resume,
    rollBack,
    choose,
    choose,
    followDefault,
    hold,
    pull,
    stepBack,
    undo,
  ],
  {
    maxCommands: 40,
    size: 'max',
  },
)

it('gives whoever does whatever what an hour-by-hour clock gives', () => {
  fc.assert(
    fc.property(commands, fc.string({ minLength: 1, maxLength: 4 }), (steps, unit) => {
      const setup = () => {
        const flag = fresh('model')
        const policy = { channel: 'stable', pace: 'first' as const, timeZone: 'UTC', since: instant(0) }
        return {
          model: {
            hour: 1,
            world: {
              ...{ ladder, bucket: bucket(flag.salt, unit), monday, revisions: [], halts: [], pulls: [], keeps: [] },
              policies: [{ channel: 'stable', pace: 'first' as const, since: 0, holds: [] }],
            },
          },
          real: { flag, person: { unit, policy, marks: [] } },
        }
      }
      fc.modelRun(setup, steps)
    }),
    { numRuns: runs },
  )
})
