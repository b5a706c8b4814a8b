/** Whoever has typed within this time (ms) is typing. */
const typing = 4000
const pause = 1000

const hostDialogs = 'dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]'

/** Knows whether the person can be asked something now: they look here, do not type, and no dialog of the page is open. */
export function calm({ isBusy }: { isBusy: () => boolean }) {
  let typedAt = Number.NEGATIVE_INFINITY
  let isListening = false

  function isNow(): boolean {
    if (document.hidden || isBusy() || Date.now() - typedAt < typing) return false
    return ![...document.querySelectorAll(hostDialogs)].some((dialog) => dialog.checkVisibility())
  }

  return {
    isNow,

    /** Notes from now on that somebody types. */
    listen(): void {
      if (isListening) return
      isListening = true
      document.addEventListener('input', () => (typedAt = Date.now()), { capture: true })
    },

    /** Waits until it is calm; false once it is not wanted any more. */
    async wait(isWanted: () => boolean): Promise<boolean> {
      while (isWanted()) {
        if (isNow()) return true
        await (document.hidden ? visible() : new Promise((done) => setTimeout(done, pause)))
      }
      return false
    },
  }
}

const visible = () =>
  new Promise<void>((done) => document.addEventListener('visibilitychange', () => done(), { once: true }))
