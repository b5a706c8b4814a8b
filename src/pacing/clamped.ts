import { type FieldFault, Problem } from '../base/problem.ts'
import { listText, numeralText, pluralText } from '../base/wording.ts'
import type { Bounds } from '../projects/bounds.ts'
import { defaultSecurityCapHours, type Hold, type PaceName, type Policy, paceName, paces, type Soak } from './policy.ts'
import { dayMs } from './zoned-time.ts'

/** One thing that a policy asks for and the project's bounds do not give; days and hours as numbers. */
export type Clamp =
  | { field: 'pace'; asked: PaceName; given: PaceName }
  | { field: 'soak'; class: keyof Soak; asked: number; given: number }
  | { field: 'hold'; asked: number; given: number }
  | { field: 'securityCapHours'; asked: number; given: number }

export type Clamped = { policy: Policy; clamped: Clamp[] }

const classes = ['fix', 'feature', 'breaking'] as const

/** The policy as it is in force inside the bounds; holds that ended by `from` (ms) are past and stay as they were. */
export function clamped(policy: Policy, bounds: Bounds, from = policy.since ?? 0): Clamped {
  const found: Clamp[] = []
  const pace = offered(policy.pace, bounds)
  if (pace !== policy.pace) found.push({ field: 'pace', asked: policy.pace, given: pace })
  // What was set of one's own stands for another pace; `ask` takes none.
  const { soak: _soak, cadence: _cadence, ...bare } = policy
  const paced: Policy = pace === policy.pace ? policy : { ...bare, pace }
  const parts = [soakWithin(paced, bounds), capWithin(paced, bounds), holdsWithin(paced, bounds, from)]
  found.push(...parts.flatMap((part) => part.clamped))
  const changed = Object.assign({}, ...parts.map((part) => part.change)) as Partial<Policy>
  const isSame = paced === policy && Object.keys(changed).length === 0
  return { policy: isSame ? policy : { ...paced, ...changed }, clamped: found }
}

type Part = { change: Partial<Policy>; clamped: Clamp[] }

function soakWithin({ pace, soak }: Policy, { soakDays }: Bounds): Part {
  if (pace === 'ask') return { change: {}, clamped: [] }
  const over = classes.flatMap((name): Extract<Clamp, { field: 'soak' }>[] => {
    const asked = soak?.[name] ?? paces[pace].soak[name]
    return asked > soakDays ? [{ field: 'soak', class: name, asked, given: soakDays }] : []
  })
  if (over.length === 0) return { change: {}, clamped: [] }
  const within = Object.fromEntries(over.map((one) => [one.class, one.given]))
  return { change: { soak: { ...soak, ...within } }, clamped: over }
}

function capWithin({ securityCapHours }: Policy, { securityCapHours: { least, most } }: Bounds): Part {
  const asked = securityCapHours ?? defaultSecurityCapHours
  const given = Math.min(most, Math.max(least, asked))
  if (given === asked) return { change: {}, clamped: [] }
  return { change: { securityCapHours: given }, clamped: [{ field: 'securityCapHours', asked, given }] }
}

/** A hold that has no end is one "until I say", and ends at the bound as was said when it was made. */
function holdsWithin({ holds = [] }: Policy, { holdDays }: Bounds, from: number): Part {
  const within = holds.map((hold): Hold => {
    const last = hold.from + holdDays * dayMs
    const { to = last } = hold
    return to <= from || (hold.to !== undefined && to <= last) ? hold : { ...hold, to: last }
  })
  if (within.every((hold, i) => hold === holds[i])) return { change: {}, clamped: [] }
  const shortened = holds.filter((hold, i) => hold.to !== undefined && hold !== within[i])
  const asked = Math.max(0, ...shortened.map(({ from, to = from }) => Math.round((to - from) / dayMs)))
  return { change: { holds: within }, clamped: asked ? [{ field: 'hold', asked, given: holdDays }] : [] }
}

/** The pace itself, or the next slower one that is offered; where there is none, the slowest. */
function offered(pace: PaceName, { paces }: Bounds): PaceName {
  const order = paceName.options
  const there = order.filter((one) => paces.includes(one))
  return there.find((one) => order.indexOf(one) >= order.indexOf(pace)) ?? there.at(-1) ?? pace
}

/** Refuses a new choice outside the bounds, with the reason at each field. */
export function refuseOutside(policy: Policy, { paces: offered, soakDays, securityCapHours }: Bounds): void {
  const { soak = {}, securityCapHours: cap } = policy
  const { least, most } = securityCapHours
  const faults: FieldFault[] = [
    ...(offered.includes(policy.pace)
      ? []
      : [{ field: 'pace', message: `This pace is not offered here: ${listText(offered.map(labelOf))} are` }]),
    ...classes
      .filter((name) => (soak[name] ?? 0) > soakDays)
      .map((name) => ({ field: `soak.${name}`, message: `At most ${pluralText(soakDays, 'day', 'days')} here` })),
    ...(cap !== undefined && (cap < least || cap > most)
      ? [{ field: 'securityCapHours', message: `Between ${least} and ${most} hours here` }]
      : []),
  ]
  if (faults.length) throw new Problem('invalid', faults[0]?.message ?? '', faults)
}

const labelOf = (pace: PaceName) => `“${paces[pace].label}”`

/** One sentence for the person whose policy is clamped; undefined where nothing is. */
export function clampedSentence(clamped: readonly Clamp[], project: string): string | undefined {
  const soaks = clamped.filter((one) => one.field === 'soak')
  const clauses = clamped.flatMap((one) => {
    if (one.field === 'pace') return [`${labelOf(one.given)} instead of ${labelOf(one.asked)}`]
    if (one.field === 'hold') return [`holds of at most ${daysText(one.given)} instead of ${daysText(one.asked)}`]
    if (one.field === 'securityCapHours')
      return [`security fixes within ${hoursText(one.given)} instead of ${hoursText(one.asked)}`]
    const longest = Math.max(...soaks.map(({ asked }) => asked))
    return one === soaks[0] ? [`at most ${daysText(one.given)} of waiting instead of ${daysText(longest)}`] : []
  })
  return clauses.length
    ? `The team of ${project} has narrowed what can be chosen: for you, ${listText(clauses)}.`
    : undefined
}

const daysText = (n: number) => `${numeralText(n)} ${n === 1 ? 'day' : 'days'}`
const hoursText = (n: number) => `${numeralText(n)} ${n === 1 ? 'hour' : 'hours'}`
