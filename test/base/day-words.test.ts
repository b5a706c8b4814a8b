import { calendarDay, dayText, momentText, nearDayText, shortDayText } from '../../src/base/day-words.ts'

const now = Date.UTC(2026, 11, 30, 22, 30)

describe('days in words', () => {
  it('says the same instant as each zone has it, and the year where it is another', () => {
    const instant = Date.UTC(2026, 11, 31, 23, 15)
    expect(calendarDay(instant, 'UTC', now)).toEqual({ day: 'Thu 31', month: 'December', time: '23:15' })
    expect(calendarDay(instant, 'Europe/Berlin', now)).toEqual({ day: 'Fri 1', month: 'January 2027', time: '00:15' })
    expect(dayText(instant, 'Europe/Berlin', now)).toBe('1 January 2027')
    expect(momentText(instant, 'UTC', now)).toBe('Thu 31 December at 23:15')
    expect(shortDayText(instant, 'Europe/Berlin')).toBe('Fri 1 Jan')
  })

  it.each([
    ['UTC', 0, 'today'],
    ['UTC', 89, 'today'],
    ['UTC', 90, 'tomorrow'],
    ['Europe/Berlin', 29, 'today'],
    ['Europe/Berlin', 30, 'tomorrow'],
    ['UTC', 2 * 1440, 'on Friday'],
    ['UTC', 6 * 1440, 'on Tuesday'],
    ['UTC', 7 * 1440, 'on 6 January 2027'],
    ['UTC', -1440, 'on 29 December'],
  ])('in %s, %i minutes on, says %s', (zone, minutes, words) =>
    expect(nearDayText(now + minutes * 60_000, zone, now)).toBe(words),
  )
})
