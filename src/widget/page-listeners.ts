import type { SluiceEvents } from './api.ts'

/** Who in the page wants to hear of what; one that fails does not keep the others from hearing. */
export function pageListeners() {
  const listeners = new Map<keyof SluiceEvents, Set<(detail: never) => void>>()

  function tell<Name extends keyof SluiceEvents>(name: Name, detail: SluiceEvents[Name]): void {
    for (const listener of listeners.get(name) ?? []) {
      try {
        ;(listener as (detail: SluiceEvents[Name]) => void)(detail)
      } catch (fault) {
        console.error(fault)
      }
    }
  }

  return {
    tell,
    hasAny: (name: keyof SluiceEvents) => (listeners.get(name)?.size ?? 0) > 0,

    add<Name extends keyof SluiceEvents>(name: Name, listener: (detail: SluiceEvents[Name]) => void): () => void {
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(listener))
      return () => void all.delete(listener)
    },

    tellChange(keys: readonly string[]): void {
      if (keys.length > 0) tell('change', { keys })
    },
  }
}
