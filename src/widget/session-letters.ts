import { type Letter, type LetterStore, oldestFirst } from './letter.ts'
import type { TokenStore } from './subject-token.ts'

/** Letters in a store that belongs to one tab and ends with it. */
export function sessionLetters(name: string, store: TokenStore): LetterStore {
  const read = (): Letter[] => JSON.parse(store.getItem(name) ?? '[]')
  function write(letters: readonly Letter[]): void {
    if (letters.length > 0) store.setItem(name, JSON.stringify(oldestFirst(letters)))
    else store.removeItem(name)
  }
  const without = (ids: readonly string[]) => read().filter(({ body }) => !ids.includes(body.id))

  return {
    all: async () => read(),
    keep: async (letters) => write([...without(letters.map(({ body }) => body.id)), ...letters]),
    forget: async (ids) => write(without(ids)),
    lookAgain: () => {},
  }
}
