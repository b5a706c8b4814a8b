import { Binary } from 'bson'
import fc from 'fast-check'
import { type Document, encodeDocument } from '../../src/embedded-mongo/bson-document.ts'
import { readStatement } from '../../src/embedded-mongo/commands/update-statement.ts'
import { anyValue } from './arbitrary-values.ts'
import { openMongo } from './open-mongo.ts'

const read = (statement: Document) => readStatement(encodeDocument(statement))
const deep = (levels: number): Document => (levels === 0 ? {} : { a: deep(levels - 1) })

describe('what a $set puts in the place of whole fields', () => {
  it('stays as it was sent', () => {
    const { statement, sent } = read({ q: { a: 1 }, u: { $set: { a: [1], b: 'x' }, $inc: { c: 1 } }, multi: true })
    expect(statement).toEqual({ q: { a: 1 }, u: { $inc: { c: 1 } }, multi: true })
    expect([...(sent?.keys() ?? [])]).toEqual(['a', 'b'])
    expect(read({ q: {}, u: { $set: {} } })).toEqual({ statement: { q: {}, u: {} }, sent: new Map() })
  })

  it.each<[string, Document]>([
    ['a part of a field', { q: {}, u: { $set: { a: 1, 'b.c': 2 } } }],
    ['elements', { q: {}, u: { $set: { $: 1 } } }],
    ['the _id', { q: {}, u: { $set: { _id: 1 } } }],
    ['a name that no property may have', { q: {}, u: { $set: JSON.parse('{"__proto__": 1}') } }],
    ['a rare type', { q: {}, u: { $set: { a: new Binary(Buffer.of(1)) } } }],
    ['many levels', { q: {}, u: { $set: deep(25) } }],
    ['what may be inserted', { q: {}, u: { $set: { a: 1 } }, upsert: true }],
    ['what another operator comes before', { q: {}, u: { $inc: { c: 1 }, $set: { a: 1 } } }],
    ['a field named so', { q: {}, u: { a: { $set: { b: 1 } } } }],
    ['a pipeline', { q: {}, u: [{ $set: { a: 1 } }] }],
    ['no operator', { q: {}, u: {} }],
  ])('is read with the rest where it is, or is with, %s', (_, statement) => {
    expect(read(statement)).toEqual({ statement, sent: undefined })
  })
})

const names = ['a', 'b', 'c', 'é']
const fields = fc.dictionary(fc.constantFrom(...names), anyValue, { noNullPrototype: true })
const paths = ['a', 'b', 'c.p', 'd', 'c.$[]', 'l.$', 'l.$.p']
const others = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...paths).map((path) => ({ $inc: { [path]: 1 } })),
  fc.constantFrom(...paths).map((path) => ({ $unset: { [path]: '' } })),
  fc.tuple(fc.constantFrom(...paths), anyValue).map(([path, value]) => ({ $push: { [path]: value } })),
  fc.tuple(fc.constantFrom(...paths), anyValue).map(([path, value]) => ({ $max: { [path]: value } })),
  fc.constant({ $rename: { a: 'd', b: 'n' } }),
)

describe('an update whose $set is taken over as it was sent', () => {
  let mongo: Awaited<ReturnType<typeof openMongo>>
  beforeAll(async () => {
    mongo = await openMongo()
  })
  afterAll(() => mongo.close())

  it('makes the same bytes as one that is read', async () => {
    const rows = mongo.db.collection<Document & { _id: number }>('rows')
    await rows.createIndexes([{ key: { a: 1, n: 1 } }, { key: { 'c.p': 1 } }])
    const stored = async (_id: number) => (await rows.find({ _id }, { raw: true }).next()) as unknown as Buffer
    const outcomes = new Set<string>()
    let last = 0
    await fc.assert(
      fc.asyncProperty(fields, fields, others, fc.boolean(), async (before, $set, more, inBody) => {
        const [sent, twin] = [++last, ++last]
        const l = [{ p: 1 }, { p: 2 }]
        await rows.insertMany([sent, twin].map((_id) => ({ _id, ...before, l })))
        const was = await stored(sent)
        const update = { $set, ...more } as Document
        // This one reads all of its update.
        const expected = await rows
          .findOneAndUpdate({ _id: twin, 'l.p': 2 }, update)
          .then(() => undefined)
          .catch(({ code }) => code)
        const command = { update: 'rows', updates: [{ q: { _id: sent, 'l.p': 2 }, u: update }] }
        const done = inBody
          ? await mongo.db.command(command).catch((fault) => fault.errorResponse)
          : await rows
              .updateOne({ _id: sent, 'l.p': 2 }, update)
              .then(({ modifiedCount }) => ({ nModified: modifiedCount }))
              .catch(({ code }) => ({ writeErrors: [{ code }] }))
        const code = done.writeErrors?.[0].code
        expect(code).toBe(expected)
        const [is, other] = [await stored(sent), await stored(twin)]
        // Their _ids are 32-bit integers, in front.
        expect(is.subarray(13)).toEqual(other.subarray(13))
        if (code === undefined) expect(done.nModified).toBe(is.equals(was) ? 0 : 1)
        else expect(is).toEqual(was)
        outcomes.add(code ?? `modified ${done.nModified}`)
      }),
      { numRuns: 300 },
    )
    expect([...outcomes]).toEqual(expect.arrayContaining([40, 'modified 0', 'modified 1']))
  })

  it('keeps what is in order and whole, and is found by its new values', async () => {
    const rows = mongo.db.collection<Document & { _id: number }>('kept')
    await rows.createIndex({ a: 1 })
    await rows.insertMany([1, 2].map((_id) => ({ _id, a: 'old', z: 1 })))
    const a = { 2: 'second', 1: 'first' }
    expect(await rows.updateMany({}, { $set: { a: 'x', new: a } })).toMatchObject({ modifiedCount: 2 })
    expect(await rows.find({ a: 'x' }).sort({ _id: 1 }).toArray()).toEqual(
      [1, 2].map((_id) => ({ _id, a: 'x', z: 1, new: a })),
    )
    expect(await rows.countDocuments({ a: 'old' })).toBe(0)
  })
})
