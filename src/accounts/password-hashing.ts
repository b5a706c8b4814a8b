/** At most `limit` at once; the rest wait in order. */
export function queueing<Args extends unknown[], Result>(limit: number, work: (...args: Args) => Promise<Result>) {
  const waiting: (() => void)[] = []
  let running = 0
  return async (...args: Args): Promise<Result> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work(...args)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
