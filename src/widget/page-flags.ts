import type { WireFlag, WireFlags } from '../sockets/protocol.ts'

/** A flag as the page renders it, with the instant of the evaluation it comes from. */
export type ShownFlag = WireFlag & { evaluatedAt: string }

/** What this page renders from: stable until a change is immediate, is taken back, or is asked for. */
export function pageFlags() {
  const shown = new Map<string, ShownFlag>()
  let latest: WireFlags | undefined

  function apply(isDue: (flag: WireFlag, old: ShownFlag | undefined) => boolean): string[] {
    if (!latest) return []
    const { evaluatedAt, flags } = latest
    const changed: string[] = []
    for (const flag of flags) {
      const old = shown.get(flag.key)
      if (!isDue(flag, old)) continue
      if (old && isSame(old, flag)) {
        // It looks as before, but the next one is higher or lower than this.
        shown.set(flag.key, { ...old, revision: flag.revision })
        continue
      }
      shown.set(flag.key, { ...flag, evaluatedAt })
      changed.push(flag.key)
    }
    return changed
  }

  /** Applies everything that waits, flags that are no longer there included; answers the keys that changed. */
  function refresh(): string[] {
    const left = new Set(latest?.flags.map(({ key }) => key))
    const gone = [...shown.keys()].filter((key) => latest && !left.has(key))
    for (const key of gone) shown.delete(key)
    return [...apply(() => true), ...gone]
  }

  return {
    get: (key: string) => shown.get(key),

    /** Applies all of the first evaluation, and of later ones what does not wait; answers the keys that changed. */
    take(evaluation: WireFlags): string[] {
      const isFirst = !latest
      latest = evaluation
      return isFirst ? refresh() : apply(isAtOnce)
    },

    /** The next evaluation is somebody else's first. */
    startAnew(): void {
      latest = undefined
    },

    refresh,

    /** The keys of what the next load or a refresh would change. */
    waiting: (): string[] =>
      (latest?.flags ?? []).flatMap((flag) => {
        const old = shown.get(flag.key)
        return old && isSame(old, flag) ? [] : [flag.key]
      }),
  }
}

/** A lower revision than the page renders: it was rolled back, or a channel was left. */
const isAtOnce = (flag: WireFlag, old: ShownFlag | undefined) =>
  flag.immediate || (old !== undefined && flag.revision < old.revision)

const isSame = (old: ShownFlag | undefined, flag: WireFlag) =>
  old?.variant === flag.variant && JSON.stringify(old.value) === JSON.stringify(flag.value)
