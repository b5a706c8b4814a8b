import type { Floors } from '../pacing/choices.ts'
import { floorIn } from '../pacing/marks.ts'
import type { Mark } from '../pacing/policy.ts'
import { bucket } from './bucket.ts'
import type { Flag } from './flag.ts'
import { timelineFor } from './reach.ts'

/** The floors that stand in for `marks`, added to those before: for each paced flag and channel, what was had there. */
export function floorsOf(
  flags: readonly Flag[],
  ladder: readonly string[],
  unit: string,
  marks: readonly Mark[],
  before: Floors,
  now: number,
): Floors {
  const floors: Floors = {}
  for (const flag of flags.filter(({ kind }) => kind === 'paced')) {
    const draw = bucket(flag.salt, unit)
    const byChannel = ladder.flatMap((channel) => {
      const earlier = before[flag.key]?.[channel] ?? []
      const timelineIn = (other: string) => timelineFor(flag, ladder, other, draw)
      const floor = [...earlier, ...floorIn(timelineIn, ladder, channel, marks, now, earlier)]
      return floor.length ? [[channel, floor] as const] : []
    })
    if (byChannel.length) floors[flag.key] = Object.fromEntries(byChannel)
  }
  return floors
}
