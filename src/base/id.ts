type Bytes = Uint8Array<ArrayBuffer>

/**
 * A UUIDv7 (RFC 9562): the instant in milliseconds, then 74 random bits, so ids sort by the time they were made.
 * Runs in browsers too; `random` fills the bytes it is given.
 */
export function newId(now: number, random: (bytes: Bytes) => Bytes = fillRandom): string {
  const bytes = random(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const fillRandom = (bytes: Bytes) => globalThis.crypto.getRandomValues(bytes)
