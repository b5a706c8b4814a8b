import fc from 'fast-check'
import type { mongo as driver } from 'mongoose'
import type { Document } from '../../src/embedded-mongo/bson-document.ts'
import { fewValues } from './arbitrary-values.ts'
import { openMongo } from './open-mongo.ts'

const leaf = fc.oneof(
  { weight: 4, arbitrary: fewValues },
  { weight: 1, arbitrary: fc.array(fewValues, { maxLength: 3 }) },
)
const subdocument = fc.record({ p: fewValues, q: fewValues }, { requiredKeys: [], noNullPrototype: true })
const document = fc.record(
  { a: leaf, b: fewValues, c: fc.oneof(subdocument, fc.array(subdocument, { maxLength: 3 })) },
  { requiredKeys: [], noNullPrototype: true },
)

const condition = fc.oneof(
  fewValues,
  fc.record({ $in: fc.array(fewValues, { maxLength: 3 }) }, { noNullPrototype: true }),
  fc
    .tuple(fc.constantFrom('$gt', '$gte'), fewValues, fc.constantFrom('$lt', '$lte'), fewValues)
    .map(([low, from, high, to]) => ({ [low]: from, [high]: to })),
  fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$eq', '$ne'), fewValues)
    .map(([name, value]) => ({ [name]: value })),
  fc.boolean().map(($exists) => ({ $exists })),
)
const filter = fc.dictionary(fc.constantFrom('_id', 'a', 'b', 'c.p', 'c.q'), condition, {
  maxKeys: 3,
  noNullPrototype: true,
})
const anyFilter = fc.oneof(
  filter,
  fc.tuple(filter, fc.array(filter, { minLength: 1, maxLength: 3 })).map(([rest, $or]) => ({ ...rest, $or })),
)
const sort = fc.dictionary(fc.constantFrom('a', 'b', 'c.p', '_id'), fc.constantFrom(1 as const, -1 as const), {
  maxKeys: 2,
  noNullPrototype: true,
})

const change = fc.oneof(
  fc.record({ a: leaf, z: leaf }, { requiredKeys: [], noNullPrototype: true }).map(($set) => ({ $set })),
  document.map(($set) => ({ $set })),
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fewValues).map(([name, z]) => ({ $unset: { [name]: '' }, $max: { z } })),
  fewValues.map((b) => ({ $set: { b } })),
  fc.constant({ $rename: { 'c.p': 'c.q' } }),
  fc.constant({ $rename: { b: 'z' } }),
  document,
)
const update = fc.tuple(filter, change)

const indexes: {
  key: Record<string, 1 | -1>
  unique?: boolean
  sparse?: boolean
  partialFilterExpression?: Document
}[] = [
  { key: { a: 1, b: -1 } },
  { key: { b: -1, a: 1 } },
  { key: { 'c.p': 1, 'c.q': 1 } },
  { key: { b: 1 }, sparse: true },
  { key: { a: -1, _id: 1 }, unique: true },
  { key: { b: 1, _id: -1 } },
  { key: { 'c.q': -1 }, partialFilterExpression: { b: { $exists: true } } },
]

/** Changes what matches one by one in the order of `_id`, so that both collections stop at the same fault. */
async function changeEach(collection: driver.Collection<Document>, wanted: Document, changes: Document) {
  const counts: number[] = []
  for (const { _id } of await collection.find(wanted).sort({ _id: 1 }).toArray()) {
    const operators = Object.keys(changes).every((name) => name.startsWith('$')) && Object.keys(changes).length > 0
    const only = { ...wanted, $and: [{ _id }] } as Document
    const { modifiedCount } = operators
      ? await collection.updateOne(only, changes)
      : await collection.replaceOne(only, changes)
    counts.push(modifiedCount)
  }
  return counts
}

describe('reads with and without indexes', () => {
  let mongo: Awaited<ReturnType<typeof openMongo>>
  beforeAll(async () => {
    mongo = await openMongo()
  })
  afterAll(() => mongo.close())

  it('find the same documents in the same order', async () => {
    const plain = mongo.db.collection<Document>('plain')
    const indexed = mongo.db.collection<Document>('indexed')
    await indexed.createIndexes(indexes.map((index, i) => ({ ...index, name: `index${i}` })))
    const stages = new Set<string | undefined>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 12 }),
        fc.array(update, { maxLength: 6 }),
        fc.array(fc.tuple(anyFilter, sort), { maxLength: 8 }),
        async (documents, updates, searches) => {
          await Promise.all([plain.deleteMany({}), indexed.deleteMany({})])
          const numbered = documents.map((each, _id) => ({ _id, ...each }))
          await Promise.all([plain.insertMany(numbered as never), indexed.insertMany(numbered as never)])
          for (const [wanted, changes] of updates) {
            const [expected, done] = await Promise.all(
              [plain, indexed].map((each) => changeEach(each, wanted, changes).catch(({ code }) => code)),
            )
            expect(done).toEqual(expected)
          }
          for (const [wanted, order] of searches) {
            const total = { ...order, _id: order._id ?? 1 }
            const [expected, found] = await Promise.all(
              [plain, indexed].map((each) => each.find(wanted).sort(total).toArray()),
            )
            expect(found).toEqual(expected)
            for (let i = 0; i < indexes.length; i++) {
              expect(await indexed.find(wanted).hint(`index${i}`).sort(total).toArray()).toEqual(expected)
            }
            const { winningPlan } = (await indexed.find(wanted).sort(total).explain()).queryPlanner
            stages.add(/SORT_MERGE|IXSCAN|COLLSCAN/.exec(JSON.stringify(winningPlan))?.[0])
          }
        },
      ),
      { numRuns: 60 },
    )
    expect([...stages]).toEqual(expect.arrayContaining(['SORT_MERGE', 'IXSCAN', 'COLLSCAN']))
  })
})
