/** An integer from 0 to 99 999: murmur3_x86_32 (seed 0) of the UTF-8 of `salt:unit`, scaled. */
export function bucket(salt: string, unit: string): number {
  return Math.floor((murmur3(`${salt}:${unit}`) * 100_000) / 2 ** 32)
}

/** Austin Appleby's MurmurHash3_x86_32, fed one code point at a time so that no byte array is made. */
function murmur3(text: string): number {
  let hash = 0
  let block = 0
  let length = 0
  let i = 0
  // Most texts are ASCII: four characters are then a block, and this loop is most of the cost of a bucket.
  for (; i + 4 <= text.length; i += 4) {
    const a = text.charCodeAt(i)
    const b = text.charCodeAt(i + 1)
    const c = text.charCodeAt(i + 2)
    const d = text.charCodeAt(i + 3)
    if ((a | b | c | d) > 0x7f) break
    hash = mix(hash, a | (b << 8) | (c << 16) | (d << 24))
  }
  length = i
  for (; i < text.length; i++) {
    let bytes = text.charCodeAt(i)
    let count = 1
    if (bytes > 0x7f) {
      const point = text.codePointAt(i) ?? 0
      if (point > 0xffff) i++
      count = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
      bytes = utf8(point, count)
    }
    const filled = (length & 3) << 3
    block |= bytes << filled
    length += count
    if (filled + 8 * count >= 32) {
      hash = mix(hash, block)
      block = filled === 0 ? 0 : bytes >>> (32 - filled)
    }
  }
  hash ^= scramble(block) ^ length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** The 2 to 4 bytes of a code point, the first one lowest; half a surrogate pair is written as U+FFFD. */
function utf8(point: number, count: number): number {
  if (count === 2) return 0xc0 | (point >> 6) | ((0x80 | (point & 0x3f)) << 8)
  const whole = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
  if (count === 3) {
    return 0xe0 | (whole >> 12) | ((0x80 | ((whole >> 6) & 0x3f)) << 8) | ((0x80 | (whole & 0x3f)) << 16)
  }
  return (
    0xf0 |
    (point >> 18) |
    ((0x80 | ((point >> 12) & 0x3f)) << 8) |
    ((0x80 | ((point >> 6) & 0x3f)) << 16) |
    ((0x80 | (point & 0x3f)) << 24)
  )
}

function scramble(block: number): number {
  const spread = Math.imul(block, 0xcc9e2d51)
  return Math.imul((spread << 15) | (spread >>> 17), 0x1b873593)
}

function mix(hash: number, block: number): number {
  const mixed = hash ^ scramble(block)
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0
}
