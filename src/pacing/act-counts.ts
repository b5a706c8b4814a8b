import { keepAt, type OwnActs, pullsAt } from './own-acts.ts'

/** How many people keep a revision by themselves until an instant (ms), and how many took one. */
export type ActCounts = {
  keeps: { revision: number; until: number; people: number }[]
  pulls: { revision: number; people: number }[]
}

/** What people did with one thing and has not ended by `now` (ms), counted; who keeps the old one has pulled nothing. */
export function countActs(all: readonly OwnActs[], now: number): ActCounts {
  const keeps = new Map<string, ActCounts['keeps'][number]>()
  const pulls = new Map<number, ActCounts['pulls'][number]>()
  for (const acts of all) {
    const keep = keepAt(acts, now)
    const pulled = Math.max(0, ...pullsAt(acts, now).map(({ revision }) => revision))
    if (keep) {
      const key = `${keep.revision} ${keep.to}`
      const people = (keeps.get(key)?.people ?? 0) + 1
      keeps.set(key, { revision: keep.revision, until: keep.to, people })
    } else if (pulled > 0) pulls.set(pulled, { revision: pulled, people: (pulls.get(pulled)?.people ?? 0) + 1 })
  }
  return { keeps: [...keeps.values()], pulls: [...pulls.values()] }
}
