import { mongo as driver } from 'mongoose'
import { openMongo } from './open-mongo.ts'

type Document = driver.Document

describe('commands', () => {
  let mongo: Awaited<ReturnType<typeof openMongo>>
  beforeAll(async () => {
    mongo = await openMongo()
  })
  afterAll(() => mongo.close())

  let made = 0
  const fresh = () => mongo.db.collection<Document>(`c${made++}`)
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (fault: { code: number }) => fault.code,
    )

  describe('explain', () => {
    it.each<[string, Document, Document, string, number, number]>([
      ['an _id', { _id: 5 }, {}, 'IDHACK', 1, 1],
      ['an _id and more', { kind: 'k1', _id: 5 }, {}, '_id_', 1, 1],
      ['several _ids', { kind: 'k1', _id: { $in: [5, 11, 5, 2000] } }, {}, '_id_', 2, 2],
      ['an equality', { kind: 'k1' }, {}, 'IXSCAN', 100, 100],
      ['a compound prefix and a range', { kind: 'k1', n: { $gte: 500, $lt: 600 } }, {}, 'IXSCAN', 10, 10],
      ['a list', { kind: { $in: ['k1', 'k2'] }, n: { $lt: 20 } }, {}, 'IXSCAN', 4, 4],
      ['a unique value', { code: 'c77' }, {}, 'IXSCAN', 1, 1],
      ['a choice', { $or: [{ code: 'c7' }, { kind: 'k7', n: { $lt: 20 } }] }, {}, 'OR', 3, 2],
      ['no index', { text: 'x' }, {}, 'COLLSCAN', 0, 1000],
    ])('%s', async (_, filter, sort, stage, keys, documents) => {
      const rows = mongo.db.collection<Document>('explained')
      if (!(await rows.estimatedDocumentCount())) {
        await rows.createIndexes([{ key: { kind: 1, n: -1 } }, { key: { code: 1 }, unique: true }])
        await rows.insertMany(
          Array.from({ length: 1000 }, (_, n) => ({ _id: n, n, kind: `k${n % 10}`, code: `c${n}` })) as never,
        )
      }
      const { queryPlanner, executionStats } = await rows
        .find(filter)
        .sort(sort as never)
        .explain()
      expect(JSON.stringify(queryPlanner.winningPlan)).toContain(stage)
      expect(executionStats).toMatchObject({ totalKeysExamined: keys, totalDocsExamined: documents })
    })

    it('an order from an index reads no more than the limit', async () => {
      const rows = fresh()
      await rows.createIndex({ kind: 1, at: -1 })
      await rows.insertMany(Array.from({ length: 300 }, (_, at) => ({ kind: at % 2, at })))
      const explained = await rows.find({ kind: 1 }).sort({ at: 1 }).limit(7).explain()
      expect(explained.executionStats).toMatchObject({ nReturned: 7, totalKeysExamined: 7 })
      expect(JSON.stringify(explained)).not.toContain('SORT')
      expect((await rows.find({ kind: 1 }).sort({ at: 1 }).limit(3).toArray()).map(({ at }) => at)).toEqual([1, 3, 5])
      expect(JSON.stringify(await rows.find({ kind: 1 }).sort({ kind: 1, x: 1 }).explain())).toContain('SORT')
    })
  })

  describe('look up an _id with more conditions', () => {
    const [id, when] = [new driver.ObjectId(), new Date(5)]
    const ids = [1, driver.Long.fromString('9007199254740993'), 'x', null, id, when, { a: [1] }, true, 'x'.repeat(3000)]
    it.each<[string, Document, number[]]>([
      ['a number', { _id: 1, even: false }, []],
      ['that is 64-bit', { _id: driver.Long.fromNumber(1), even: true }, [0]],
      ['beyond a double', { _id: driver.Long.fromString('9007199254740993'), even: false }, [1]],
      ['a text', { even: true, _id: 'x' }, [2]],
      ['one of several', { even: true, _id: { $in: ['x', 1, 'y', 1] } }, [0, 2]],
      ['one of none', { even: true, _id: { $in: [] } }, []],
      ['one of several, or a pattern', { _id: { $in: [1, /^x+$/] }, even: true }, [0, 2, 8]],
      ['null', { _id: null, even: false }, [3]],
      ['an object id', { _id: { $eq: id }, even: true }, [4]],
      ['a date', { _id: when, even: false }, [5]],
      ['an object', { _id: { a: [1] }, even: true }, [6]],
      ['what is in an array', { _id: [1], even: true }, []],
      ['a beginning', { _id: /^x/, even: true }, [2, 8]],
      ['a long text', { _id: 'x'.repeat(3000), even: true }, [8]],
      ['another long text', { _id: `${'x'.repeat(2999)}y`, even: true }, []],
      ['one of several within bounds', { _id: { $in: [1, 'x'], $gt: 0 }, even: true }, [0]],
      ['itself and another', { $and: [{ _id: 1 }, { _id: 'x' }] }, []],
    ])('%s', async (_, filter, found) => {
      const rows = mongo.db.collection<Document>('looked up')
      if (!(await rows.estimatedDocumentCount())) {
        await rows.createIndex({ even: 1 })
        await rows.insertMany(ids.map((_id, n) => ({ _id, n, even: n % 2 === 0 })) as never, {
          forceServerObjectId: true,
        })
      }
      expect((await rows.find(filter).sort({ n: 1 }).toArray()).map(({ n }) => n)).toEqual(found)
      const unsorted = await rows.find({ $nor: [{ $nor: [filter] }] }).toArray()
      expect(unsorted.map(({ n }) => n).sort()).toEqual(found)
      expect((await rows.updateMany(filter, { $inc: { seen: 1 } })).matchedCount).toBe(found.length)
    })
  })

  it('refuse an _id that is an array, whoever makes it', async () => {
    const rows = fresh()
    expect(await codeOf(rows.insertOne({ _id: [1], a: 1 } as never))).toBe(2)
    const behind = { insert: rows.collectionName, documents: [{ a: 1, _id: [1] }] }
    expect((await mongo.db.command(behind).catch((fault) => fault.errorResponse)).writeErrors[0].code).toBe(2)
    const upsert = rows.updateOne({ _id: { $in: [[1]] } } as never, { $set: { a: 1 } }, { upsert: true })
    expect(await codeOf(upsert)).toBe(2)
    expect(await rows.countDocuments()).toBe(0)
  })

  it('change some fields and leave the others as they were stored', async () => {
    const rows = fresh()
    const whole = new driver.Double(2)
    await rows.insertOne({ b: whole, a: whole, long: driver.Long.fromNumber(3) })
    await rows.updateOne({}, { $set: { last: 1, a: 'new' }, $inc: { long: 1 } })
    const stored = await rows.findOne({}, { promoteValues: false })
    expect(Object.keys(stored ?? {})).toEqual(['_id', 'b', 'a', 'long', 'last'])
    expect(stored).toMatchObject({ b: whole, a: 'new', long: driver.Long.fromNumber(4) })
    expect(await rows.updateOne({ b: 2 }, { $set: { a: 'new', last: 1 } })).toMatchObject({ modifiedCount: 0 })
    const onlyInserted = { $set: { last: 1 }, $setOnInsert: { b: 5 } }
    expect(await rows.updateOne({ b: 2 }, onlyInserted, { upsert: true })).toMatchObject({ modifiedCount: 0 })
  })

  it('merge the branches of a choice in the wanted order, and read no more than needed', async () => {
    const rows = fresh()
    await rows.createIndex({ at: -1, _id: -1 })
    await rows.insertMany(Array.from({ length: 200 }, (_, i) => ({ _id: i, at: Math.floor(i / 4) })) as never)
    const page = rows.find({ $or: [{ at: { $lt: 30 } }, { at: 30, _id: { $lt: 122 as never } }] })
    const sorted = page.sort({ at: -1, _id: -1 }).limit(5)
    expect((await sorted.toArray()).map(({ _id }) => _id)).toEqual([121, 120, 119, 118, 117])
    const { executionStats } = await page.clone().explain()
    expect(executionStats.totalDocsExamined).toBeLessThan(10)
  })

  it('merge what is found under several values in the wanted order, and read no more than needed', async () => {
    const rows = fresh()
    await rows.createIndex({ state: 1, unread: 1, at: -1 })
    const states = ['open', 'waiting', 'closed']
    const row = (i: number) => ({ _id: i, state: states[i % 3], unread: i % 2 === 0, at: i })
    await rows.insertMany(Array.from({ length: 300 }, (_, i) => row(i)) as never)
    const page = rows.find({ state: { $in: states }, unread: { $in: [true, false] }, at: { $lt: 290 } })
    const sorted = page.sort({ at: -1 }).limit(4)
    expect((await sorted.toArray()).map(({ _id }) => _id)).toEqual([289, 288, 287, 286])
    const { executionStats, queryPlanner } = await page.clone().explain()
    expect(JSON.stringify(queryPlanner.winningPlan)).toContain('SORT_MERGE')
    expect(executionStats.totalDocsExamined).toBeLessThan(10)
    const upwards = rows
      .find({ state: { $in: ['closed', 'open'] }, unread: true })
      .sort({ at: 1 })
      .limit(3)
    expect((await upwards.toArray()).map(({ _id }) => _id)).toEqual([0, 2, 6])
    const byState = rows
      .find({ state: { $in: ['open', 'closed'] }, unread: false })
      .sort({ state: -1, at: -1 })
      .limit(2)
    expect((await byState.toArray()).map(({ _id }) => _id)).toEqual([297, 291])
  })

  describe('unique indexes', () => {
    it('allow equal values in one array, and refuse them across documents', async () => {
      const rows = fresh()
      await rows.createIndex({ tags: 1 }, { unique: true })
      await rows.insertOne({ tags: ['a', 'a', 'b'] })
      await expect(rows.insertOne({ tags: ['c', 'b'] })).rejects.toMatchObject({ code: 11000, keyValue: { tags: 'b' } })
      await rows.updateOne({ tags: 'a' }, { $set: { tags: ['a', 'c'] } })
      await rows.insertOne({ tags: ['b'] })
    })

    it('count missing as null, unless sparse or partial', async () => {
      const [plain, sparse, partial] = [fresh(), fresh(), fresh()]
      await plain.createIndex({ a: 1 }, { unique: true })
      await sparse.createIndex({ a: 1 }, { unique: true, sparse: true })
      await partial.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { live: true } })
      expect(await codeOf(plain.insertMany([{}, {}]))).toBe(11000)
      expect(await codeOf(sparse.insertMany([{}, {}, { a: 1 }]))).toBe('done')
      expect(await codeOf(sparse.insertOne({ a: 1 }))).toBe(11000)
      expect(await codeOf(partial.insertMany([{ a: 1 }, { a: 1, live: true }, { a: 1, live: false }]))).toBe('done')
      expect(await codeOf(partial.updateOne({ live: false }, { $set: { live: true } }))).toBe(11000)
    })

    it('are not made over duplicates, and leave nothing behind', async () => {
      const rows = fresh()
      await rows.insertMany([{ a: 1 }, { a: 1 }])
      expect(await codeOf(rows.createIndex({ a: 1 }, { unique: true }))).toBe(11000)
      expect((await rows.indexes()).map(({ name }) => name)).toEqual(['_id_'])
      expect(await rows.find({ a: 1 }).toArray()).toHaveLength(2)
    })

    it('compare numbers by value and tell long values apart', async () => {
      const rows = fresh()
      await rows.createIndex({ a: 1 }, { unique: true })
      const long = 'x'.repeat(3000)
      await rows.insertMany([{ a: 1 }, { a: `${long}2` }, { a: `${long}1` }, { a: `${long}0` }])
      expect(await codeOf(rows.insertOne({ a: `${long}1` }))).toBe(11000)
      const found = await rows
        .find({ a: { $gt: `${long}0` } })
        .sort({ a: 1 })
        .toArray()
      expect(found.map(({ a }) => String(a).slice(-1))).toEqual(['1', '2'])
    })
  })

  it('refuse an index that is there with other options, and take the same again', async () => {
    const rows = fresh()
    await rows.createIndex({ a: 1 })
    expect(await codeOf(rows.createIndex({ a: 1 }))).toBe('done')
    expect(await codeOf(rows.createIndex({ a: 1 }, { unique: true }))).toBe(86)
    expect(await codeOf(rows.createIndex({ b: 1 }, { name: 'a_1' }))).toBe(86)
    expect(await codeOf(rows.createIndex({ a: 1 }, { name: 'other' }))).toBe(85)
    expect(await codeOf(rows.createIndex({ a: 'text' }))).toBe(67)
    expect(await codeOf(rows.dropIndex('a_1'))).toBe('done')
    expect(await codeOf(rows.dropIndex('a_1'))).toBe(27)
  })

  it('keep counting right when many change one document at once', async () => {
    const rows = fresh()
    await rows.insertOne({ _id: 'n' as never, n: 0 })
    await Promise.all(Array.from({ length: 256 }, () => rows.updateOne({ _id: 'n' as never }, { $inc: { n: 1 } })))
    expect(await rows.findOne()).toEqual({ _id: 'n', n: 256 })
    const upserts = Array.from({ length: 50 }, () =>
      rows.updateOne({ key: 1 }, { $inc: { hits: 1 } }, { upsert: true }),
    )
    const results = await Promise.all(upserts)
    expect(results.filter(({ upsertedCount }) => upsertedCount)).toHaveLength(1)
    expect(await rows.findOne({ key: 1 })).toMatchObject({ hits: 50 })
  })

  it('say what an update matched, changed and made', async () => {
    const rows = fresh()
    await rows.insertMany([{ a: 1 }, { a: 1, b: 2 }])
    expect(await rows.updateMany({ a: 1 }, { $set: { b: 2 } })).toMatchObject({ matchedCount: 2, modifiedCount: 1 })
    const made = await rows.replaceOne({ a: 9 }, { c: 1 }, { upsert: true })
    expect(made).toMatchObject({ matchedCount: 0, upsertedCount: 1 })
    expect(await rows.findOne({ c: 1 })).toEqual({ _id: made.upsertedId, c: 1 })
  })

  it('stop an ordered write at its first error, and an unordered one at none', async () => {
    const rows = fresh()
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }] as never[]
    const insert = (ordered: boolean) => mongo.db.command({ insert: rows.collectionName, documents, ordered })
    expect(await insert(true).catch((fault) => fault.errorResponse ?? fault)).toMatchObject({
      n: 1,
      writeErrors: [{ index: 1, code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 1 } }],
    })
    const second = await insert(false).catch((fault) => fault.errorResponse ?? fault)
    expect(second).toMatchObject({ n: 1, ok: 1 })
    expect(second.writeErrors.map(({ index }: Document) => index)).toEqual([0, 1, 3])
  })

  it('find and modify in the wanted order and form', async () => {
    const rows = fresh()
    await rows.insertMany([{ n: 1 }, { n: 3 }, { n: 2 }])
    const options = { sort: { n: -1 as const }, projection: { _id: 0 } }
    expect(await rows.findOneAndUpdate({}, { $inc: { n: 10 } }, { ...options, returnDocument: 'after' })).toEqual({
      n: 13,
    })
    expect(await rows.findOneAndReplace({ n: 2 }, { n: 4 }, options)).toEqual({ n: 2 })
    expect(await rows.findOneAndDelete({}, options)).toEqual({ n: 13 })
    expect(await rows.findOneAndUpdate({ n: 99 }, { $set: { x: 1 } })).toBeNull()
    const command = { findAndModify: rows.collectionName, query: { n: 50 }, update: { $set: { x: 1 } }, upsert: true }
    expect(await mongo.db.command(command)).toMatchObject({
      lastErrorObject: { n: 1, updatedExisting: false },
      value: null,
    })
  })

  it('end a cursor when it is killed, and serve others on', async () => {
    const rows = fresh()
    await rows.insertMany(Array.from({ length: 30 }, (_, n) => ({ n })))
    const { cursor } = await mongo.db.command({ find: rows.collectionName, batchSize: 4 })
    expect(cursor.firstBatch).toHaveLength(4)
    const more = { getMore: cursor.id, collection: rows.collectionName, batchSize: 10 }
    expect((await mongo.db.command(more, { promoteLongs: false })).cursor.nextBatch).toHaveLength(10)
    await mongo.db.command({ killCursors: rows.collectionName, cursors: [cursor.id] })
    expect(await codeOf(mongo.db.command(more))).toBe(43)
    const { cursor: empty } = await mongo.db.command({ find: rows.collectionName, batchSize: 0 })
    expect(empty.firstBatch).toEqual([])
    expect(String(empty.id)).not.toBe('0')
  })

  it('list, count and drop what there is', async () => {
    const other = mongo.client.db('other')
    await other.createCollection('empty')
    await other.collection('full').insertOne({ a: [1, 2, 2], b: { c: 1 } })
    expect((await other.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(['empty', 'full'])
    expect(await codeOf(other.createCollection('empty'))).toBe(48)
    expect((await mongo.client.db().admin().listDatabases()).databases.map(({ name }) => name)).toContain('other')
    expect(await other.collection('full').distinct('a')).toEqual([1, 2])
    expect(await other.command({ collStats: 'full' })).toMatchObject({ count: 1, nindexes: 1 })
    expect(await other.stats()).toMatchObject({ objects: 1, collections: 2 })
    await other.collection('full').drop()
    expect(await other.collection('full').countDocuments()).toBe(0)
    await other.dropDatabase()
    expect(await other.listCollections().toArray()).toEqual([])
  })

  it('aggregate over several collections', async () => {
    const [orders, items] = [fresh(), fresh()]
    await items.insertMany([
      { _id: 1 as never, price: 5 },
      { _id: 2 as never, price: 7 },
    ])
    await orders.insertMany([{ n: 1, items: [1, 2] }, { n: 2, items: [2] }, { n: 3 }])
    const joined = await orders
      .aggregate([
        { $lookup: { from: items.collectionName, localField: 'items', foreignField: '_id', as: 'items' } },
        { $sort: { n: 1 } },
        { $project: { _id: 0, n: 1, total: { $sum: '$items.price' } } },
      ])
      .toArray()
    expect(joined).toEqual([
      { n: 1, total: 12 },
      { n: 2, total: 7 },
      { n: 3, total: 0 },
    ])
    const dear = await items
      .aggregate([
        { $match: { price: { $gt: 5 } } },
        {
          $lookup: {
            from: orders.collectionName,
            let: { item: '$_id' },
            pipeline: [{ $match: { $expr: { $in: ['$$item', { $ifNull: ['$items', []] }] } } }, { $count: 'n' }],
            as: 'orders',
          },
        },
      ])
      .toArray()
    expect(dear).toEqual([{ _id: 2, price: 7, orders: [{ n: 2 }] }])
    const [facets] = await orders
      .aggregate([{ $facet: { all: [{ $count: 'n' }], two: [{ $match: { n: 2 } }, { $unset: '_id' }] } }])
      .toArray()
    expect(facets).toEqual({ all: [{ n: 3 }], two: [{ n: 2, items: [2] }] })
    expect(await orders.aggregate([{ $group: { _id: '$nothing', n: { $sum: 1 } } }]).toArray()).toEqual([
      { _id: null, n: 3 },
    ])
  })
})
