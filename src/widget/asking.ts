import type { AskingHost, AskingPart, AskingView, Happened } from './asking/part.ts'
import { earlyHappenings } from './early-happenings.ts'

/** A page asks a moment after a push, each at another one, so that a publication is no rush. */
const longestWait = 2000

type Parts = { loadPart: () => Promise<AskingPart>; isConnected: () => boolean } & Omit<AskingHost, 'onOver'>

/** Looks whether this subject may be asked something; only then what finds out when is loaded. */
export function asking({ loadPart, isConnected, ...host }: Parts) {
  let view: AskingView | undefined
  const early = earlyHappenings<Happened>()
  let isSoon = false
  /** Of several answers only that to the latest question counts, and none once somebody else has come. */
  let turn = 0

  async function watch(): Promise<void> {
    const mine = ++turn
    try {
      const watched = await host.request('survey:watch', {})
      if (mine !== turn) return
      if (watched.chance) host.remember()
      if (!view && !watched.open && watched.surveys.length === 0) {
        early.take()
        return
      }
      const part = await loadPart()
      view ??= part({ ...host, onOver: watch })
      if (mine === turn) view.watch(watched, early.take())
    } catch (fault) {
      // What the connection's end cuts off is watched again at the next one.
      if (isConnected()) console.error(`Sluice: nothing can be asked: ${(fault as Error).message}`)
    }
  }

  return {
    watch,

    watchSoon(): void {
      if (isSoon) return
      isSoon = true
      host.after(Math.random() * longestWait, () => {
        isSoon = false
        void watch()
      })
    },

    happened(happened: Happened): void {
      if (view) view.happened(happened)
      else early.add(happened)
    },

    /** Takes the question away; it was somebody else's. */
    clear(): void {
      turn++
      early.take()
      view?.clear()
    },
  }
}
