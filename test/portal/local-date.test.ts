import { holdFrom } from '../../src/portal/hold-form.ts'
import { keepChoices } from '../../src/portal/keep-choices.ts'
import { laterDate, localDate, startOfDate } from '../../src/portal/local-date.ts'

const berlin = 'Europe/Berlin'

describe('dates in a person’s own zone', () => {
  it.each([
    ['2026-11-02T22:59:59Z', berlin, '2026-11-02'],
    ['2026-11-02T23:00:00Z', berlin, '2026-11-03'],
    ['2026-11-02T23:00:00Z', 'America/Los_Angeles', '2026-11-02'],
    ['2026-11-02T10:30:00Z', 'Pacific/Kiritimati', '2026-11-03'],
  ])('%s in %s is %s', (at, zone, date) => expect(localDate(Date.parse(at), zone)).toBe(date))

  it.each([
    ['2026-11-03', berlin, '2026-11-02T23:00:00Z'],
    ['2026-07-01', berlin, '2026-06-30T22:00:00Z'],
    // Midnight does not exist there on the day on which the clocks go forward.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
  ])('%s in %s begins at %s', (date, zone, at) => expect(startOfDate(date, zone)).toBe(Date.parse(at)))

  it.each(['', 'soon', '2026-13-01', '2026-02-30', '2026-1-1', '02026-11-03'])('%j is no date', (text) =>
    expect(startOfDate(text, berlin)).toBeUndefined(),
  )

  it('counts days over the end of a year', () => expect(laterDate('2026-12-30', 3)).toBe('2027-01-02'))
})

describe('keepChoices', () => {
  const now = Date.parse('2026-11-02T09:00:00Z')
  const days = 86_400_000
  const how = { timeZone: 'UTC', keepDays: 30 }

  it.each<[string, number, number, string[] | undefined]>([
    ['what is there', now, 30, ['2026-11-09', '2026-11-16', '2026-12-02']],
    ['what comes later', now + 15 * days, 30, ['2026-11-24', '2026-12-01', '2026-12-02']],
    ['what comes almost at the bound', now + 29 * days, 30, ['2026-12-02']],
    ['what comes beyond the bound', now + 30 * days, 30, undefined],
    ['a small bound', now, 3, ['2026-11-05']],
    ['a bound of nothing', now, 0, undefined],
  ])('suggests days for %s', (_name, comesAt, keepDays, expected) =>
    expect(keepChoices(comesAt, now, { ...how, keepDays })?.suggested.map(({ value }) => value)).toEqual(expected),
  )

  it('suggests nothing that is refused: the last day begins inside the bound, at every hour', () => {
    for (const timeZone of ['UTC', berlin, 'America/Los_Angeles', 'Pacific/Kiritimati'])
      for (let hour = 0; hour < 24; hour++) {
        const at = now + hour * 3_600_000
        const choices = keepChoices(at, at, { timeZone, keepDays: 30 })
        const [first, last] = [choices?.first, choices?.last].map((date) => startOfDate(date ?? '', timeZone) ?? 0)
        expect(first).toBeGreaterThan(at)
        expect(last).toBeLessThanOrEqual(at + 30 * days)
      }
  })
})

describe('holdFrom', () => {
  const since = Date.parse('2026-11-02T09:00:00.001Z')

  it.each([
    ['today begins at once', { holdFrom: '2026-11-02', holdTo: '', note: '' }, { from: since }],
    ['left out begins at once', { holdFrom: '', holdTo: '', note: '' }, { from: since }],
    [
      'days begin at midnight there',
      { holdFrom: '2026-11-10', holdTo: '2026-12-24', note: 'Exams' },
      { from: Date.parse('2026-11-09T23:00:00Z'), to: Date.parse('2026-12-23T23:00:00Z'), note: 'Exams' },
    ],
  ])('%s', (_name, form, draft) => expect(holdFrom(form, berlin, since)).toEqual(draft))
})
