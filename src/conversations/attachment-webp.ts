import { boundedSize, brokenPicture, type CleanPicture, joined, textAt, viewOf } from './attachment-picture.ts'

/** The flags of VP8X that stay: it has a colour profile, it is transparent. */
const flags = { profile: 0x20, alpha: 0x10, animation: 0x02 }
const kept = ['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L']

/** A still WebP (RFC 9649) without EXIF, XMP, unknown chunks and whatever stands behind its end; an animated one is refused. */
export function cleanWebp(bytes: Uint8Array): CleanPicture {
  const view = viewOf(bytes)
  const total = view.getUint32(4, true)
  if (total > bytes.length - 8) throw brokenPicture('it is cut off')
  const chunks = chunksOf(bytes.subarray(0, 8 + total))
  const found = kept.flatMap((name) => {
    const [chunk, ...more] = chunks.filter((one) => one.name === name)
    if (more.length > 0) throw brokenPicture('a part of it is there twice')
    return chunk ?? []
  })
  const extended = found.find(({ name }) => name === 'VP8X')
  const [picture, ...others] = found.filter(({ name }) => name === 'VP8 ' || name === 'VP8L')
  if (chunks.some(({ name }) => name === 'ANIM' || name === 'ANMF')) throw brokenPicture('it is animated')
  if (!picture || others.length > 0) throw brokenPicture('it does not hold one picture')
  const size = picture.name === 'VP8L' ? losslessSize(picture.data) : lossySize(picture.data)
  boundedSize(size.width, size.height)
  if (!extended) return { bytes: wrapped([picture]), ...size }

  if (chunks[0] !== extended || extended.data.length !== 10) throw brokenPicture('its header is not where it belongs')
  const canvas = { width: 1 + int24(extended.data, 4), height: 1 + int24(extended.data, 7) }
  if (canvas.width !== size.width || canvas.height !== size.height) throw brokenPicture('it has two sizes')
  if ((extended.data[0] ?? 0) & flags.animation) throw brokenPicture('it is animated')
  const header = extended.data.slice()
  header[0] = (header[0] ?? 0) & (flags.profile | flags.alpha)
  header.fill(0, 1, 4)
  const cleaned = found.map((chunk) => (chunk === extended ? { ...extended, data: header } : chunk))
  return { bytes: wrapped(cleaned), ...size }
}

type Chunk = { name: string; data: Uint8Array }

function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = viewOf(bytes)
  const chunks: Chunk[] = []
  for (let at = 12; at < bytes.length; ) {
    if (at + 8 > bytes.length) throw brokenPicture('it is cut off')
    const length = view.getUint32(at + 4, true)
    if (length > bytes.length - at - 8) throw brokenPicture('a chunk is longer than the file')
    chunks.push({ name: textAt(bytes, at, 4), data: bytes.subarray(at + 8, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

/** The frame header of VP8 (RFC 6386, 9.1) in a key frame. */
function lossySize(data: Uint8Array) {
  if (data.length < 10 || ((data[0] ?? 1) & 1) !== 0 || textAt(data, 3, 3) !== '\x9d\x01\x2a')
    throw brokenPicture('its data are not as they should be')
  const view = viewOf(data)
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
}

function losslessSize(data: Uint8Array) {
  if (data.length < 5 || data[0] !== 0x2f) throw brokenPicture('its data are not as they should be')
  const bits = viewOf(data).getUint32(1, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

const int24 = (data: Uint8Array, at: number): number =>
  (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16)

function wrapped(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.flatMap(({ name, data }) => {
    const head = Buffer.alloc(8, name, 'latin1')
    head.writeUInt32LE(data.length, 4)
    return [head, data, new Uint8Array(data.length % 2)]
  })
  const body = joined(parts)
  const head = Buffer.from('RIFF....WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return joined([head, body])
}
