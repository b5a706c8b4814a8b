import type { Flag, Revision } from '../../src/flags/flag.ts'
import type { Person } from '../../src/flags/standing.ts'

export const ladder = ['stable', 'beta', 'canary']
export const day = 86_400_000
export const start = Date.UTC(2026, 10, 2, 9)

/** A revision that came out at `at`, for everybody on every channel unless said otherwise. */
export function madeRevision(number: number, at: number, more: Partial<Revision> = {}): Revision {
  const beginning = { number, at, by: 'Mara', class: 'feature', urgent: false, announced: true } as const
  const texts = { title: `Thing ${number}`, sentence: 'It is there.' }
  return { ...beginning, ...texts, weights: { on: 100_000 }, steps: [{ at, reach: { stable: 100_000 } }], ...more }
}

/** A boolean flag whose fair draw is decided by `salt` and the person's unit. */
export function madeFlag(revisions: Revision[], more: Partial<Flag> = {}): Flag {
  const texts = { key: 'editor', title: 'Editor', description: '', kind: 'paced', type: 'boolean', off: 'off' } as const
  const variants = [
    { key: 'on', name: 'New', value: true },
    { key: 'off', name: 'Old', value: false },
  ]
  const rest = { salt: 'salt', halts: [], kills: [], createdAt: start, version: 1 }
  return { ...texts, variants, ...rest, revisions, ...more }
}

export function madePerson(unit: string, policy: Partial<Person['policy']> = {}, more: Partial<Person> = {}): Person {
  return {
    unit,
    policy: { channel: 'stable', pace: 'first', timeZone: 'UTC', ...policy },
    marks: [],
    ...more,
  }
}
