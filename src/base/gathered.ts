/**
 * Does in one go what is asked for at the same time: everything that comes while `atOnce` of `work` run goes into the
 * next. `work` gives one result for each item, in their order; where it fails, everybody in it is told so.
 */
export function gathered<Item, Result>(
  work: (items: Item[]) => Promise<readonly Result[]>,
  { most = 1000, atOnce = 1 }: { most?: number; atOnce?: number } = {},
) {
  type Waiting = { item: Item; done: (result: Result) => void; failed: (fault: unknown) => void }
  const waiting: Waiting[] = []
  let working = 0

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      const taken = waiting.splice(0, most)
      try {
        const results = await work(taken.map(({ item }) => item))
        for (const [i, { done }] of taken.entries()) done(results[i] as Result)
      } catch (fault) {
        for (const { failed } of taken) failed(fault)
      }
    }
    working--
  }

  return (item: Item): Promise<Result> =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      if (working >= atOnce) return
      working++
      // What else comes in this turn of the event loop goes along.
      setImmediate(workOff)
    })
}
