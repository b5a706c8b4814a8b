import type { Timeline } from '../pacing/release-clock.ts'
import type { Flag } from './flag.ts'
import { timelineOf } from './flag-timeline.ts'
import { edgesIn, everybody, percentagesIn } from './reach.ts'

/** All in one channel whom the same steps admit: their part of the channel (0 to 1), and the timeline they share. */
export type Draw = { share: number; timeline: Timeline }

/** The people of a channel, divided by which steps of the flag's reach admit them; the shares sum to 1. */
export function drawsIn(flag: Flag, ladder: readonly string[], channel: string): Draw[] {
  const edges = [...new Set([0, ...percentagesIn(flag, ladder, channel), everybody])].sort((a, b) => a - b)
  return edges.slice(1).map((edge, i) => {
    const from = edges[i] ?? 0
    return {
      share: (edge - from) / everybody,
      timeline: timelineOf(flag, ladder, channel, from),
    }
  })
}

/** The same for all channels at once: what somebody had on another channel was drawn by the same number (`from`). */
export function drawsInAll(flag: Flag, ladder: readonly string[]): { share: number; from: number }[] {
  const edges = [...new Set([0, ...edgesIn(flag, ladder), everybody])].sort((a, b) => a - b)
  return edges.slice(1).map((edge, i) => ({ share: (edge - (edges[i] ?? 0)) / everybody, from: edges[i] ?? 0 }))
}

/** Whether a timeline admits its people to a revision, or to a later one that carries it. */
export const admits = ({ changes }: Timeline, revision: number): boolean =>
  changes.slice(revision - 1).some(({ admittedAt, withdrawnAt }) => admittedAt != null && withdrawnAt == null)

/** When a revision is there (ms), by itself or carried by a later one; Infinity: not foreseeable. */
export const carriedAt = (arrivals: readonly (number | null)[], revision: number): number =>
  arrivals.slice(revision - 1).reduce<number>((least, at) => Math.min(least, at ?? Infinity), Infinity)
