import { recent } from './recent.ts'

/** Loads what belongs to a key once and keeps it until it is forgotten, however many there are. */
export function kept<Value>(load: (key: string) => Promise<Value>) {
  const loads = recent<Value>(Number.POSITIVE_INFINITY)
  return {
    get: (key: string): Promise<Value> => loads.get(key, [], () => load(key)),
    forget: loads.forget,
  }
}
