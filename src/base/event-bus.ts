/** Tells the other parts of this process what has been stored; a listener that fails is reported, never the teller. */
export function eventBus<Events extends Record<string, unknown>>(onFault: (fault: unknown) => void) {
  const listeners = new Map<keyof Events, Set<(event: never) => unknown>>()

  return {
    /** Calls `listener` at every such event until the returned function is called. */
    on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => unknown): () => void {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => {
        set.delete(listener)
      }
    },

    tell<Name extends keyof Events>(name: Name, event: Events[Name]): void {
      for (const listener of listeners.get(name) ?? []) {
        try {
          const heard = (listener as (event: Events[Name]) => unknown)(event)
          if (heard !== undefined) Promise.resolve(heard).catch(onFault)
        } catch (fault) {
          onFault(fault)
        }
      }
    },
  }
}
