const formats = new Map<string, Intl.DateTimeFormat>()

/** The parts of an instant (ms) as a calendar in this IANA zone shows them. */
function partsOf(instant: number, zone: string): Record<string, string> {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
}

const short = (name: string | undefined) => (name ?? '').slice(0, 3)

/** "Tue 8", "December" (with the year where it is not the year of `now`) and "10:00". */
export function calendarDay(instant: number, zone: string, now: number): { day: string; month: string; time: string } {
  const { weekday, day, month = '', year, hour, minute } = partsOf(instant, zone)
  const isThisYear = year === partsOf(now, zone).year
  return { day: `${short(weekday)} ${day}`, month: isThisYear ? month : `${month} ${year}`, time: `${hour}:${minute}` }
}

/** "2 November". */
export function dayText(instant: number, zone: string, now: number): string {
  const { day, month } = calendarDay(instant, zone, now)
  return `${day.slice(4)} ${month}`
}

/** "Tue 8 December at 10:00". */
export function momentText(instant: number, zone: string, now: number): string {
  const { day, month, time } = calendarDay(instant, zone, now)
  return `${day} ${month} at ${time}`
}

/** "Tue 8 December, 10:00"; the year is named only when it is not the year of `now`. */
export function dateText(instant: number, zone = 'UTC', now = instant): string {
  const { day, month, time } = calendarDay(instant, zone, now)
  return `${day} ${month}, ${time}`
}

/** "Tue 8 Dec". */
export function shortDayText(instant: number, zone: string): string {
  const { weekday, day, month } = partsOf(instant, zone)
  return `${short(weekday)} ${day} ${short(month)}`
}

/** "today", "tomorrow", "on Tuesday" within a week, else "on 8 December". */
export function nearDayText(instant: number, zone: string, now: number): string {
  const days = daysBetween(now, instant, zone)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days > 1 && days < 7 ? `on ${partsOf(instant, zone).weekday}` : `on ${dayText(instant, zone, now)}`
}

function daysBetween(from: number, to: number, zone: string): number {
  const dateOf = (instant: number) => {
    const { day, month, year } = partsOf(instant, zone)
    return Date.parse(`${day} ${month} ${year} UTC`)
  }
  return Math.round((dateOf(to) - dateOf(from)) / 86_400_000)
}
