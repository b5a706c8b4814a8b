import type { PaneState, ShownDay } from '../show-time.ts'

/** Everything that the page may show without asking again, as the server left it in the page. */
export type Island = {
  people: string[]
  changes: { id: string; title: string }[]
  days: ShownDay[]
  states: PaneState[][]
}

export const islandIn = (page: Document): Island => JSON.parse(page.getElementById('island')?.textContent ?? '')
