import { type Connection, createConnection, Schema, Types } from 'mongoose'
import { openMongo } from './open-mongo.ts'

const author = new Schema({ name: { type: String, unique: true }, country: String })
const book = new Schema(
  {
    title: { type: String, required: true },
    author: { type: Schema.Types.ObjectId, ref: 'Author' },
    year: Number,
    price: Schema.Types.Decimal128,
    pages: Schema.Types.BigInt,
    tags: [String],
    reviews: [{ _id: false, by: String, stars: Number }],
  },
  { timestamps: true },
)
book.index({ author: 1, title: 1 }, { unique: true })
book.index({ year: -1, title: 1 })
book.index({ tags: 1 })

describe('Mongoose on the embedded database', () => {
  let mongo: Awaited<ReturnType<typeof openMongo>>
  let connection: Connection

  beforeAll(async () => {
    mongo = await openMongo()
    connection = await createConnection(mongo.uri, { dbName: 'library' }).asPromise()
  })
  afterAll(async () => {
    await connection.close()
    await mongo.close()
  })

  async function shelf() {
    const Author = connection.model('Author', author)
    const Book = connection.model('Book', book)
    await Promise.all([Author.deleteMany({}), Book.deleteMany({})])
    await Promise.all([Author.init(), Book.init()])
    const [ann, bob] = await Author.create([
      { name: 'Ann', country: 'DE' },
      { name: 'Bob', country: 'FR' },
    ])
    if (!ann || !bob) throw new Error('no authors')
    await Book.insertMany([
      { title: 'One', author: ann._id, year: 2001, tags: ['x', 'y'], reviews: [{ by: 'u', stars: 3 }] },
      { title: 'Two', author: ann._id, year: 2002, tags: ['y'], price: '9.90', pages: 2n ** 60n },
      { title: 'Three', author: bob._id, year: 2003, tags: [] },
    ])
    return { Author, Book, ann, bob }
  }

  it('finds lean documents in order', async () => {
    const { Book } = await shelf()
    const titles = await Book.find({ year: { $gte: 2002 } })
      .sort({ year: -1 })
      .select('title -_id')
      .lean()
    expect(titles).toEqual([{ title: 'Three' }, { title: 'Two' }])
  })

  it('keeps decimals and 64-bit numbers exact', async () => {
    const { Book } = await shelf()
    const two = await Book.findOne({ title: 'Two', price: { $gt: new Types.Decimal128('9') } })
    expect(String(two?.price)).toBe('9.90')
    expect(two?.pages).toBe(2n ** 60n)
  })

  it('populates', async () => {
    const { Book } = await shelf()
    const three = await Book.findOne({ title: 'Three' }).populate<{ author: { name: string } }>('author').lean()
    expect(three?.author.name).toBe('Bob')
  })

  it('refuses a duplicate of a unique and of a compound unique index', async () => {
    const { Author, Book, ann } = await shelf()
    await expect(Author.create({ name: 'Ann' })).rejects.toMatchObject({ code: 11000, keyValue: { name: 'Ann' } })
    await expect(Book.create({ title: 'One', author: ann._id })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { author: 1, title: 1 },
    })
  })

  it('makes what is missing on upsert, with defaults and times', async () => {
    const { Author } = await shelf()
    const made = await Author.findOneAndUpdate(
      { name: 'Cid' },
      { $set: { country: 'ES' } },
      { upsert: true, returnDocument: 'after' },
    ).lean()
    expect(made).toMatchObject({ name: 'Cid', country: 'ES' })
    const before = await Author.findOneAndUpdate(
      { name: 'Cid' },
      { country: 'PT' },
      { returnDocument: 'before' },
    ).lean()
    expect(before?.country).toBe('ES')
  })

  it('writes in bulk and says which statement failed', async () => {
    const { Author } = await shelf()
    const result = await Author.bulkWrite([
      { insertOne: { document: { name: 'Dee' } } },
      { updateOne: { filter: { name: 'Bob' }, update: { $set: { country: 'IT' } } } },
      { updateOne: { filter: { name: 'Eve' }, update: { $setOnInsert: { country: 'SE' } }, upsert: true } },
      { deleteOne: { filter: { name: 'Ann' } } },
    ])
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 })
    const failed = Author.collection.insertMany([{ name: 'Fay' }, { name: 'Bob' }, { name: 'Gil' }], { ordered: false })
    await expect(failed).rejects.toMatchObject({ code: 11000, result: { insertedCount: 2 } })
    expect(await Author.distinct('name')).toEqual(expect.arrayContaining(['Dee', 'Eve', 'Fay', 'Gil']))
  })

  it('changes arrays in place', async () => {
    const { Book } = await shelf()
    await Book.updateOne({ title: 'One', 'reviews.by': 'u' }, { $set: { 'reviews.$.stars': 5 } })
    await Book.updateOne(
      { title: 'One' },
      {
        $push: {
          reviews: {
            $each: [
              { by: 'v', stars: 1 },
              { by: 'w', stars: 4 },
            ],
            $sort: { stars: -1 },
            $slice: 2,
          },
        },
      },
    )
    await Book.updateOne(
      { title: 'One' },
      { $inc: { 'reviews.$[low].stars': 10 } },
      { arrayFilters: [{ 'low.stars': { $lt: 5 } }] },
    )
    const one = await Book.findOne({ title: 'One' }).lean()
    expect(one?.reviews).toEqual([
      { by: 'u', stars: 5 },
      { by: 'w', stars: 14 },
    ])
  })

  it('aggregates with match, lookup, group and sort', async () => {
    const { Book } = await shelf()
    const rows = await Book.aggregate([
      { $match: { year: { $gt: 2000 } } },
      { $lookup: { from: 'authors', localField: 'author', foreignField: '_id', as: 'author' } },
      { $unwind: '$author' },
      { $group: { _id: '$author.name', books: { $sum: 1 }, last: { $max: '$year' } } },
      { $sort: { books: -1 } },
    ])
    expect(rows).toEqual([
      { _id: 'Ann', books: 2, last: 2002 },
      { _id: 'Bob', books: 1, last: 2003 },
    ])
    expect(await Book.countDocuments({ tags: 'y' })).toBe(2)
    expect(await Book.estimatedDocumentCount()).toBe(3)
  })

  it('saves changed documents and refuses an outdated version', async () => {
    const { Book } = await shelf()
    const [mine, theirs] = await Promise.all([Book.findOne({ title: 'One' }), Book.findOne({ title: 'One' })])
    if (!mine || !theirs) throw new Error('not found')
    theirs.tags = ['z']
    await theirs.save()
    mine.set('tags.1', 'w')
    await expect(mine.save()).rejects.toMatchObject({ name: 'VersionError' })
  })

  it('reads more than a thousand documents through a cursor', async () => {
    const Row = connection.model('Row', new Schema({ n: Number }))
    await Row.insertMany(Array.from({ length: 2500 }, (_, n) => ({ n })))
    let sum = 0
    for await (const row of Row.find().sort({ n: 1 }).lean().cursor({ batchSize: 400 })) sum += row.n ?? 0
    expect(sum).toBe((2499 * 2500) / 2)
    expect((await Row.find({ n: { $in: [3, 2400, 9999] } }).lean()).length).toBe(2)
  })

  it('refuses a transaction as a standalone does', async () => {
    const { Author } = await shelf()
    const attempt = connection.transaction(async (session) => {
      await Author.create([{ name: 'Zoe' }], { session })
    })
    await expect(attempt).rejects.toMatchObject({ originalError: { code: 20 } })
  })
})
