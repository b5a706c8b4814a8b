import fc from 'fast-check'
import { timelineFor } from '../../src/flags/reach.ts'
import { type PacePolicy, paceName } from '../../src/pacing/policy.ts'
import { arrivalsOf, type Change, type Had, revisionAt, type Timeline } from '../../src/pacing/release-clock.ts'
import { channel, instant, ladder, rolloutOf, scene } from './generators.ts'
import { propertyRuns } from './property-runs.ts'
import { isBlocked, outside, slotsBetween } from './slot-oracle.ts'

const never = Infinity
const orNever = (instants: readonly (number | null)[]) => instants.map((instant) => instant ?? never)
const admitted = ({ at, admittedAt = at }: Change) => admittedAt ?? never
const passes = ({ urgent, class: changeClass }: Change) => urgent === true || changeClass === 'security'
const haltsOf = ({ halts }: Timeline, number: number) => halts.filter(({ first = 1 }) => first <= number)

/** Every instant at which something may turn, and the one just before. */
function turns(
  timeline: Timeline,
  policy: PacePolicy,
  had: readonly Had[] = [],
  more: readonly number[] = [],
): number[] {
  const { changes, halts } = timeline
  const named = [
    ...changes.flatMap(({ at, admittedAt, withdrawnAt }) => [at, admittedAt, withdrawnAt]),
    ...[...halts, ...(policy.holds ?? [])].flatMap(({ from, to }) => [from, to]),
    ...had.map(({ at }) => at),
    ...arrivalsOf(timeline, policy, had),
    ...arrivalsOf({ halts, changes: changes.map((change) => ({ ...change, withdrawnAt: undefined })) }, policy, had),
    policy.since,
    ...more,
  ]
  const finite = named.filter((at): at is number => typeof at === 'number' && Number.isFinite(at))
  return [...new Set(finite.flatMap((at) => [at - 1, at]))].sort((a, b) => a - b)
}

type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never
const timelineOf = ({ rollout, channel, bucket }: Scene) => timelineFor(rollout, ladder, channel, bucket)

/** Those who have it by themselves, the arrivals of `j` that come with a later change that passes. */
const broughtAlong = ({ changes }: Timeline, arrivals: readonly number[], j: number) =>
  changes.some((change, k) => k > j && passes(change) && (arrivals[k] ?? never) <= (arrivals[j] ?? never))

it('1: a slower pace never gets it earlier', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), (scene, a, b) => {
      const timeline = timelineOf(scene)
      const [faster, slower] = [Math.min(a, b), Math.max(a, b)].map((rank) => ({
        ...scene.policy,
        pace: paceName.options[rank] ?? 'first',
      }))
      if (!faster || !slower) throw new Error('no such pace')
      const early = orNever(arrivalsOf(timeline, faster, scene.had))
      const late = orNever(arrivalsOf(timeline, slower, scene.had))
      expect(late.every((arrival, j) => arrival >= (early[j] ?? never))).toBe(true)
      for (const now of turns(timeline, slower, scene.had)) {
        expect(revisionAt(timeline, slower, now, scene.had)).toBeLessThanOrEqual(
          revisionAt(timeline, faster, now, scene.had),
        )
      }
    }),
    propertyRuns,
  )
})

it('2: a more cautious channel never gets it earlier', () => {
  fc.assert(
    fc.property(scene, channel, (scene, other) => {
      const [cautious, bold] = [scene.channel, other]
        .sort((a, b) => ladder.indexOf(a) - ladder.indexOf(b))
        .map((channel) => timelineFor(scene.rollout, ladder, channel, scene.bucket))
      if (!cautious || !bold) throw new Error('no such channel')
      const early = orNever(arrivalsOf(bold, scene.policy, scene.had))
      const late = orNever(arrivalsOf(cautious, scene.policy, scene.had))
      expect(late.every((arrival, j) => arrival >= (early[j] ?? never))).toBe(true)
    }),
    propertyRuns,
  )
})

