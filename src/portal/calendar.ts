import { ICalCalendar, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { type NoticeReader, noticeWords } from './notice-words.ts'
import type { Notice, NoticeState } from './notices.ts'

/** What has not arrived may still move. */
const statuses: Record<NoticeState, ICalEventStatus> = {
  coming: ICalEventStatus.TENTATIVE,
  paused: ICalEventStatus.TENTATIVE,
  waiting: ICalEventStatus.TENTATIVE,
  arrived: ICalEventStatus.CONFIRMED,
  withdrawn: ICalEventStatus.CANCELLED,
}

/** How often calendars are asked to look again, in seconds. */
const everyHour = 3600

/**
 * One person's arrivals as iCalendar (RFC 5545): instants in UTC, and nothing in it but what the notices say, so that
 * equal notices give equal bytes. What has no date stands in no calendar.
 */
export function calendarText(
  { product, home }: { product: string; home: string },
  notices: readonly Notice[],
  reader: NoticeReader,
): string {
  const calendar = new ICalCalendar({
    name: `${product}: what comes when`,
    prodId: { company: 'Sluice', product: 'arrivals' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: everyHour,
    url: home,
  })
  for (const notice of notices) {
    if (notice.at === null) continue
    calendar.createEvent({
      id: notice.id,
      sequence: notice.sequence,
      status: statuses[notice.state],
      start: new Date(notice.at),
      stamp: new Date(notice.changedAt),
      lastModified: new Date(notice.changedAt),
      created: new Date(notice.publishedAt),
      summary: `${product}: ${notice.title}`,
      description: [notice.sentence, noticeWords(notice, reader)].filter(Boolean).join('\n'),
      transparency: ICalEventTransparency.TRANSPARENT,
      url: home,
    })
  }
  return `${calendar.toString().trimEnd()}\r\n`
}
