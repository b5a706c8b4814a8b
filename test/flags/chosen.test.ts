import { pastMattersFrom } from '../../src/flags/chosen.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { day, madeFlag, madeRevision, start } from './flag-made.ts'

const now = start + 500 * day
const published = (...days: number[]) => days.map((at, i) => madeRevision(i + 1, start + at * day))

it.each<[string, Flag, number]>([
  ['nothing is published', madeFlag([]), now],
  ['a new revision', madeFlag(published(490)), start + 490 * day],
  ['the oldest that somebody may still wait for', madeFlag(published(100, 300, 490)), start + 300 * day],
  ['the newest, however old', madeFlag(published(10, 20)), start + 20 * day],
  [
    'one that was withdrawn counts for nothing',
    madeFlag([
      madeRevision(1, start + 300 * day, { withdrawnAt: start + 301 * day }),
      madeRevision(2, start + 490 * day),
    ]),
    start + 490 * day,
  ],
  [
    'a halt makes people wait longer',
    madeFlag(published(100, 490), {
      halts: [{ from: start + 110 * day, to: start + 200 * day, first: 1, by: 'Mara' }],
    }),
    start + 100 * day,
  ],
])('%s', (_name, flag, expected) => expect(pastMattersFrom(flag, now)).toBe(expected))