it('3: nothing arrives before it is published and admits the person', () => {
  fc.assert(
    fc.property(scene, (scene) => {
      const timeline = timelineOf(scene)
      arrivalsOf(timeline, scene.policy, scene.had).forEach((arrival, j) => {
        if (arrival === null) return
        const change = timeline.changes[j]
        expect(arrival).toBeGreaterThanOrEqual(change ? admitted(change) : never)
        expect(arrival).toBeGreaterThanOrEqual(scene.rollout.revisions[j]?.at ?? never)
      })
    }),
    propertyRuns,
  )
})

it('4: a security change arrives within its cap, time in halts apart', () => {
  fc.assert(
    fc.property(scene, (scene) => {
      const timeline = timelineOf(scene)
      const { securityCapHours = 72, since = -Infinity } = scene.policy
      orNever(arrivalsOf(timeline, scene.policy, scene.had)).forEach((arrival, j) => {
        const change = timeline.changes[j]
        if (change?.class !== 'security' || change.withdrawnAt !== undefined || admitted(change) === never) return
        const halts = haltsOf(timeline, j + 1)
        const due = outside(halts, admitted(change) + securityCapHours * 3_600_000)
        expect(arrival).toBeLessThanOrEqual(due < since ? outside(halts, since) : due)
      })
    }),
    propertyRuns,
  )
})

it('5: what has no leave to pass arrives in a slot, or with the choice it was due before', () => {
  fc.assert(
    fc.property(scene, (scene) => {
      const timeline = timelineOf(scene)
      const { policy } = scene
      const arrivals = orNever(arrivalsOf(timeline, policy, scene.had))
      arrivals.forEach((arrival, j) => {
        const change = timeline.changes[j]
        if (!change || arrival === never || passes(change) || broughtAlong(timeline, arrivals, j)) return
        const spans = [...haltsOf(timeline, j + 1), ...(policy.holds ?? [])]
        if (policy.since !== undefined && arrival === outside(spans, policy.since)) return
        const cadence = policy.window || policy.cadence !== 'any' ? policy.cadence : undefined
        const free =
          !policy.window && (policy.cadence ?? (['first', 'early'].includes(policy.pace) ? 'any' : cadence)) === 'any'
        if (free) expect(isBlocked(spans, arrival)).toBe(false)
        else expect(slotsBetween(policy, spans, arrival, arrival)).toEqual([arrival])
      })
    }),
    propertyRuns,
  )
})

it('6: nothing arrives inside a hold or a halt that has no leave to', () => {
  fc.assert(
    fc.property(scene, (scene) => {
      const timeline = timelineOf(scene)
      const arrivals = orNever(arrivalsOf(timeline, scene.policy, scene.had))
      arrivals.forEach((arrival, j) => {
        const change = timeline.changes[j]
        if (!change || arrival === never || broughtAlong(timeline, arrivals, j)) return
        if (!passes(change)) expect(isBlocked(scene.policy.holds ?? [], arrival)).toBe(false)
        if (!change.urgent) expect(isBlocked(haltsOf(timeline, j + 1), arrival)).toBe(false)
      })
    }),
    propertyRuns,
  )
})

it('7: the revision in force never goes down but at a withdrawal', () => {
  fc.assert(
    fc.property(scene, (scene) => {
      const timeline = timelineOf(scene)
      let [before, revision] = [-Infinity, 0]
      for (const now of turns(timeline, scene.policy, scene.had)) {
        const next = revisionAt(timeline, scene.policy, now, scene.had)
        const withdrawn = timeline.changes.some(
          ({ withdrawnAt }) => withdrawnAt && before < withdrawnAt && withdrawnAt <= now,
        )
        if (!withdrawn) expect(next).toBeGreaterThanOrEqual(revision)
        ;[before, revision] = [now, next]
      }
    }),
    propertyRuns,
  )
})

