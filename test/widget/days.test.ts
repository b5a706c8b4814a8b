import { startOfDate as startOnServer } from '../../src/portal/local-date.ts'
import { dayText, keepDays, laterDate, localDate, momentText, startOfDate } from '../../src/widget/choices/days.ts'

const now = Date.parse('2026-11-25T23:30:00Z')

describe('startOfDate', () => {
  const zones = [
    ...['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia', 'Pacific/Kiritimati', 'Asia/Kathmandu'],
    ...['Australia/Lord_Howe', 'America/Santiago', 'Asia/Beirut', 'Africa/Cairo', 'America/Havana', 'Atlantic/Azores'],
  ]

  it.each(zones)('is where the server says, on every day of two years in %s', (zone) => {
    for (let date = '2026-01-01'; date < '2028-01-01'; date = laterDate(date, 1))
      expect([date, startOfDate(date, zone)]).toEqual([date, startOnServer(date, zone)])
  })

  it('is an hour later where summer time leaves midnight out', () => {
    expect(new Date(startOfDate('2026-03-29', 'Asia/Beirut')).toISOString()).toBe('2026-03-28T22:00:00.000Z')
  })

  it('is the first of two midnights where winter time has two', () => {
    expect(new Date(startOfDate('2026-11-01', 'America/Havana')).toISOString()).toBe('2026-11-01T04:00:00.000Z')
  })
})

describe('keepDays', () => {
  const until = { zone: 'Europe/Berlin', most: 30 }

  it('suggests thirty days ahead, in the person’s own days', () => {
    // In Berlin the 26th has begun.
    expect(keepDays(now, now, until)).toEqual({ first: '2026-11-27', last: '2026-12-26', suggested: '2026-12-26' })
    expect(keepDays(now, now, { ...until, most: 90 })).toMatchObject({ suggested: '2026-12-26', last: '2027-02-24' })
  })

  it('counts from when the new one comes, and never past the bound', () => {
    const comes = Date.parse('2026-12-10T10:00:00Z')
    expect(keepDays(comes, now, until)).toEqual({ first: '2026-12-11', last: '2026-12-26', suggested: '2026-12-26' })
  })

  it('offers nothing where no day is left', () => {
    expect(keepDays(now, now, { ...until, most: 0 })).toBeUndefined()
    expect(keepDays(Date.parse('2027-02-01'), now, until)).toBeUndefined()
  })
})

it('writes days and moments in the person’s zone, with the year where it is another one', () => {
  expect(localDate(now, 'Asia/Tokyo')).toBe('2026-11-26')
  expect(dayText(now, 'UTC', now)).toBe('25 November')
  expect(dayText(Date.parse('2027-01-05T10:00:00Z'), 'UTC', now)).toBe('5 January 2027')
  expect(momentText(now, 'Asia/Tokyo', now)).toBe('Thursday 26 November, 08:30')
})
