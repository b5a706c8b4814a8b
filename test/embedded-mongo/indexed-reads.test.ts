import fc from 'fast-check'
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
const filter = fc.dictionary(fc.constantFrom('a', 'b', 'c.p', 'c.q'), condition, { maxKeys: 3, noNullPrototype: true })
const anyFilter = fc.oneof(
  filter,
  fc.tuple(filter, fc.array(filter, { minLength: 1, maxLength: 3 })).map(([rest, $or]) => ({ ...rest, $or })),
)
const sort = fc.dictionary(fc.constantFrom('a', 'b', 'c.p', '_id'), fc.constantFrom(1 as const, -1 as const), {
  maxKeys: 2,
  noNullPrototype: true,
})

const indexes: { key: Record<string, 1 | -1>; sparse?: boolean; partialFilterExpression?: Document }[] = [
  { key: { a: 1, b: -1 } },
  { key: { b: -1, a: 1 } },
  { key: { 'c.p': 1, 'c.q': 1 } },
  { key: { b: 1 }, sparse: true },
  { key: { 'c.q': -1, b: 1 }, partialFilterExpression: { b: { $exists: true } } },
]

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
    const stages = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(anyFilter, sort), { maxLength: 8 }),
        async (documents, searches) => {
          await Promise.all([plain.deleteMany({}), indexed.deleteMany({})])
          const numbered = documents.map((each, _id) => ({ _id, ...each }))
          await Promise.all([plain.insertMany(numbered as never), indexed.insertMany(numbered as never)])
          await Promise.all(
            [plain, indexed].map((each) => each.updateMany({ _id: { $gt: 5 } } as never, { $set: { b: 2 } })),
          )
          for (const [wanted, order] of searches) {
            const total = { ...order, _id: order._id ?? 1 }
            const [expected, found] = await Promise.all(
              [plain, indexed].map((each) => each.find(wanted).sort(total).toArray()),
            )
            expect(found).toEqual(expected)
            for (let i = 0; i < indexes.length; i++) {
              expect(await indexed.find(wanted).hint(`index${i}`).sort(total).toArray()).toEqual(expected)
            }
            stages.add(
              JSON.stringify((await indexed.find(wanted).sort(order).explain()).queryPlanner.winningPlan).includes(
                'IXSCAN',
              )
                ? 'index'
                : 'scan',
            )
          }
        },
      ),
      { numRuns: 60 },
    )
    expect([...stages].sort()).toEqual(['index', 'scan'])
  })
})
