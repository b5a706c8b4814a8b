/**
 * Loads what belongs to a key once and keeps it until it is forgotten. A load that is under way at that moment still
 * answers those who asked before, and nobody after.
 */
export function kept<Value>(load: (key: string) => Promise<Value>) {
  const loads = new Map<string, Promise<Value>>()
  return {
    get(key: string): Promise<Value> {
      const there = loads.get(key)
      if (there) return there
      const loading = load(key)
      loads.set(key, loading)
      loading.catch(() => {
        if (loads.get(key) === loading) loads.delete(key)
      })
      return loading
    },
    forget(key: string): void {
      loads.delete(key)
    },
  }
}
