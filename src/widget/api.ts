export type FlagChange = { keys: readonly string[] }

/** What a host page finds on `window.Sluice`. */
export type SluiceApi = {
  /** Settles at the first evaluation, or once the server has refused this page (then every flag has its fallback). */
  ready: Promise<void>
  /** The name of the variant this page renders; the same until a change is applied. */
  variant(key: string): string | undefined
  /** The value this page renders, or `fallback` when there is none yet. */
  value<Value>(key: string, fallback: Value): Value
  /** Says that this flag's variant is on the screen now; counted once per page and evaluation. */
  seen(key: string): void
  /** Applies the changes that wait for the next load; `change` is told which they were. */
  refresh(): void
  /** Calls `listener` whenever flags have changed in this page, until the returned function is called. */
  on(event: 'change', listener: (change: FlagChange) => void): () => void
  open(): void
  close(): void
  /**
   * Says who is signed in, with the token that the host's server has signed; null: nobody any more. What this device's
   * visitor has chosen so far goes with the first person; after that everybody starts anew here.
   */
  identify(token: string | null): void
  /** Opens the subject's own page in a new tab; call it from a click, or the browser may block the tab. */
  choices(): void
}

/** What the loader leaves for the widget: its own script element, the calls made so far, and how to settle `ready`. */
export type Boot = { script: HTMLScriptElement; calls: ((api: SluiceApi) => void)[]; settle: () => void }

declare global {
  interface Window {
    Sluice?: SluiceApi & { boot?: Boot }
  }
}
