import { crc32, deflateSync } from 'node:zlib'

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))

// 12 × 8 pixels each, as Chromium's canvas writes them.
export const png = fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAwAAAAICAYAAADN5B7xAAAAOElEQVR4AbSNMQ4AMAgCiWP7VJc+qs/pn+hqHDQMktxE4IwPjKzjrDCI0Qf7OiKdUDd0j7mfN3wAAAD//6SvrGUAAAAGSURBVAMADpoewZ4b7IIAAAAASUVORK5CYII=',
)
export const jpeg = fromBase64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAIAAwDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAeEAABAwQDAAAAAAAAAAAAAAAAARESAgMEYQUTQf/EABUBAQEAAAAAAAAAAAAAAAAAAAMF/8QAGhEBAQACAwAAAAAAAAAAAAAAAgEAEgMRIf/aAAwDAQACEQMRAD8AizuQu58O2mhIO0UX1t6JABADxnUzqZJTTuyvuf/Z',
)
export const lossyWebp = fromBase64(
  'UklGRioCAABXRUJQVlA4WAoAAAAgAAAACwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggPAAAALABAJ0BKgwACAACwEwlsAJ0APRsNcAA/rI/AyRR/8iRqQcF8/6yjvCI1r5swPwD3ZaUfuhTX85fsjREAA==',
)
export const losslessWebp = fromBase64(
  'UklGRgwCAABXRUJQVlA4WAoAAAAgAAAACwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDhMHgAAAC8LwAEAD3AuuCvUf61y/iMNAoEkg/15l4jof2QAAA==',
)
export const transparentWebp = fromBase64(
  'UklGRlgCAABXRUJQVlA4WAoAAAAwAAAACwAABwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBIGQAAAAEPMP8REUIhI0mMwBWk86f6ChHR/yj/4AMAVlA4IEgAAADQAQCdASoMAAgAAsBMJbACdAD0fWlrwAD+sj8DJFH/yLGNCjUg31f/co7wiNT/gvB9Mluf4yf5yPhDD+kXzoaH0+zkxwAAAAA=',
)

export const bytesOf = (...parts: (string | readonly number[] | Uint8Array)[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )

export const holds = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes).includes(Buffer.from(text, 'latin1'))

const number32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A PNG chunk with its checksum. */
export function pngChunk(type: string, data: string | readonly number[] | Uint8Array = []): Uint8Array {
  const named = bytesOf(type, data)
  return bytesOf(number32(named.length - 4), named, number32(crc32(named)))
}

export const pngStart = png.subarray(0, 8)

export const pngHeader = (width: number, height: number) =>
  pngChunk('IHDR', bytesOf(number32(width), number32(height), [8, 0, 0, 0, 0]))

/** A grey PNG of any size that is claimed, whatever its data are. */
export const greyPng = (width: number, height: number, ...chunks: Uint8Array[]): Uint8Array =>
  bytesOf(
    pngStart,
    pngHeader(width, height),
    ...chunks,
    pngChunk('IDAT', deflateSync(Buffer.alloc(8))),
    pngChunk('IEND'),
  )

/** A picture with chunks between its first one and the rest. */
export const pngWith = (...chunks: Uint8Array[]): Uint8Array =>
  bytesOf(png.subarray(0, 33), ...chunks, png.subarray(33))

export const jpegSegment = (marker: number, data: string | readonly number[] | Uint8Array): Uint8Array => {
  const content = bytesOf(data)
  return bytesOf([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff], content)
}

export const jpegWith = (...segments: Uint8Array[]): Uint8Array =>
  bytesOf(jpeg.subarray(0, 2), ...segments, jpeg.subarray(2))

/** EXIF as a camera writes it, with its maker and the orientation in one of the two byte orders. */
export function exif(orientation: number, little = false): Uint8Array {
  const short = (value: number) => (little ? [value & 0xff, value >> 8] : [value >> 8, value & 0xff])
  const long = (value: number) => (little ? [...short(value), 0, 0] : [0, 0, ...short(value)])
  const entry = (tag: number, kind: number, count: number, value: number[]) => [
    ...short(tag),
    ...short(kind),
    ...long(count),
    ...value,
  ]
  return bytesOf(
    ...['Exif\0\0', little ? 'II' : 'MM', short(42), long(8), short(2)],
    entry(0x010f, 2, 12, long(38)),
    entry(0x0112, 3, 1, [...short(orientation), 0, 0]),
    ...[long(0), 'SecretMaker\0'],
  )
}

export const webpChunk = (name: string, data: string | readonly number[] | Uint8Array): Uint8Array => {
  const content = bytesOf(data)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(content.length)
  return bytesOf(name, length, content, content.length % 2 ? [0] : [])
}

export function webp(...chunks: Uint8Array[]): Uint8Array {
  const body = bytesOf('WEBP', ...chunks)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return bytesOf('RIFF', length, body)
}

/** A chunk of a WebP by its name, with its head. */
export function webpPart(picture: Uint8Array, name: string): Uint8Array {
  const at = Buffer.from(picture).indexOf(name, 12, 'latin1')
  const length = Buffer.from(picture).readUInt32LE(at + 4)
  return picture.slice(at, at + 8 + length + (length % 2))
}