it('9: a pull makes nothing later and changes nothing before it', () => {
  fc.assert(
    fc.property(scene, fc.nat(), instant, (scene, pick, at) => {
      const timeline = timelineOf(scene)
      const pull = { revision: 1 + (pick % timeline.changes.length), at }
      const pulled = [...scene.had, pull]
      const without = orNever(arrivalsOf(timeline, scene.policy, scene.had))
      orNever(arrivalsOf(timeline, scene.policy, pulled)).forEach((arrival, j) => {
        expect(arrival).toBeLessThanOrEqual(without[j] ?? never)
      })
      for (const now of turns(timeline, scene.policy, pulled)) {
        const [plain, had] = [scene.had, pulled].map((had) => revisionAt(timeline, scene.policy, now, had))
        if (now < at) expect(had).toBe(plain)
        else expect(had).toBeGreaterThanOrEqual(plain ?? never)
      }
    }),
    propertyRuns,
  )
})

it('11: widening reach removes nobody and makes nothing later', () => {
  fc.assert(
    fc.property(
      scene,
      fc.nat(),
      fc.tuple(...ladder.map(() => fc.constantFrom(0, 20_000, 100_000))),
      (scene, pick, add) => {
        const at = (scene.events.at(-1)?.at ?? 0) + 3_600_000
        const widened = rolloutOf([
          ...scene.events,
          { at, kind: 'step', pick, class: 'fix', urgent: false, percents: [add[0] ?? 0, add[1] ?? 0, add[2] ?? 0] },
        ])
        const before = timelineOf(scene)
        const after = timelineOf({ ...scene, rollout: widened })
        const without = orNever(arrivalsOf(before, scene.policy, scene.had))
        orNever(arrivalsOf(after, scene.policy, scene.had)).forEach((arrival, j) => {
          expect(arrival).toBeLessThanOrEqual(without[j] ?? never)
        })
        for (const now of turns(after, scene.policy, scene.had)) {
          expect(revisionAt(after, scene.policy, now, scene.had)).toBeGreaterThanOrEqual(
            revisionAt(before, scene.policy, now, scene.had),
          )
        }
      },
    ),
    propertyRuns,
  )
})

it('12: arrivals and the revision in force agree at every instant', () => {
  fc.assert(
    fc.property(scene, (scene) => {
      const timeline = timelineOf(scene)
      for (const now of turns(timeline, scene.policy, scene.had)) {
        const changes = timeline.changes.map((change) =>
          change.withdrawnAt && change.withdrawnAt > now ? { ...change, withdrawnAt: undefined } : change,
        )
        const arrived = orNever(arrivalsOf({ ...timeline, changes }, scene.policy, scene.had)).flatMap((arrival, j) =>
          arrival <= now ? [j + 1] : [],
        )
        const had = scene.had.filter(
          ({ revision, at }) => at <= now && changes[revision - 1]?.withdrawnAt === undefined,
        )
        expect(revisionAt(timeline, scene.policy, now, scene.had)).toBe(
          Math.max(0, ...arrived, ...had.map(({ revision }) => revision)),
        )
      }
    }),
    propertyRuns,
  )
})

it('13: what is appended changes no answer about the past', () => {
  fc.assert(
    fc.property(scene, fc.nat(), (scene, pick) => {
      const known = 1 + (pick % scene.events.length)
      const past = timelineOf({ ...scene, rollout: rolloutOf(scene.events.slice(0, known)) })
      const whole = timelineOf(scene)
      const until = scene.events[known]?.at ?? never
      const had = scene.had.filter(({ at }) => at < until)
      const instants = [...turns(past, scene.policy, had), ...turns(whole, scene.policy, had), until - 1]
      for (const now of instants.filter((now) => now < until)) {
        expect(revisionAt(whole, scene.policy, now, scene.had)).toBe(revisionAt(past, scene.policy, now, had))
      }
    }),
    propertyRuns,
  )
})
