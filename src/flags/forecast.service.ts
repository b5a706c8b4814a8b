import type { Clock } from '../base/clock.ts'
import { dayOf } from '../pacing/channel-path.ts'
import { choicesOf } from '../pacing/choices.ts'
import { inForce } from '../pacing/in-force.ts'
import type { PolicyQueries, StoredOne } from '../pacing/policy.queries.ts'
import type { PolicyGroup } from '../pacing/policy-key.ts'
import type { Project } from '../projects/project.ts'
import { type Chosen, type ChosenGroup, type ChosenOne, pastMattersFrom } from './chosen.ts'
import type { Flag } from './flag.ts'
import { personAt } from './standing.ts'

/** For so long (ms) new visitors may be missing; a choice shows at once. */
const heldMs = 1000

/** So many are looked at one by one; where more changed their policy or did something themselves, these stand for all. */
const mostLooked = 500

type Parts = {
  queries: PolicyQueries
  /** How many people became known on which day, in days since 1970-01-01 in UTC. */
  cameByDay: (project: string) => Promise<ReadonlyMap<number, number>>
  /** Since when (ms) these people are known. */
  knownSince: (project: Project, subjects: string[]) => Promise<ReadonlyMap<string, number>>
  clock: Clock
}

/** What all people of a project have chosen, as the forecasts count them. */
export function forecastService({ queries, cameByDay, knownSince, clock }: Parts) {
  const held = new Map<string, { at: number; known: Map<string, Promise<unknown>> }>()

  /** What was counted of a project lately, or is counted now. */
  function lately<Counted>(project: Project, what: string, count: () => Promise<Counted>): Promise<Counted> {
    const now = clock.now()
    let there = held.get(project.id)
    if (!there || Math.abs(now - there.at) >= heldMs) {
      there = { at: now, known: new Map() }
      held.set(project.id, there)
    }
    const { known } = there
    const counting = (known.get(what) as Promise<Counted> | undefined) ?? count()
    known.set(what, counting)
    counting.catch(() => known.delete(what))
    return counting
  }

  /** Those whose own acts with the flag, or earlier policies, count; nobody twice. */
  async function lookedAt(project: Project, key: string, fromDay: number): Promise<StoredOne[]> {
    const [actors, changed] = await Promise.all([
      lately(project, `acts ${key}`, () => queries.actors(project.id, key, mostLooked)),
      lately(project, `changed ${fromDay}`, () => queries.changed(project.id, fromDay, mostLooked)),
    ])
    return [...actors, ...changed.filter(({ own }) => own[key] === undefined)]
  }

  async function onesOf(project: Project, looked: readonly StoredOne[], now: number): Promise<ChosenOne[]> {
    const followers = looked.filter(({ policy }) => policy === undefined).map(({ subject }) => subject)
    const since = followers.length > 0 ? await knownSince(project, followers) : new Map<string, number>()
    return looked.map(({ subject, people, ...stored }) => {
      const choices = choicesOf(project, stored, Math.max(since.get(subject) ?? 0, project.createdAt))
      return { person: personAt(subject, choices, now), people }
    })
  }

  return {
    /** What everybody who is known has chosen, as far as it concerns a flag. */
    async chosen(project: Project, flag: Flag): Promise<Chosen> {
      // What was done in this very millisecond takes effect in the next.
      const now = clock.now() + 1
      const from = pastMattersFrom(flag, now)
      const [groups, came, looked] = await Promise.all([
        lately(project, 'groups', () => queries.groups(project.id)),
        lately(project, 'came', () => cameByDay(project.id)),
        lookedAt(project, flag.key, dayOf(from)),
      ])
      const chosen = groups.reduce((sum, { people }) => sum + people, 0)
      const known = [...came.values()].reduce((sum, people) => sum + people, 0)
      const counts = new Map<string | null, number>(groups.map(({ key, people }) => [key, people]))
      counts.set(null, Math.max(0, known - chosen))
      const within = fitted(looked, counts)
      const left = (key: string | null, people: number) => people - (within.counted.get(key) ?? 0)
      return {
        groups: [
          ...groups.map(({ key, policy, people }) => groupOf(project, policy, left(key, people), from)),
          ...followersOf(project, left(null, counts.get(null) ?? 0), came, from),
        ].filter(({ people }) => people > 0),
        ones: await onesOf(project, within.looked, now),
      }
    },

    /** Somebody chose: what was counted is out of date. */
    forget: (project: string) => held.delete(project),
  }
}

export type ForecastService = ReturnType<typeof forecastService>

/** Those who are looked at stand for no more people of a policy than there are. */
function fitted(looked: readonly StoredOne[], counts: ReadonlyMap<string | null, number>) {
  const asked = new Map<string | null, number>()
  for (const { policyKey, people } of looked) asked.set(policyKey, (asked.get(policyKey) ?? 0) + people)
  const counted = new Map([...asked].map(([key, people]) => [key, Math.min(people, counts.get(key) ?? 0)]))
  const share = (key: string | null) => (counted.get(key) ?? 0) / (asked.get(key) ?? 1)
  return { counted, looked: looked.map((one) => ({ ...one, people: one.people * share(one.policyKey) })) }
}

/** When the project's rules changed does not matter for what is still to come (see `policyKey`), unless they gave more. */
function groupOf(
  project: Project,
  chosen: PolicyGroup['policy'] | undefined,
  people: number,
  from: number,
  since?: number,
): ChosenGroup {
  const { policy, marks } = inForce(project, chosen, [], since)
  const { since: _, ...settled } = policy
  const mattering = marks.filter(({ until }) => until > from)
  return { policy: settled, people, ...(mattering.length > 0 && { marks: mattering }) }
}

/** Who follows the default, divided by which changes of it they were known to see; each day's people alike. */
function followersOf(project: Project, people: number, came: ReadonlyMap<number, number>, from: number): ChosenGroup[] {
  const turns = (groupOf(project, undefined, people, from).marks ?? []).map(({ until }) => until)
  const known = [...came.values()].reduce((sum, count) => sum + count, 0)
  if (turns.length === 0 || known === 0) return [groupOf(project, undefined, people, from)]
  return [undefined, ...turns].map((since, i) => {
    const [after, until] = [since === undefined ? -Infinity : dayOf(since), dayOf(turns[i] ?? Infinity)]
    let some = 0
    for (const [day, count] of came) if (day > after && day <= until) some += count
    return groupOf(project, undefined, (people * some) / known, from, since)
  })
}
