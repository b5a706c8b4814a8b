import type { ShownFlag } from '../page-flags.ts'
import type { SightHost } from './part.ts'

const second = 1000

/** What is in sight of one flag: since when (ms), as which variant, and how many seconds of it have been told. */
type Sight = { elements: Set<unknown>; flag: ShownFlag | undefined; since: number; told: number }

type Parts = Omit<SightHost, 'onHidden'> & { now: () => number }

/** Counts the whole seconds for which what a flag decides is in sight; a hidden page shows nothing. */
export function inSight({ shown, onSight, after, now }: Parts) {
  const sights = new Map<string, Sight>()
  let isHidden = false
  let isTicking = false

  function begin(key: string, sight: Sight): void {
    Object.assign(sight, { flag: shown(key), since: now(), told: 0 })
  }

  function count(key: string, sight: Sight): void {
    const { flag, since, told } = sight
    // Another variant that takes its place is in sight from here on.
    if (!isSame(flag, shown(key))) {
      begin(key, sight)
      return
    }
    const seconds = Math.floor((now() - since) / second)
    if (!flag || seconds <= told) return
    sight.told = seconds
    onSight(flag, { times: told === 0 ? 1 : 0, seconds: seconds - told })
  }

  function countAll(): void {
    for (const [key, sight] of sights) count(key, sight)
  }

  function tick(): void {
    isTicking = !isHidden && sights.size > 0
    if (!isTicking) return
    countAll()
    after(second, tick)
  }

  function startTicking(): void {
    if (isTicking) return
    isTicking = true
    after(second, tick)
  }

  return {
    enter(key: string, element: unknown): void {
      const there = sights.get(key)
      if (there) there.elements.add(element)
      else sights.set(key, { elements: new Set([element]), flag: shown(key), since: now(), told: 0 })
      startTicking()
    },

    leave(key: string, element: unknown): void {
      const sight = sights.get(key)
      if (!sight?.elements.delete(element) || sight.elements.size > 0) return
      if (!isHidden) count(key, sight)
      sights.delete(key)
    },

    hide(): void {
      if (!isHidden) countAll()
      isHidden = true
    },

    show(): void {
      isHidden = false
      for (const [key, sight] of sights) begin(key, sight)
      if (sights.size > 0) startTicking()
    },
  }
}

const isSame = (one: ShownFlag | undefined, other: ShownFlag | undefined) =>
  one?.evaluatedAt === other?.evaluatedAt && one?.variant === other?.variant
