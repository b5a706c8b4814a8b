import type { Batch } from './cursor.ts'

/** A name and its value; a value may be in several pieces. */
const element = (type: number, name: string, value: Buffer[]): Buffer[] => [
  Buffer.from(`${String.fromCharCode(type)}${name}\0`, 'latin1'),
  ...value,
]

function documentOf(elements: Buffer[]): Buffer[] {
  const length = Buffer.allocUnsafe(4)
  length.writeInt32LE(elements.reduce((sum, piece) => sum + piece.length, 5))
  return [length, ...elements, end]
}

const end = Buffer.of(0)

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
  const array = documentOf(documents.flatMap((bytes, i) => element(0x03, String(i), [bytes])))
  const cursor = documentOf([
    ...element(0x04, field, array),
    ...element(0x12, 'id', [Buffer.from(id.toBytesLE())]),
    ...element(0x02, 'ns', [text(namespace)]),
  ])
  return Buffer.concat(documentOf([...element(0x03, 'cursor', cursor), ...element(0x01, 'ok', [double(1)])]))
}
