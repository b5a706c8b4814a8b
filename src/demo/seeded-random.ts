/** Numbers that look random and are the same for the same seed: mulberry32 (Tommy Ettinger); not for secrets. */
export function seededRandom(seed: number) {
  let state = seed | 0

  /** At least 0, below 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    next,
    between: (low: number, high: number): number => low + (high - low) * next(),
    /** Normal, by the sum of twelve uniform numbers. */
    normal: (mean: number, deviation: number): number => {
      let sum = 0
      for (let i = 0; i < 12; i++) sum += next()
      return mean + deviation * (sum - 6)
    },
    pick<Item>(items: readonly Item[]): Item {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new Error('There is nothing to pick from')
      return item
    },
    bytes: (count: number) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)),
  }
}

export type SeededRandom = ReturnType<typeof seededRandom>
