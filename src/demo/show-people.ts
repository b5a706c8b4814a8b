import type { Policy } from '../pacing/policy.ts'

/** One of the people who are shown side by side; `rung`: their place on the ladder, counted from the most cautious. */
export type ShownPerson = { name: string; waitsFor: string; rung: number; pace: Policy['pace'] }

export const shownPeople: readonly ShownPerson[] = [
  { name: 'Ada', waitsFor: 'her yes', rung: 1, pace: 'first' },
  { name: 'Ben', waitsFor: 'his yes', rung: 0, pace: 'steady' },
  { name: 'Cleo', waitsFor: 'her yes', rung: 0, pace: 'calm' },
  { name: 'Dan', waitsFor: 'his yes', rung: 0, pace: 'ask' },
]
