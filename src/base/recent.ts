/**
 * Keeps what was loaded for the last `most` keys, each as long as it was loaded from the same (one by one, by identity)
 * and until it is forgotten. A load that is under way at that moment still answers those who asked before, and nobody
 * after.
 */
export function recent<Value>(most: number) {
  type Load = { from: readonly unknown[]; value: Promise<Value> }
  const loads = new Map<string, Load>()

  function keep(key: string, load: Load): void {
    // A map gives back what it has had for longest first.
    loads.delete(key)
    loads.set(key, load)
    if (loads.size > most) loads.delete(loads.keys().next().value as string)
  }

  return {
    get(key: string, from: readonly unknown[], load: () => Promise<Value>): Promise<Value> {
      const there = loads.get(key)
      if (there?.from.every((one, i) => one === from[i])) return there.value
      const loading = { from, value: load() }
      keep(key, loading)
      loading.value.catch(() => {
        if (loads.get(key) === loading) loads.delete(key)
      })
      return loading.value
    },
    put: (key: string, from: readonly unknown[], value: Value): void =>
      keep(key, { from, value: Promise.resolve(value) }),
    forget: (key: string): void => void loads.delete(key),
    clear: (): void => loads.clear(),
  }
}
