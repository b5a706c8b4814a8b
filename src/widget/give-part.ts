import type { PartScript } from './load-part.ts'

/** What a part's script has to give, left for whoever loads it. */
export function givePart<Part>(part: Part): void {
  const script = document.currentScript as PartScript<Part> | null
  if (script) script.gives = part
}
