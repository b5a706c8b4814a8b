/** Counts for how long (ms) a page has been looked at; a hidden one is not. */
export function visibleTime() {
  let before = 0
  let since: number | undefined

  return {
    show(now: number): void {
      since ??= now
    },
    hide(now: number): void {
      if (since !== undefined) before += now - since
      since = undefined
    },
    /** Another page begins. */
    startAnew(now: number): void {
      before = 0
      if (since !== undefined) since = now
    },
    total: (now: number): number => before + (since === undefined ? 0 : now - since),
  }
}
