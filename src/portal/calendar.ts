import { ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { type AnnouncementReader, announcementWords } from './announcement-words.ts'
import type { Announcement, AnnouncementState } from './announcements.ts'

/** What has not arrived may still move. */
const statuses: Record<AnnouncementState, ICalEventStatus> = {
  coming: ICalEventStatus.TENTATIVE,
  paused: ICalEventStatus.TENTATIVE,
  waiting: ICalEventStatus.TENTATIVE,
  arrived: ICalEventStatus.CONFIRMED,
  withdrawn: ICalEventStatus.CANCELLED,
}

/** How often calendars are asked to look again, in seconds. */
const everyHour = 3600

/**
 * One person's arrivals as iCalendar (RFC 5545): instants in UTC, and nothing in it but what the announcements say, so that
 * equal announcements give equal bytes. What has no date stands in no calendar.
 */
export function calendarText(
  { product, home }: { product: string; home: string },
  announcements: readonly Announcement[],
  reader: AnnouncementReader,
): string {
  const calendar = new ICalCalendar({
    name: `${product}: what comes when`,
    prodId: { company: 'Sluice', product: 'arrivals' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: everyHour,
    url: home,
  })
  for (const announcement of announcements) {
    if (announcement.at === null) continue
    calendar.createEvent({
      id: announcement.id,
      sequence: announcement.sequence,
      status: statuses[announcement.state],
      start: new Date(announcement.at),
      stamp: new Date(announcement.changedAt),
      lastModified: new Date(announcement.changedAt),
      created: new Date(announcement.publishedAt),
      summary: `${product}: ${announcement.title}`,
      description: [announcement.sentence, announcementWords(announcement, reader)].filter(Boolean).join('\n'),
      transparency: ICalEventTransparency.TRANSPARENT,
      url: home,
    })
  }
  return `${calendar.toString().trimEnd()}\r\n`
}
