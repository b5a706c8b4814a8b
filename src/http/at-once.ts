import { limited } from '../base/problem.ts'

const comeBackAfter = 5

/** Counts what runs under each name, so that nobody takes the room that all have. */
export function atOnce() {
  const running = new Map<string, number>()

  /** Does the work, unless `most` of this name are under way. */
  return async <Result>(name: string, most: number, work: () => Promise<Result>): Promise<Result> => {
    const before = running.get(name) ?? 0
    if (before >= most) throw limited('Too much is being sent at once', comeBackAfter)
    running.set(name, before + 1)
    try {
      return await work()
    } finally {
      const left = (running.get(name) ?? 1) - 1
      if (left > 0) running.set(name, left)
      else running.delete(name)
    }
  }
}
