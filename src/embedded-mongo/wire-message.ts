import { serialize } from 'bson'
import { crc32c } from './crc32c.ts'

export const maxMessageBytes = 48_000_000
const headerBytes = 16
const opReply = 1
const opQuery = 2004
const opMsg = 2013
const checksumPresent = 1
const moreToCome = 2
const knownRequiredFlags = checksumPresent | moreToCome

/** A request: the command's bytes, and apart from them the documents of its sequences by field name. */
export type Request = {
  id: number
  form: 'msg' | 'query'
  database: string | undefined
  command: Buffer
  sequences: Map<string, Buffer[]>
  wantsReply: boolean
}

/** What cannot be understood; the connection that sent it is closed. */
export class WireError extends Error {}

/** The length of the message at the start of `bytes`, `undefined` when not even its header is there. */
export function messageLength(bytes: Buffer): number | undefined {
  if (bytes.length < 4) return undefined
  const length = bytes.readInt32LE(0)
  if (length < headerBytes || length > maxMessageBytes) throw new WireError(`a message of ${length} bytes is refused`)
  return length
}

export function readMessage(bytes: Buffer): Request {
  const id = bytes.readInt32LE(4)
  const code = bytes.readInt32LE(12)
  try {
    if (code === opMsg) return readMsg(id, bytes)
    if (code === opQuery) return readQuery(id, bytes)
  } catch (fault) {
    // By name: errors of Node's own have another RangeError than code that a test runner isolates.
    if ((fault as Error).name === 'RangeError') throw new WireError('a message ends too early')
    throw fault
  }
  throw new WireError(`opcode ${code} is not supported`)
}

function readMsg(id: number, bytes: Buffer): Request {
  const flags = bytes.readUInt32LE(headerBytes)
  if (flags & 0xffff & ~knownRequiredFlags) throw new WireError(`unknown required flags ${flags}`)
  let end = bytes.length
  if (flags & checksumPresent) {
    end -= 4
    if (crc32c(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) throw new WireError('a checksum does not match')
  }
  let command: Buffer | undefined
  const sequences = new Map<string, Buffer[]>()
  let at = headerBytes + 4
  while (at < end) {
    const kind = bytes[at++]
    const size = bytes.readInt32LE(at)
    if (size < 5 || at + size > end) throw new WireError('a section does not fit into its message')
    if (kind === 0) {
      if (command) throw new WireError('a message with two bodies')
      command = bytes.subarray(at, at + size)
    } else if (kind === 1) {
      const { name, documents } = readSequence(bytes.subarray(at + 4, at + size))
      if (sequences.has(name)) throw new WireError(`two sequences named ${name}`)
      sequences.set(name, documents)
    } else throw new WireError(`unknown section kind ${kind}`)
    at += size
  }
  if (!command) throw new WireError('a message without a body')
  return { id, form: 'msg', database: undefined, command, sequences, wantsReply: (flags & moreToCome) === 0 }
}

function readSequence(bytes: Buffer): { name: string; documents: Buffer[] } {
  const zero = bytes.indexOf(0)
  if (zero < 0) throw new WireError('a sequence without a name')
  const documents: Buffer[] = []
  for (let at = zero + 1; at < bytes.length; ) {
    const size = bytes.readInt32LE(at)
    if (size < 5 || at + size > bytes.length) throw new WireError('a document does not fit into its sequence')
    documents.push(bytes.subarray(at, at + size))
    at += size
  }
  return { name: bytes.toString('utf8', 0, zero), documents }
}

function readQuery(id: number, bytes: Buffer): Request {
  const zero = bytes.indexOf(0, headerBytes + 4)
  if (zero < 0) throw new WireError('a query without a namespace')
  const namespace = bytes.toString('utf8', headerBytes + 4, zero)
  const start = zero + 9
  const size = bytes.readInt32LE(start)
  if (size < 5 || start + size > bytes.length) throw new WireError('a query does not fit into its message')
  const command = bytes.subarray(start, start + size)
  return { id, form: 'query', database: namespace.split('.')[0], command, sequences: new Map(), wantsReply: true }
}

let lastReply = 0

/** The frame that answers `request` with `reply`, a document or its bytes. */
export function writeReply(
  { id, form }: Pick<Request, 'id' | 'form'>,
  reply: Record<string, unknown> | Buffer,
): Buffer {
  const body = Buffer.isBuffer(reply) ? reply : (serialize(reply, { ignoreUndefined: true }) as Buffer)
  const prefix = form === 'msg' ? 5 : 20
  const frame = Buffer.alloc(headerBytes + prefix)
  frame.writeInt32LE(frame.length + body.length, 0)
  lastReply = (lastReply + 1) & 0x7fffffff
  frame.writeInt32LE(lastReply, 4)
  frame.writeInt32LE(id, 8)
  frame.writeInt32LE(form === 'msg' ? opMsg : opReply, 12)
  if (form === 'query') {
    frame.writeInt32LE(8, headerBytes)
    frame.writeInt32LE(1, headerBytes + 16)
  }
  return Buffer.concat([frame, body])
}
