import fc from 'fast-check'
import type { PacePolicy } from '../../src/pacing/policy.ts'
import { cadenceOf, slotFinder } from '../../src/pacing/slots.ts'
import { mergeSpans } from '../../src/pacing/spans.ts'
import { instant, pacePolicy } from './generators.ts'
import { propertyRuns } from './property-runs.ts'
import { outside, slotsBetween } from './slot-oracle.ts'

const day = 86_400_000
const everyDay = [1, 2, 3, 4, 5, 6, 7]

describe('nights on which clocks change', () => {
  const nights: [name: string, timeZone: string, start: string, from: string, slots: string[]][] = [
    [
      'spring: a time in the gap moves later by the gap',
      'Europe/Berlin',
      '02:30',
      '2027-03-27T12:00Z',
      ['2027-03-28T01:30Z', '2027-03-29T00:30Z'],
    ],
    [
      'spring: the start of the gap moves to its end',
      'America/New_York',
      '02:00',
      '2027-03-13T12:00Z',
      ['2027-03-14T07:00Z', '2027-03-15T06:00Z'],
    ],
    [
      'spring: midnight itself is missing',
      'America/Santiago',
      '00:00',
      '2026-09-05T12:00Z',
      ['2026-09-06T04:00Z', '2026-09-07T03:00Z'],
    ],
    [
      'spring: half an hour is missing',
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-03T12:00Z',
      ['2026-10-03T15:45Z', '2026-10-04T15:15Z'],
    ],
    [
      'autumn: the first of two',
      'Europe/Berlin',
      '02:30',
      '2026-10-24T12:00Z',
      ['2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'autumn: the first of two that are half an hour apart',
      'Australia/Lord_Howe',
      '01:45',
      '2027-04-03T12:00Z',
      ['2027-04-03T14:45Z', '2027-04-04T15:15Z'],
    ],
    [
      'a date that was left out altogether',
      'Pacific/Apia',
      '10:00',
      '2011-12-29T21:00Z',
      ['2011-12-30T20:00Z', '2011-12-31T20:00Z'],
    ],
  ]
  it.each(nights)('%s', (_name, timeZone, start, from, slots) => {
    const find = slotFinder({ pace: 'steady', timeZone, window: { days: everyDay, start } })
    const first = find(Date.parse(from), [])
    expect([first, find(first + 1, [])]).toEqual(slots.map((slot) => Date.parse(slot)))
  })
})

describe('slots that something blocks', () => {
  const calm: PacePolicy = { pace: 'calm', timeZone: 'UTC' }
  const tuesday = Date.UTC(2026, 9, 6, 10)

  it('moves past every span until one day is free', () => {
    const spans = mergeSpans([
      { from: tuesday, to: tuesday + 1 },
      { from: tuesday + 7 * day, to: tuesday + 7 * day + 1 },
    ])
    expect(slotFinder({ ...calm, cadence: 'monthly' })(tuesday, spans)).toBe(tuesday + 14 * day)
  })

  it('gives no slot for a span that no slot fell into', () => {
    const spans = [{ from: tuesday + day, to: tuesday + 2 * day }]
    expect(slotFinder({ ...calm, cadence: 'quarterly' })(tuesday + 1, spans)).toBe(Date.UTC(2027, 0, 5, 10))
    expect(slotFinder({ ...calm, cadence: 'quarterly' })(tuesday + 1.5 * day, spans)).toBe(Date.UTC(2027, 0, 5, 10))
  })

  it('finds no slot behind a span without an end', () => {
    expect(slotFinder(calm)(tuesday, [{ from: tuesday - 1, to: Infinity }])).toBe(Infinity)
    expect(slotFinder(calm)(tuesday, [{ from: tuesday + 1, to: Infinity }])).toBe(tuesday)
  })

  it('looks no further than the year 9999', () => {
    expect(slotFinder(calm)(Date.UTC(10_000, 0, 1), [])).toBe(Infinity)
    expect(slotFinder(calm)(Infinity, [])).toBe(Infinity)
  })
})

it('agrees with a day-by-day search', () => {
  const hours = fc.record({
    from: fc.integer({ min: -120 * 24, max: 60 * 24 }),
    length: fc.integer({ min: 1, max: 2400 }),
  })
  const hour = day / 24
  const blockedNear = fc.array(fc.tuple(hours, fc.constantFrom(true, true, true, true, false)), { maxLength: 4 })
  fc.assert(
    fc.property(pacePolicy, blockedNear, instant, (policy, near, at) => {
      const spans = near.map(([{ from, length }, ends]) => ({
        from: at + from * hour,
        to: ends ? at + (from + length) * hour : undefined,
      }))
      const found = slotFinder(policy)(at, mergeSpans(spans))
      const cadence = cadenceOf(policy)
      if (cadence === 'never') return found === Infinity
      if (cadence === 'any') return found === outside(spans, at)
      return found === (slotsBetween(policy, spans, at, at + 400 * day)[0] ?? Infinity)
    }),
    propertyRuns,
  )
})
