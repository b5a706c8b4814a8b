import type { Mark, Policy } from './policy.ts'
import { type Had, revisionSeenFrom, stands, type Timeline } from './release-clock.ts'

/** More are folded into floors first (`floorIn`), for each mark costs a run of the clock. */
export const mostMarks = 64

/**
 * What somebody on `channel` has at `now` whatever their present policy says: the pulls, then what each earlier policy
 * had given them when it ended. `ladder` goes from the most cautious channel to the most adventurous.
 */
export function hadAt(
  timelineIn: (channel: string) => Timeline,
  ladder: readonly string[],
  channel: string,
  marks: readonly Mark[],
  now: number,
  pulls: readonly Had[] = [],
): Had[] {
  const { changes } = timelineIn(channel)
  const had = pulls.filter(({ revision }) => stands(changes[revision - 1], now))
  for (const { policy, until } of marks) {
    const timeline = timelineIn(moreCautious(ladder, policy.channel, channel))
    const revision = revisionSeenFrom(timeline, policy, until, had, now)
    // What is no more than was had before changes nothing.
    if (!had.some((earlier) => earlier.revision >= revision && earlier.at <= until) && revision > 0) {
      had.push({ revision, at: until })
    }
  }
  return had
}

/** The marks once the policy ends at `until`; what holds more than `mostMarks` is to fold the oldest. */
export const remark = (marks: readonly Mark[], policy: Policy, until: number, chosen = true): Mark[] => [
  ...marks,
  { policy, until, ...(!chosen && { byDefault: true }) },
]

/**
 * What stands in for `marks` on one timeline and channel, to be handed to `hadAt` among the pulls: the revision they
 * give with its instant, and each lower one that they would fall back to if it were withdrawn.
 */
export function floorIn(
  timelineIn: (channel: string) => Timeline,
  ladder: readonly string[],
  channel: string,
  marks: readonly Mark[],
  now: number,
  pulls: readonly Had[] = [],
): Had[] {
  // Without the pulls too, for a pull that is undone must not take along what the marks give by themselves.
  const floor = [...fallBacks(pulls), ...fallBacks([])]
  return floor.filter(
    (one, i) => floor.findIndex(({ revision, at }) => revision === one.revision && at <= one.at) === i,
  )

  function fallBacks(standing: readonly Had[]): Had[] {
    const gone = new Set<number>()
    const found: Had[] = []
    for (;;) {
      const without = (channel: string) => withdraw(timelineIn(channel), gone)
      const had = hadAt(without, ladder, channel, marks, now, standing)
      const highest = had.reduce((a, b) => (b.revision > a.revision ? b : a), { revision: 0, at: 0 })
      if (highest.revision === 0) return found
      if (!standing.includes(highest)) found.push(highest)
      gone.add(highest.revision)
    }
  }
}

function withdraw({ changes, halts }: Timeline, gone: ReadonlySet<number>): Timeline {
  return { changes: changes.map((c, i) => (gone.has(i + 1) ? { ...c, withdrawnAt: -Infinity } : c)), halts }
}

/** A channel that has left the ladder counts as its most cautious one. */
function moreCautious(ladder: readonly string[], one: string, other: string): string {
  return ladder[Math.max(0, Math.min(ladder.indexOf(one), ladder.indexOf(other)))] ?? other
}
