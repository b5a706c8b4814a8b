/** One line of a benchmark's table; `value` and `against` are in `unit`. */
export type Row = {
  name: string
  value: number
  unit: string
  against?: number
  ratio?: number
  promise: string
  kept: boolean
}

/** The median time (ms) of each task; all take turns, so that what else the machine does hits them alike. */
export async function alternating(tasks: readonly (() => unknown)[], rounds: number): Promise<number[]> {
  const times = tasks.map((): number[] => [])
  for (let round = -2; round < rounds; round++) {
    for (const [i, task] of tasks.entries()) {
      const start = performance.now()
      await task()
      // The first two rounds only warm up.
      if (round >= 0) times[i]?.push(performance.now() - start)
    }
  }
  return times.map(median)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
