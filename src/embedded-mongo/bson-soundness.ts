import { isUtf8 } from 'node:buffer'

const deepest = 20

/** How many bytes the values of a type have, where any bytes are such a value; else -1. */
export const fixedLengths = new Int8Array(256).fill(-1)
fixedLengths[0x01] = 8 // double
fixedLengths[0x07] = 12 // object id
fixedLengths[0x09] = 8 // date
fixedLengths[0x0a] = 0 // null
fixedLengths[0x10] = 4 // 32-bit integer
fixedLengths[0x11] = 8 // timestamp
fixedLengths[0x12] = 8 // 64-bit integer
fixedLengths[0x13] = 16 // decimal
fixedLengths[0x7f] = 0 // MaxKey
fixedLengths[0xff] = 0 // MinKey

/**
 * Whether a document is for certain one that the library would read. False says nothing: it has a fault, or a type that
 * is rare, or many levels. Looking costs a fraction of reading.
 */
export const isSoundForCertain = (bytes: Buffer): boolean =>
  bytes.length >= 5 && levelEnd(bytes, 0, bytes.length, deepest) === bytes.length

/** Where the document or array at `start` ends, or -1; the same for the others below. */
function levelEnd(bytes: Buffer, start: number, limit: number, levels: number): number {
  const end = start + sizeAt(bytes, start, limit)
  if (levels === 0 || end < start + 5 || end > limit || bytes[end - 1] !== 0) return -1
  const last = end - 1
  let at = start + 4
  while (at < last) {
    const type = bytes[at++] as number
    while (at < last && bytes[at] !== 0) at++
    if (at === last) return -1
    at = valueEnd(bytes, type, at + 1, last, levels)
    if (at < 0) return -1
  }
  return at === last ? end : -1
}

function valueEnd(bytes: Buffer, type: number, at: number, limit: number, levels: number): number {
  const length = fixedLengths[type] as number
  if (length >= 0) return at + length
  switch (type) {
    case 0x02: // text
      return textEnd(bytes, at, limit)
    case 0x03: // document
    case 0x04: // array
      return levelEnd(bytes, at, limit, levels - 1)
    case 0x08: // boolean
      return bytes[at] === 0 || bytes[at] === 1 ? at + 1 : -1
    default:
      return -1
  }
}

function textEnd(bytes: Buffer, at: number, limit: number): number {
  const start = at + 4
  const end = start + sizeAt(bytes, at, limit)
  if (end <= start || end > limit || bytes[end - 1] !== 0) return -1
  for (let i = start; i < end; i++) {
    if ((bytes[i] as number) >= 0x80) return isUtf8(bytes.subarray(i, end)) ? end : -1
  }
  return end
}

const sizeAt = (bytes: Buffer, at: number, limit: number): number => (at + 4 <= limit ? bytes.readInt32LE(at) : -1)
