import type { Clock } from '../base/clock.ts'
import { type Catalog, openCatalog } from './catalog.ts'
import { type DocumentWriter, documentWriter } from './collection.ts'
import { type CursorStore, cursorStore } from './cursor.ts'
import type { Storage } from './storage.ts'

/** What the commands work on. */
export type Engine = {
  storage: Storage
  catalog: Catalog
  writer: DocumentWriter
  cursors: CursorStore
  clock: Clock
  startedAt: number
}

export function openEngine(storage: Storage, clock: Clock): Engine {
  const catalog = openCatalog(storage)
  const writer = documentWriter(storage, catalog)
  return { storage, catalog, writer, cursors: cursorStore(clock), clock, startedAt: clock.now() }
}
