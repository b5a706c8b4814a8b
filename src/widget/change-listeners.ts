import type { FlagChange } from './api.ts'

/** Who wants to know when flags have changed in this page; one that fails does not keep the others from hearing. */
export function changeListeners() {
  const listeners = new Set<(change: FlagChange) => void>()

  return {
    any: () => listeners.size > 0,

    add(listener: (change: FlagChange) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    tell(keys: readonly string[]): void {
      if (keys.length === 0) return
      for (const listener of listeners) {
        try {
          listener({ keys })
        } catch (fault) {
          console.error(fault)
        }
      }
    },
  }
}
