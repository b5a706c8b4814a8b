import { connect, type Socket } from 'node:net'
import { deserialize, serialize } from 'bson'
import { crc32c } from '../../src/embedded-mongo/crc32c.ts'
import { openMongo } from './open-mongo.ts'

const header = (length: number, code: number, id = 7) => {
  const bytes = Buffer.alloc(16)
  bytes.writeInt32LE(length, 0)
  bytes.writeInt32LE(id, 4)
  bytes.writeInt32LE(code, 12)
  return bytes
}

const body = (document: object) => Buffer.concat([Buffer.of(0), serialize(document)])

function sequence(name: string, documents: object[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((each) => serialize(each))])
  const size = Buffer.alloc(4)
  size.writeInt32LE(content.length + 4)
  return Buffer.concat([Buffer.of(1), size, content])
}

function message(sections: Buffer[], { flags = 0, code = 2013 } = {}): Buffer {
  const content = Buffer.concat(sections)
  const flagBytes = Buffer.alloc(4)
  flagBytes.writeUInt32LE(flags)
  const tail = flags & 1 ? 4 : 0
  const frame = Buffer.concat([header(20 + content.length + tail, code), flagBytes, content])
  if (!tail) return frame
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32LE(crc32c(frame))
  return Buffer.concat([frame, checksum])
}

const nested = (levels: number) => {
  let document: object = {}
  for (let i = 0; i < levels; i++) document = { a: document }
  return document
}

