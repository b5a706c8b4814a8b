import type { Batch } from './cursor.ts'

const element = (type: number, name: string, value: Buffer) =>
  Buffer.concat([Buffer.of(type), Buffer.from(name), Buffer.of(0), value])

function documentOf(elements: Buffer[]): Buffer {
  const body = Buffer.concat(elements)
  const bytes = Buffer.allocUnsafe(body.length + 5)
  bytes.writeInt32LE(bytes.length, 0)
  body.copy(bytes, 4)
  bytes[bytes.length - 1] = 0
  return bytes
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeInt32LE(bytes.length + 1)
  return Buffer.concat([length, bytes, Buffer.of(0)])
}

const double = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes
}

/** The reply of find, aggregate and getMore; stored documents go into it as they are, without being decoded. */
export function cursorReply(field: 'firstBatch' | 'nextBatch', { id, namespace, documents }: Batch): Buffer {
  const array = documentOf(documents.map((bytes, i) => element(0x03, String(i), bytes)))
  const cursor = documentOf([
    element(0x04, field, array),
    element(0x12, 'id', Buffer.from(id.toBytesLE())),
    element(0x02, 'ns', text(namespace)),
  ])
  return documentOf([element(0x03, 'cursor', cursor), element(0x01, 'ok', double(1))])
}
