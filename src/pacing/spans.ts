/** `[from, to)` in milliseconds; `to` is Infinity while nobody has said when it ends. */
export type Span = { from: number; to: number }

/** Whether an instant (ms) lies in `[from, to)`; without `to` nobody has said when it ends. */
export const covers = ({ from, to }: { from: number; to?: number | undefined }, now: number): boolean =>
  from <= now && (to === undefined || now < to)

/** The same instants as spans in order that neither touch nor overlap. */
export function mergeSpans(spans: readonly { from: number; to?: number | undefined }[]): Span[] {
  const merged: Span[] = []
  for (const { from, to = Infinity } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else if (to > from) merged.push({ from, to })
  }
  return merged
}

/** The span in which an instant lies. */
export function spanAt(spans: readonly Span[], at: number): Span | undefined {
  return spans.find((span) => covers(span, at))
}

/** The first instant at or after `at` outside merged spans; Infinity if there is none. */
export function firstOutside(spans: readonly Span[], at: number): number {
  return spanAt(spans, at)?.to ?? at
}

/** The first instant at which `duration` has passed since `start`, time inside merged spans not counted. */
export function afterCounting(spans: readonly Span[], start: number, duration: number): number {
  if (duration === 0) return start
  let at = start
  let left = duration
  for (const { from, to } of spans) {
    if (to <= at) continue
    if (from - at >= left) break
    left -= Math.max(0, from - at)
    at = to
  }
  return at + left
}
