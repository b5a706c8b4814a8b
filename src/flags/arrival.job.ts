import type { Clock } from '../base/clock.ts'

const mostWatched = 100_000

type Parts = { clock: Clock; onDue: (project: string, subject: string) => void }

/** Tells a subject's open pages when their own clock ticks over a change: them alone, and at most once an instant. */
export function arrivalJob({ clock, onDue }: Parts) {
  const watched = new Map<string, { project: string; subject: string; at: number }>()

  return {
    everyMs: 1000,

    /** Remembers when a subject's flags change next (ms); null: nothing is foreseen. */
    watch(project: string, subject: string, at: number | null): void {
      const key = `${project} ${subject}`
      watched.delete(key)
      if (at !== null && watched.size < mostWatched) watched.set(key, { project, subject, at })
    },

    run(): void {
      const now = clock.now()
      for (const [key, { project, subject, at }] of watched) {
        if (at > now) continue
        watched.delete(key)
        onDue(project, subject)
      }
    },
  }
}

export type ArrivalJob = ReturnType<typeof arrivalJob>
