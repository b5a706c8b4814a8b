import { standsFor } from '../projects/ladder.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import { channelOn, type Stay } from './channel-path.ts'
import { inForce } from './in-force.ts'
import type { Notice } from './notice.ts'
import type { PaceName } from './policy.ts'
import type { PolicyGroup } from './policy-key.ts'
import { dayMs } from './zoned-time.ts'

/** How many people are on a channel, by the pace that is in force for them. */
export type ChannelPeople = { channel: string; people: number; paces: Partial<Record<PaceName, number>> }

/** How many people went the same way between channels. */
export type PathGroup = { path: readonly Stay[]; people: number }

/** How many people were told the same, how many of them have seen it, and when the last was told (ms). */
export type ToldCount = Pick<Notice, 'kind' | 'words'> & { people: number; seen: number; last: number }

/** People on each channel of the ladder, in its order, at the end of a day (days since 1970-01-01 in UTC). */
export type DayPeople = { day: number; people: number[] }

/** Everybody who is known, channel by channel; who chose nothing (`undecided`) has the project's default. */
export function peopleOnLadder(project: Project, groups: readonly PolicyGroup[], undecided: number): ChannelPeople[] {
  const rows = ladderOf(project).map((channel): ChannelPeople => ({ channel, people: 0, paces: {} }))
  const all = [
    ...groups.map((group) => ({ ...inForce(project, group.policy).policy, people: group.people })),
    { ...inForce(project, undefined).policy, people: undecided },
  ]
  for (const { channel, pace, people } of all) {
    const row = rows.find((one) => one.channel === channel)
    if (!row || people === 0) continue
    row.people += people
    row.paces[pace] = (row.paces[pace] ?? 0) + people
  }
  return rows
}

/**
 * People on each channel at the end of each of the `days` up to `today`. `came`: how many people became known on which
 * day. Who had not chosen by then counts on the default of that day. A channel that is no more counts as the one that its
 * people moved to.
 */
export function peopleByDay(
  project: Project,
  paths: readonly PathGroup[],
  came: ReadonlyMap<number, number>,
  today: number,
  days: number,
): DayPeople[] {
  const ladder = ladderOf(project)
  return Array.from({ length: days + 1 }, (_, i) => {
    const day = today - days + i
    const people = ladder.map(() => 0)
    const standard = ladder.indexOf(defaultOn(project, day))
    for (const group of paths) {
      const at = ladder.indexOf(standsFor(project.removed, channelOn(group.path, day)))
      if (at >= 0) people[at] = (people[at] ?? 0) + group.people
    }
    // Who chose another channel was known by then; of the others, some who chose the default later were not.
    const elsewhere = people.reduce((sum, n, at) => (at === standard ? sum : sum + n), 0)
    let known = 0
    for (const [first, n] of came) if (first <= day) known += n
    people[standard] = Math.max(0, known - elsewhere)
    return { day, people }
  })
}

/** The channel of who had chosen nothing at the end of a day. */
function defaultOn({ past, default: now, removed }: Project, day: number): string {
  const { channel } = past.find(({ until }) => until >= (day + 1) * dayMs)?.default ?? now
  return standsFor(removed, channel)
}
