import type { PageLines } from '../../conversations/page-lines.ts'

/** Begins to listen to what the page reports, but for what goes to and comes from this origin; gives what it has heard. */
export type LinesPart = (own: string) => () => PageLines
