/** How the widget looks in a page. */
export type Theme = {
  /** Buttons, links and marks; any opaque CSS colour, as the next two. */
  accent?: string
  text?: string
  /** With it the scheme is the one it belongs to. */
  background?: string
  /** Of the panel's corners: pixels, or a CSS length. */
  radius?: number | string
  /** As CSS's `font-family`. */
  font?: string
  /** At which side the launcher stands, in the page's direction of reading; left out: at its end. */
  side?: 'start' | 'end'
  /** Left out or `auto`: as the device has it. */
  scheme?: 'auto' | 'light' | 'dark'
}

/** What a page says of itself and of its visitor; as attributes of the script element, `data-key` and so on. */
export type SluiceOptions = {
  /** The project's client key. */
  key: string
  /** The token of who is signed in, as the host's server has signed it. */
  subject?: string
  /** The product's version; it travels with every answer. */
  appVersion?: string
  /** What the project declares, such as `{plan: 'pro'}`; it travels with every answer. As an attribute: JSON. */
  dimensions?: Record<string, string | number | boolean>
  /**
   * Where what outlives the page may be kept: on the device (left out), in this tab only, or nowhere; a visitor of whom
   * nothing can be kept is asked by no survey, for it would be the same one at every load.
   */
  storage?: 'local' | 'session' | 'none'
  /** The language of the widget; left out: that of the page, else of the browser. */
  lang?: string
  /** A scheme alone, or more of how it looks; as an attribute: JSON. Left out: as the device has it. */
  theme?: 'light' | 'dark' | Theme
  /**
   * Whether somebody may send along what the page reported last: lines of its console, without secrets, and requests by
   * method, route, status and duration. They go only where the person ticks it. As an attribute: `data-console`.
   */
  console?: boolean
  /** The nonce of a Content-Security-Policy, for the scripts that are loaded later; left out: the script element's. */
  nonce?: string
}

/** What is known of an event: up to 20 properties. */
export type EventProperties = Record<string, string | number | boolean>

type FlagChange = { keys: readonly string[] }

/** What a page can hear of, by its name. */
export type SluiceEvents = {
  /** Flags have changed in this page. */
  change: FlagChange
  open: Record<string, never>
  close: Record<string, never>
  /** The page has said that something happened. */
  event: { name: string; properties: EventProperties }
  /** A question was answered, or put away. */
  answer: { survey: string; state: string }
  /** The team has written. */
  message: { conversation: string; text: string; author?: string }
}

/** What this page renders of a flag, and how it came to that. */
export type FlagDetails = {
  value: unknown
  variant: string
  /** OpenFeature's word for it. */
  reason: string
  /** Why this person has it, in Sluice's words: `random`, `channel`, `kept` and so on. */
  assignment: string
  /** The revision in force; 0: none. */
  revision: number
  /** The instant (ISO 8601) of the evaluation. */
  evaluatedAt: string
}

/** What a host page finds on `window.Sluice`. */
export type SluiceApi = {
  /** Begins, in a page whose script element has no `data-key`; once per page. */
  init(options: SluiceOptions): void
  /**
   * Settles at the first evaluation, or once it is clear that there is none for now: the server has refused this page,
   * or has not answered for 5 s. Then every flag has its fallback, and `change` tells when that is over.
   */
  ready: Promise<void>
  /** The name of the variant this page renders; the same until a change is applied. */
  variant(key: string): string | undefined
  /** The value this page renders, or `fallback` when there is none yet. */
  value<Value>(key: string, fallback: Value): Value
  details(key: string): FlagDetails | undefined
  /** Says that this flag's variant is on the screen now; counted once per page and evaluation. */
  seen(key: string): void
  /**
   * Says that something happened in the product, by a name of at most 64 characters; somebody may be asked about it.
   * It may be called as often as it happens: of each name the first goes to the server at once, what follows within a
   * minute in one, counted; at most 50 names in a minute.
   */
  event(name: string, properties?: EventProperties): void
  /** Applies the changes that wait for the next load; `change` is told which they were. */
  refresh(): void
  /** Calls `listener` whenever it happens, until the returned function is called. */
  on<Name extends keyof SluiceEvents>(event: Name, listener: (detail: SluiceEvents[Name]) => void): () => void
  open(): void
  close(): void
  /**
   * Says who is signed in, with the token that the host's server has signed; null: nobody any more. What this device's
   * visitor has chosen so far goes with the first person; after that everybody starts anew here. Settles once the flags
   * are that person's, or once it is clear that they are not to be had for now, as `ready` does.
   */
  identify(token: string | null): Promise<void>
  /** Opens the subject's own page in a new tab; call it from a click, or the browser may block the tab. */
  choices(): void
}

/**
 * What the loader leaves for the widget: where it came from, what the page says, and the calls made so far.
 * @internal
 */
export type Boot = {
  /** The loader's address; all else lies beside it. */
  src: string
  nonce: string | undefined
  options: SluiceOptions | Record<string, string | undefined>
  calls: ((api: SluiceApi) => void)[]
  settle: () => void
}

declare global {
  interface Window {
    Sluice?: SluiceApi & {
      /** @internal */
      boot?: Boot
    }
  }
}
