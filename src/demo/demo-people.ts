import { newId } from '../base/id.ts'
import type { PaceName } from '../pacing/policy.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import { firstNames, lastNames } from './demo-data.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

/** One user of the demo's product: what they choose, and the instants (ms) at which they open it, ascending. */
export type DemoPerson = {
  name: string
  channel: string
  pace: PaceName
  timeZone: string
  visits: number[]
  /** The visit at which they answer the survey, how they feel about writing, and whether they add words. */
  answersAt?: number
  mood: number
  adds: boolean
  /** A pace that they change to, at one of their later visits. */
  slowsDown?: { at: number; pace: PaceName }
  /** The visit at which they get something that has waited for their yes. */
  saysYes?: { at: number; flag: string; revision: number }
  id: (at: number) => string
}

export const demoDays = 21
const people = 100
/** One who has been there from the beginning, wants to be asked before each thing, and has said yes to the editor. */
const asksFirst = 55

/** Visits are gathered into such spans (ms), so that those of one span can be stored side by side. */
const stepMs = dayMs / 12

const zones = ['Europe/Berlin', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Asia/Tokyo']

const pacesOn: Record<string, [PaceName, number][]> = {
  stable: [
    ['first', 36],
    ['early', 12],
    ['steady', 26],
    ['calm', 18],
    ['seasonal', 4],
    ['ask', 4],
  ],
  beta: [
    ['first', 45],
    ['early', 25],
    ['steady', 20],
    ['calm', 10],
  ],
  canary: [
    ['first', 85],
    ['early', 15],
  ],
}

/** A hundred people who came one after the other in the three weeks before `now`. */
export function demoPeople(now: number): DemoPerson[] {
  const random = seededRandom(2026)
  const channels = Array.from({ length: people }, (_, i) => (i % 14 === 3 ? 'canary' : i % 11 < 2 ? 'beta' : 'stable'))
  return channels.map((channel, i) => personOf(i, channel, seededRandom(Math.floor(random.next() * 2 ** 31)), now))
}

function personOf(i: number, channel: string, random: SeededRandom, now: number): DemoPerson {
  const visits = visitsOf(random, now)
  const lastWeek = visits.filter((at) => at > now - 6 * dayMs)
  const answersAt = random.next() < 0.86 ? lastWeek[Math.floor(random.next() * lastWeek.length)] : undefined
  const last = visits.at(-1) ?? now
  const usual = weighted(pacesOn[channel] ?? [], random)
  const pace = i === asksFirst ? 'ask' : usual
  const slowsDown = pace === 'first' && random.next() < 0.12 ? { at: last, pace: 'calm' as const } : undefined
  return {
    name: `${firstNames[i % 25]} ${lastNames[(i * 7 + Math.floor(i / 25)) % 20]}`,
    ...{ channel, pace, visits },
    timeZone: random.pick(zones),
    mood: random.normal(0, 1.5),
    adds: random.next() < 0.45,
    ...(answersAt !== undefined && { answersAt }),
    ...(slowsDown && { slowsDown }),
    ...(i === asksFirst && { saysYes: { at: visits[1] ?? last, flag: 'new-editor', revision: 1 } }),
    id: (at) => newId(at, ({ length }) => random.bytes(length)),
  }
}

function visitsOf(random: SeededRandom, now: number): number[] {
  const came = now - random.between(0.05, 0.95) * demoDays * dayMs
  const visits = [came]
  for (;;) {
    const next = (visits.at(-1) ?? came) + random.between(4, 10) * dayMs
    if (next >= now) break
    visits.push(next)
  }
  // Whoever came is still there: the last days are the ones that the numbers are read for.
  visits.push(random.between(Math.max(visits.at(-1) ?? came, now - 3 * dayMs), now))
  const inSteps = visits.map((at) => now - Math.ceil((now - at) / stepMs) * stepMs)
  return [...new Set(inSteps)].sort((a, b) => a - b)
}

function weighted<Item>(choices: readonly [Item, number][], random: SeededRandom): Item {
  let left = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of choices) {
    left -= weight
    if (left < 0) return item
  }
  throw new Error('There is nothing to choose from')
}
