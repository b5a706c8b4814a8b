import type { Collection, Index } from './catalog.ts'
import type { Engine } from './engine.ts'
import { readRecords } from './read-records.ts'

const perTransaction = 1000

/** Removes what the TTL indexes say is over; returns how many documents went. */
export async function removeExpired(engine: Engine): Promise<number> {
  let removed = 0
  for (const collection of engine.catalog.all()) {
    for (const index of collection.indexes) {
      if (index.spec.expireAfterSeconds === undefined || index.fields.length !== 1) continue
      for (let last = perTransaction; last === perTransaction; removed += last) {
        last = await removeSome(engine, collection.namespace, index)
      }
    }
  }
  return removed
}

function removeSome({ storage, catalog, writer, clock }: Engine, namespace: string, index: Index): Promise<number> {
  return storage.write(() => {
    const collection: Collection | undefined = catalog.find(namespace)
    if (!collection) return 0
    const [path = ''] = Object.keys(index.spec.key)
    const oldest = new Date(clock.now() - (index.spec.expireAfterSeconds ?? 0) * 1000)
    const over = { [path]: { $lte: oldest } }
    const partial = index.spec.partialFilterExpression
    const filter = partial ? { $and: [over, partial] } : over
    const expired = [...readRecords(storage, collection, { filter, limit: perTransaction })]
    for (const { record, bytes } of expired) writer.remove(collection, record, bytes)
    return expired.length
  })
}
