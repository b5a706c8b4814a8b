import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type Letter, type LetterStore, oldestFirst } from './letter.ts'

interface Schema extends DBSchema {
  letters: { key: string; value: Letter }
}

/** Letters in IndexedDB, for every tab of this origin; the database is made with the first letter, not before. */
export function indexedLetters(name: string): LetterStore {
  /** Whether this origin had no such database when it was looked for last. */
  let isMissing = false
  let current: Promise<IDBPDatabase<Schema> | undefined> = Promise.resolve(undefined)

  const connect = (mayMake: boolean) =>
    openDB<Schema>(name, 1, {
      upgrade(database, _old, _new, transaction) {
        if (mayMake) return void database.createObjectStore('letters', { keyPath: 'body.id' })
        transaction.done.catch(() => {})
        transaction.abort()
      },
      terminated() {
        current = Promise.resolve(undefined)
      },
    })

  function open(mayMake: boolean): Promise<IDBPDatabase<Schema> | undefined> {
    if (isMissing && !mayMake) return current
    const opened = current.then((database) => database ?? connect(mayMake))
    current = opened.catch(() => {
      isMissing = true
      return undefined
    })
    isMissing = false
    return mayMake ? opened : current
  }

  return {
    all: async () => oldestFirst((await (await open(false))?.getAll('letters')) ?? []),

    async keep(letters) {
      const database = await open(true)
      const transaction = database?.transaction('letters', 'readwrite')
      await Promise.all([...letters.map((letter) => transaction?.store.put(letter)), transaction?.done])
    },

    async forget(ids) {
      const transaction = (await open(false))?.transaction('letters', 'readwrite')
      await Promise.all([...ids.map((id) => transaction?.store.delete(id)), transaction?.done])
    },

    lookAgain() {
      isMissing = false
    },
  }
}
