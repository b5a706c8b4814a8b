/** A bucket that holds `burst` tokens and gets `perMinute` new ones. */
export type Rate = { burst: number; perMinute: number }

/** So many tokens (one, if not said) of one of many buckets of the same kind; `name`: whose it is, never empty. */
export type Wanted = { kind: string; name: string; rate: Rate; amount?: number }

/** So often (ms) a kind that has no room left is looked through for buckets that are full again. */
const clearEveryMs = 100
/** Whose bucket it is that all share for whom there is no room. */
const theOthers = ''

/**
 * Token buckets, each one number: the instant (ms) at which it will be full again (the generic cell rate algorithm). At
 * most `most` of a kind are kept. Only those are forgotten that are full again, since forgetting any other would give
 * back what was used up; while there is none, whoever else comes shares one bucket.
 */
export function tokenBuckets(most: number) {
  const kinds = new Map<string, { fullAt: Map<string, number>; clearedAt: number }>()

  function bucketOf({ kind, name, rate, amount = 1 }: Wanted, now: number) {
    const known = kinds.get(kind) ?? { fullAt: new Map(), clearedAt: Number.NEGATIVE_INFINITY }
    kinds.set(kind, known)
    const { fullAt } = known
    if (!fullAt.has(name) && fullAt.size >= most && Math.abs(now - known.clearedAt) >= clearEveryMs) {
      known.clearedAt = now
      for (const [one, at] of fullAt) if (at <= now) fullAt.delete(one)
    }
    return { fullAt, name: fullAt.has(name) || fullAt.size < most ? name : theOthers, rate, amount }
  }

  /**
   * When (ms) it would be full again had it given what is wanted, and how long (ms) it takes until it can. More than it
   * holds is given once it is full.
   */
  function asked({ fullAt, name, rate, amount }: ReturnType<typeof bucketOf>, now: number) {
    const { burst } = rate
    const interval = 60_000 / rate.perMinute
    const taken = Math.min(amount, burst) * interval
    const known = fullAt.get(name) ?? now
    // A clock that was set back must not leave anybody waiting for the time that it has lost.
    const full = Math.min(Math.max(known, now), now + burst * interval)
    if (full < known) fullAt.set(name, full)
    return { next: full + taken, wait: Math.max(0, full + taken - now - burst * interval) }
  }

  return {
    /** Takes from each bucket, or from none at all; answers how long (ms) until each can give, by its place. */
    take(wanted: readonly Wanted[], now: number): number[] {
      const answers = wanted.map((one) => {
        const bucket = bucketOf(one, now)
        return { ...bucket, ...asked(bucket, now) }
      })
      if (answers.every(({ wait }) => wait < 1)) for (const { fullAt, name, next } of answers) fullAt.set(name, next)
      return answers.map(({ wait }) => (wait < 1 ? 0 : wait))
    },
    /** How many are kept of a kind. */
    size: (kind: string): number => kinds.get(kind)?.fullAt.size ?? 0,
  }
}
