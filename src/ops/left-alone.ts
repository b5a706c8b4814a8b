const lookEveryMs = 500

/**
 * Calls `act` once the process that started this one is gone. npm passes a signal to the shell between it and us, which
 * ends by it and tells nobody.
 */
export function whenLeftAlone(act: () => void): void {
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    act()
  }, lookEveryMs)
  looking.unref()
}
