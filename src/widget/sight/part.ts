import type { ShownFlag } from '../page-flags.ts'

/** What the widget gives to the part of it that watches what is in sight. */
export type SightHost = {
  shown: (key: string) => ShownFlag | undefined
  /** A flag has been in sight for so many more seconds; `times` is 1 with the first of them. */
  onSight: (flag: ShownFlag, more: { times: number; seconds: number }) => void
  /** The page is hidden: it may be gone before long. */
  onHidden: () => void
  after: (ms: number, act: () => void) => void
}

/** `hide` counts what is in sight up to now, for a page that goes away. */
export type SightPart = (host: SightHost) => { hide: () => void }
