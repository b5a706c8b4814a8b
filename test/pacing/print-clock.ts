// Run on its own, under whatever TZ it is given: prints that zone's offset and what the clock says of every case.
import { readFileSync } from 'node:fs'
import { arrivalsOf, revisionAt, slotFrom } from '../../src/pacing/release-clock.ts'
import { casesOf } from './cases.ts'

const table = JSON.parse(readFileSync(new URL('release-clock.cases.json', import.meta.url), 'utf8'))
const answers = casesOf(table).map(({ policy, timeline, had, now }) => [
  slotFrom(policy, now),
  arrivalsOf(timeline, policy, had),
  revisionAt(timeline, policy, now, had),
])
console.log(JSON.stringify({ offset: new Date(2026, 9, 1).getTimezoneOffset(), answers }))
