import fc from 'fast-check'
import type { Document } from '../../src/embedded-mongo/bson-document.ts'
import { openMongo } from './open-mongo.ts'

let mongo: Awaited<ReturnType<typeof openMongo>>
beforeAll(async () => {
  mongo = await openMongo()
})
afterAll(() => mongo.close())

// Without decimals: a group of equal numbers is one in MongoDB and by index, but several in mingo.
const value = fc.constantFrom<unknown>(
  null,
  -1,
  0,
  2,
  2.5,
  '',
  'x',
  'x\u0000',
  'xy',
  'é',
  true,
  new Date(0),
  { p: 1 },
  { p: 2 },
)
const document = fc.record(
  { a: fc.constantFrom('x', 'xy', '', 1), b: value },
  { requiredKeys: [], noNullPrototype: true },
)
const counted = [{ $group: { _id: '$b', n: { $sum: 1 } } }]
const inOrder = (rows: Document[]) => rows.map((row) => JSON.stringify(row)).sort()

describe('counts that an index answers', () => {
  it('are what reading every document gives', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 30 }),
        fc.constantFrom('x', 'xy', 1, 2),
        fc.constantFrom<1 | -1>(1, -1),
        async (documents, a, direction) => {
          const [plain, indexed] = [mongo.db.collection(`plain${++run}`), mongo.db.collection(`indexed${run}`)]
          await indexed.createIndex({ a: 1, b: direction })
          if (documents.length > 0) {
            await plain.insertMany(documents.map((one) => ({ ...one })))
            await indexed.insertMany(documents.map((one) => ({ ...one })))
          }
          const pipeline = [{ $match: { a } }, ...counted]
          const [seen, known] = [await plain.aggregate(pipeline).toArray(), await indexed.aggregate(pipeline).toArray()]
          expect(inOrder(known)).toEqual(inOrder(seen))
          const count = await plain.countDocuments({ a })
          expect(await indexed.countDocuments({ a })).toBe(count)
          expect(await mongo.db.command({ count: `indexed${run}`, query: { a } })).toMatchObject({ n: count })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('read each document where the index holds arrays or beginnings only', async () => {
    const long = 'long '.repeat(400)
    for (const [name, values] of [
      ['arrays', [['p', 'q'], 'p', 'p']],
      ['beginnings', [`${long}1`, `${long}2`, `${long}2`]],
    ] as const) {
      const collection = mongo.db.collection<Document>(name)
      await collection.createIndex({ a: 1, b: 1 })
      await collection.insertMany(values.map((b) => ({ a: 'x', b })))
      const rows = await collection.aggregate([{ $match: { a: 'x' } }, ...counted]).toArray()
      expect(rows.map(({ n }) => n).sort()).toEqual([1, 2])
      expect(await collection.countDocuments({ a: 'x' })).toBe(3)
    }
  })
})