describe('the wire protocol', () => {
  let mongo: Awaited<ReturnType<typeof openMongo>>
  const sockets: Socket[] = []
  beforeAll(async () => {
    mongo = await openMongo()
  })
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy()
  })
  afterAll(() => mongo.close())

  function open(): Socket {
    const socket = connect(decodeURIComponent(/\/\/([^/]+)\//.exec(mongo.uri)?.[1] ?? ''))
    sockets.push(socket)
    return socket
  }

  /** The reply's frame, or `closed` when the server ends the connection. */
  function exchange(bytes: Buffer, socket = open()): Promise<Buffer | 'closed'> {
    return new Promise((resolve) => {
      let received = Buffer.alloc(0)
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk])
        if (received.length >= 4 && received.length >= received.readInt32LE(0)) resolve(received)
      })
      socket.on('close', () => resolve('closed'))
      socket.on('error', () => resolve('closed'))
      socket.write(bytes)
    })
  }

  async function ask(bytes: Buffer) {
    const reply = await exchange(bytes)
    if (reply === 'closed') throw new Error('closed')
    return deserialize(reply.subarray(21))
  }

  const ping = message([body({ ping: 1, $db: 'test' })])

  it('answers OP_MSG and says to what', async () => {
    const reply = await exchange(ping)
    expect(reply).toBeInstanceOf(Buffer)
    expect((reply as Buffer).readInt32LE(8)).toBe(7)
    expect(deserialize((reply as Buffer).subarray(21))).toEqual({ ok: 1 })
  })

  it('answers a hello in OP_QUERY', async () => {
    const content = [
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
      serialize({ ismaster: 1 }),
    ]
    const size = content.reduce((sum, { length }) => sum + length, 16)
    const reply = (await exchange(Buffer.concat([header(size, 2004), ...content]))) as Buffer
    expect(reply.readInt32LE(12)).toBe(1)
    expect(deserialize(reply.subarray(36))).toMatchObject({ ismaster: true, ok: 1 })
  })

  it('reads document sequences', async () => {
    const insert = message([
      body({ insert: 'sequenced', $db: 'test' }),
      sequence('documents', [{ _id: 1 }, { _id: 2 }]),
    ])
    expect(await ask(insert)).toEqual({ n: 2, ok: 1 })
    expect(await mongo.db.collection('sequenced').countDocuments()).toBe(2)
  })

  it.each<[string, number[]]>([
    ['an _id that is given again, as an array', [16, 95, 105, 100, 0, 1, 0, 0, 0, 4, 95, 105, 100, 0, 5, 0, 0, 0, 0]],
    ['a text of half a character', [2, 97, 0, 2, 0, 0, 0, 0xc3, 0]],
    ['a text that is too long', [2, 97, 0, 99, 0, 0, 0, 98, 0]],
    ['a value of no known type', [66, 97, 0]],
  ])('refuses to store %s', async (_, elements) => {
    const bytes = Buffer.from([0, 0, 0, 0, ...elements, 0])
    bytes.writeInt32LE(bytes.length)
    const content = Buffer.concat([Buffer.from('documents\0'), bytes])
    const size = Buffer.alloc(4)
    size.writeInt32LE(content.length + 4)
    const insert = [body({ insert: 'unsound', $db: 'test' }), Buffer.concat([Buffer.of(1), size, content])]
    const { n, ok, writeErrors } = await ask(message(insert))
    expect(ok === 0 || writeErrors.length === 1).toBe(true)
    expect(n ?? 0).toBe(0)
    expect(await mongo.db.collection('unsound').countDocuments()).toBe(0)
  })

  it('checks checksums', async () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283)
    const sealed = message([body({ ping: 1, $db: 'test' })], { flags: 1 })
    expect(await ask(sealed)).toEqual({ ok: 1 })
    sealed[sealed.length - 1] = (sealed.at(-1) as number) ^ 1
    expect(await exchange(sealed)).toBe('closed')
  })

  it('is silent when no reply is wanted', async () => {
    const socket = open()
    socket.write(message([body({ insert: 'quiet', documents: [{ _id: 1 }], $db: 'test' })], { flags: 2 }))
    const reply = (await exchange(ping, socket)) as Buffer
    expect(deserialize(reply.subarray(21))).toEqual({ ok: 1 })
    expect(await mongo.db.collection('quiet').countDocuments()).toBe(1)
  })

  it('takes messages apart and together, however they arrive', async () => {
    const once = ((await exchange(ping)) as Buffer).length
    const socket = open()
    for (const byte of ping.subarray(0, -1)) socket.write(Buffer.of(byte))
    const two = await new Promise<number>((resolve) => {
      let bytes = 0
      socket.on('data', (chunk) => {
        bytes += chunk.length
        if (bytes >= 2 * once) resolve(bytes)
      })
      socket.write(Buffer.concat([ping.subarray(-1), ping]))
    })
    expect(two).toBe(2 * once)
  })

  it.each([
    ['a length below the header', header(8, 2013)],
    ['a negative length', header(-5, 2013)],
    ['a message over 48 MB', header(48_000_001, 2013)],
    ['an unknown opcode', message([body({ ping: 1 })], { code: 2012 })],
    ['unknown required flags', message([body({ ping: 1 })], { flags: 4 })],
    ['an unknown section', message([Buffer.concat([Buffer.of(9), serialize({})])])],
    ['two bodies', message([body({ ping: 1 }), body({ ping: 1 })])],
    ['no body', message([sequence('documents', [])])],
    ['a document longer than its message', message([Buffer.from([0, 255, 255, 0, 0, 0])])],
    ['a message that ends in its header', Buffer.concat([header(18, 2013), Buffer.alloc(2)])],
  ])('closes the connection on %s, and no other', async (_, bytes) => {
    const neighbour = open()
    expect(await exchange(bytes)).toBe('closed')
    expect(await exchange(ping, neighbour)).toBeInstanceOf(Buffer)
  })

  it.each([
    ['an unknown command', { fly: 1 }, 59],
    ['a transaction', { insert: 'c', documents: [{}], txnNumber: 1, autocommit: false, startTransaction: true }, 20],
    ['an invalid namespace', { insert: 'a$b', documents: [{}] }, 73],
    ['an unknown operator', { find: 'c', filter: { a: { $near: 1 } } }, 2],
    ['an unknown stage', { aggregate: 'c', pipeline: [{ $fly: 1 }], cursor: {} }, 40324],
    ['a forgotten cursor', { getMore: 5, collection: 'c' }, 43],
    ['nesting without end', { find: 'c', filter: nested(150) }, 15],
  ])('answers %s with its code', async (_, command, code) => {
    expect(await ask(message([body({ ...command, $db: 'test' })]))).toMatchObject({ ok: 0, code })
  })

  it('survives a depth bomb', async () => {
    const levels = 100_000
    const bomb = Buffer.alloc(levels * 8 + 5)
    for (let i = 0; i <= levels; i++) {
      bomb.writeInt32LE((levels - i) * 8 + 5, i * 7)
      if (i < levels) bomb.write('\x03a\0', i * 7 + 4, 'latin1')
    }
    expect(await ask(message([Buffer.concat([Buffer.of(0), bomb])]))).toMatchObject({ ok: 0 })
    expect(await ask(ping)).toEqual({ ok: 1 })
  })

  it('refuses a document over 16 MiB and keeps the rest', async () => {
    const big = { _id: 1, text: 'x'.repeat(17 * 1024 * 1024) }
    const reply = await ask(
      message([body({ insert: 'big', ordered: false, $db: 'test' }), sequence('documents', [big, { _id: 2 }])]),
    )
    expect(reply).toMatchObject({ ok: 1, n: 1, writeErrors: [{ index: 0, code: 10334 }] })
  })
})
