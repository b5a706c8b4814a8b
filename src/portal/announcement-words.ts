import { momentText } from '../base/day-words.ts'
import type { Announcement } from './announcements.ts'

/** Whom an announcement speaks to: somebody, or everybody on the channel of this name; `now` in ms. */
export type AnnouncementReader = { channel?: string; timeZone: string; now: number }

/** Where a change stands: "Yours since Tue 1 December at 10:00 (UTC)." */
export function announcementWords(
  { state, at }: Pick<Announcement, 'state' | 'at'>,
  { channel, timeZone, now }: AnnouncementReader,
) {
  const when = at === null ? '' : `${momentText(at, timeZone, now)} (${timeZone})`
  switch (state) {
    case 'arrived':
      return channel === undefined ? `Yours since ${when}.` : `On ${channel} since ${when}.`
    case 'withdrawn':
      return 'The team took it back.'
    case 'paused':
      return 'Paused by the team; the date may move.'
    case 'waiting':
      return 'It waits for your yes.'
    case 'coming':
      if (at === null) return 'It has no date yet.'
      return channel === undefined ? `It reaches you on ${when}.` : `It comes to ${channel} on ${when}.`
  }
}
