import type { HappeningSent } from '../surveys/happening.ts'
import type { EventProperties } from './api.ts'

const gatheringTime = 60_000
/** As many kinds as the server takes of one person in a day; a page with more in a minute makes names up. */
const mostNames = 50

/**
 * Tells the server what happens, however often the page says it: of each name the first at once, and what follows within
 * a minute in one, counted. What it was done with is for triggers, which hear each by themselves.
 */
export function happenings({
  post,
  after,
  newId,
}: {
  post: (happening: HappeningSent) => void
  after: (ms: number, act: () => void) => void
  newId: () => string
}) {
  const gathered = new Map<string, { times: number }>()
  let isFull = false

  function open(name: string): void {
    const more = { times: 0 }
    gathered.set(name, more)
    after(gatheringTime, () => {
      // Somebody else has come meanwhile.
      if (gathered.get(name) !== more) return
      gathered.delete(name)
      if (tell(name, more)) open(name)
    })
  }

  /** Whether there was anything to tell. */
  function tell(name: string, more: { times: number }): boolean {
    const { times } = more
    more.times = 0
    if (times > 0) post({ id: newId(), name, times })
    return times > 0
  }

  return {
    happened(name: string, properties: EventProperties): void {
      const more = gathered.get(name)
      if (more) {
        more.times++
      } else if (gathered.size < mostNames) {
        open(name)
        post({ id: newId(), name, properties })
      } else if (!isFull) {
        isFull = true
        console.error(`Sluice: more than ${mostNames} kinds of events in a minute are not counted, such as ${name}`)
      }
    },

    /** Tells at once what was gathered. */
    report(): void {
      for (const [name, more] of gathered) tell(name, more)
    },

    /** What was not told yet stays so: it would be told as somebody else's. */
    giveUp: () => gathered.clear(),
  }
}
