/** Lets work under one key run one after the other, in the order in which it was asked for. */
export function inTurn() {
  const last = new Map<string, Promise<unknown>>()

  return {
    run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
      const turn = (last.get(key) ?? Promise.resolve()).then(work)
      const ended = turn.then(done, done)
      last.set(key, ended)
      return turn

      function done(): void {
        if (last.get(key) === ended) last.delete(key)
      }
    },

    /** Resolves once nothing runs or waits any more. */
    async idle(): Promise<void> {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}

export type Turns = ReturnType<typeof inTurn>
