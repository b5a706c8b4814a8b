/** A bucket that holds `burst` tokens and gets `perMinute` new ones. */
export type Rate = { burst: number; perMinute: number }

/**
 * Token buckets by name, each one number: the instant (ms) at which it will be full again (the generic cell rate
 * algorithm). At most `most` are kept; the one that was asked for the longest ago is forgotten first, as if it were full.
 */
export function tokenBuckets(most: number) {
  const fullAt = new Map<string, number>()

  /** When (ms) it would be full again had it given one token more, and how long (ms) it takes until it has one. */
  function asked(name: string, { burst, perMinute }: Rate, now: number): { next: number; wait: number } {
    const interval = 60_000 / perMinute
    const known = fullAt.get(name) ?? now
    // A clock that was set back must not leave anybody waiting for the time that it has lost.
    const full = Math.min(Math.max(known, now), now + burst * interval)
    if (full < known) fullAt.set(name, full)
    return { next: full + interval, wait: Math.max(0, full + interval - now - burst * interval) }
  }

  return {
    /** Takes one token from each bucket, or none at all; answers how long (ms) until each has one, by its place. */
    take(wanted: readonly { name: string; rate: Rate }[], now: number): number[] {
      const answers = wanted.map(({ name, rate }) => asked(name, rate, now))
      if (answers.every(({ wait }) => wait < 1))
        for (const [i, { name }] of wanted.entries()) {
          fullAt.delete(name)
          fullAt.set(name, answers[i]?.next ?? now)
        }
      while (fullAt.size > most) fullAt.delete(fullAt.keys().next().value as string)
      return answers.map(({ wait }) => (wait < 1 ? 0 : wait))
    },
    size: () => fullAt.size,
  }
}
