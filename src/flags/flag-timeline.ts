import type { Timeline } from '../pacing/release-clock.ts'
import type { Flag } from './flag.ts'
import { timelineFor } from './reach.ts'

/** A flag as somebody drawn by `bucket` meets it in a channel; each change of an operational one is urgent, none halts. */
export function timelineOf(flag: Flag, ladder: readonly string[], channel: string, bucket: number): Timeline {
  const timeline = timelineFor(flag, ladder, channel, bucket)
  if (flag.kind === 'paced') return timeline
  return { changes: timeline.changes.map((change) => ({ ...change, urgent: true })), halts: [] }
}
