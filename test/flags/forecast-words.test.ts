import type { Forecast } from '../../src/flags/forecast.ts'
import {
  type DraftReach,
  draftSentence,
  fridayAfter,
  type Gain,
  gainWords,
  haveSentence,
  lastSentence,
  soonSentence,
} from '../../src/flags/forecast-words.ts'
import { day, madeFlag, madeRevision, start } from './flag-made.ts'

/** Monday, 23 November 2026. */
const now = Date.UTC(2026, 10, 23, 9)
const january = Date.UTC(2027, 0, 5, 10)
const december = Date.UTC(2026, 11, 23, 10)

const told = (more: Partial<Forecast>): Forecast => ({
  ...{ revision: 1, people: 5000, have: [], channels: [], now: 2404, inAll: 5000 },
  ...{ waiting: 0, never: 0, switchedOff: 0, outside: 0, last: null, keeping: null },
  ...more,
})

it.each<[string, string, string]>([
  ['2026-11-23T09:00Z', '2026-11-27T23:59:59.999Z', 'Friday'],
  ['2026-11-26T23:59Z', '2026-11-27T23:59:59.999Z', 'Friday'],
  ['2026-11-27T00:00Z', '2026-12-04T23:59:59.999Z', 'next Friday'],
  ['2026-11-28T00:00Z', '2026-12-04T23:59:59.999Z', 'Friday'],
])('knows the Friday after %s', (today, friday, name) => {
  expect(fridayAfter(Date.parse(today))).toEqual({ at: Date.parse(friday), name, by: `by ${name}` })
})

const first = madeFlag([madeRevision(1, start)])
const second = madeFlag([madeRevision(1, start), madeRevision(2, start)])

it.each([
  ['2\u202f404 people have Editor.', first, { now: 2404, revision: 1 }],
  ['1 person has Editor.', first, { now: 1, revision: 1 }],
  ['Nobody has Editor yet.', first, { now: 0, revision: 1 }],
  ['3 people have revision\u00a02 of Editor.', second, { now: 3, revision: 2 }],
  [
    '3 people have Editor.',
    madeFlag([madeRevision(1, start, { withdrawnAt: start }), madeRevision(2, start)]),
    { now: 3, revision: 2 },
  ],
  [
    '3 people have revision\u00a01 of Editor.',
    madeFlag([madeRevision(1, start, { weights: { on: 50_000, off: 50_000 } })]),
    { now: 3, revision: 1 },
  ],
])('%s', (sentence, flag, counts) => {
  expect(haveSentence(flag, counts)).toBe(sentence)
})

const beta = { name: 'Beta', to: 100_000 }

it.each([
  ['', 5, 5, undefined],
  ['It will be 9 by Friday.', 9, 5, undefined],
  ['It will be 9 by Friday.', 9, 5, { ...beta, now: 9, friday: 9 }],
  ['With Beta at 100\u202f% it would be 3\u202f500 by Friday.', 9, 5, { ...beta, now: 7, friday: 3500 }],
  ['With Beta at 100\u202f% it would be 12 at once.', 9, 5, { ...beta, now: 12, friday: 12 }],
])('%s', (sentence, friday, counted, wider) => {
  expect(soonSentence(friday, counted, 'by Friday', wider)).toBe(sentence)
})

it.each<[string, Partial<Forecast>, boolean?]>([
  ['Everybody has it: the old code can go.', {}],
  ['The last one gets it on 5 January 2027; then the old code can go.', { last: january }],
  ['The last one gets it tomorrow; then the old code can go.', { last: now + day }],
  [
    'The last one gets it on 5 January 2027; 37 keep the old one until 23 December; then the old code can go.',
    { last: january, keeping: { people: 37, until: december } },
  ],
  [
    'The last one gets it on 5 January 2027; 12 wait for their own yes; then the old code can go.',
    { last: january, waiting: 12 },
  ],
  ['Who is let in has it; 1 has switched it off themselves.', { switchedOff: 1 }],
  ['Who is let in has it; 1 waits for their own yes; then the old code can go.', { waiting: 1 }],
  ['Who is let in has it; 1\u202f200 are not let in.', { outside: 1200 }],
  ['The last of those let in gets it on 23 December; 1 is not let in.', { last: december, outside: 1 }],
  ['Who is let in has it; 5 get it only once it is resumed.', { never: 5 }, true],
  ['Who is let in has it; 1 has no date.', { never: 1 }],
  ['5 get it only once it is resumed; 9 are not let in.', { inAll: 0, never: 5, outside: 9 }, true],
  ['Nobody who is known is let in yet.', { inAll: 0, outside: 5000 }],
  ['Nobody is known who could get it: people count from the first thing they do.', { people: 0, inAll: 0 }],
])('%s', (sentence, more, isHalted = false) => {
  expect(lastSentence(told(more), now, isHalted)).toBe(sentence)
})

it.each<[string, Gain]>([
  ['now +188, Friday +1\u202f079, the last of them on 5 January 2027', { now: 188, friday: 1079, last: january }],
  ['now +188', { now: 188, friday: 188, last: now }],
  ['nobody who is known would get it by that', { now: 0, friday: 0, last: null }],
])('%s', (words, gain) => {
  expect(gainWords(gain, 'Friday', now)).toBe(words)
})

const draft: DraftReach = { now: 12, friday: 340, last: january, waiting: 0, never: 0, hastened: 0 }

it.each<[string, Partial<DraftReach>]>([
  ['Now 12, Friday 340, the last one on 5 January 2027.', {}],
  ['Now 12.', { last: null, friday: 12 }],
  [
    'Now 12, Friday 340, the last one on 5 January 2027. 3 wait for their own yes and 1 has no date.',
    { waiting: 3, never: 1 },
  ],
  ['Now 12. 37 people get something earlier than they chose.', { last: null, hastened: 37 }],
  ['Now 12. 1 person gets something earlier than they chose.', { last: null, hastened: 1 }],
])('%s', (sentence, more) => {
  expect(draftSentence({ ...draft, ...more }, 'Friday', now)).toBe(sentence)
})
