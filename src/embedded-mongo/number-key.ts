import { Decimal128, Long } from 'bson'

/**
 * The nearest double in sortable form, then 0, 1 or 2 for "below", "equal to" or "above" that double, then (unless
 * equal) exponent and digits of the exact value: so Long, Decimal128 and double share one exact order.
 */
export function encodeNumber(value: unknown): Buffer {
  if (typeof value === 'number') return Buffer.concat([sortableDouble(value), Buffer.of(1)])
  const exact = value instanceof Decimal128 || typeof value === 'bigint' || Long.isLong(value) ? String(value) : null
  if (exact === null) return Buffer.concat([sortableDouble(Number(String(value))), Buffer.of(1)])
  const double = Number(exact)
  const decimal = decimalParts(exact)
  if (!decimal) return Buffer.concat([sortableDouble(double), Buffer.of(1)])
  const side = Number.isFinite(double) ? compareToDouble(decimal, double) : double > 0 ? -1 : 1
  if (side === 0) return Buffer.concat([sortableDouble(double), Buffer.of(1)])
  const tail = Buffer.alloc(2)
  tail.writeUInt16BE(decimal.exponent + 32768)
  const digits = Buffer.concat([tail, Buffer.from(decimal.digits, 'latin1'), Buffer.of(0)])
  return Buffer.concat([
    sortableDouble(double),
    Buffer.of(side < 0 ? 0 : 2),
    decimal.negative ? invertBytes(digits) : digits,
  ])
}

type Decimal = { negative: boolean; digits: string; exponent: number }

/** `digits` without leading or trailing zeros; the value is 0.DIGITS × 10^exponent; `undefined` for 0, NaN and infinity. */
function decimalParts(text: string): Decimal | undefined {
  const match = /^(-?)(\d*)\.?(\d*)(?:E([+-]?\d+))?$/i.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = match
  const all = whole + fraction
  const digits = all.replace(/^0+/, '')
  if (!digits) return undefined
  const exponent = whole.length - (all.length - digits.length) + Number(power)
  return { negative: sign === '-', digits: digits.replace(/0+$/, ''), exponent }
}

function compareToDouble({ negative, digits, exponent }: Decimal, double: number): number {
  const [mantissa, power] = doubleAsFraction(double)
  let left = BigInt(digits) * (negative ? -1n : 1n)
  let right = mantissa
  const tens = exponent - digits.length
  if (tens > 0) left *= 10n ** BigInt(tens)
  else right *= 10n ** BigInt(-tens)
  if (power > 0) right *= 2n ** BigInt(power)
  else left *= 2n ** BigInt(-power)
  return left < right ? -1 : left > right ? 1 : 0
}

/** The double as `mantissa × 2^power`, exactly. */
function doubleAsFraction(double: number): [bigint, number] {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(double)
  const bits = bytes.readBigUInt64BE()
  const power = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & ((1n << 52n) - 1n)
  const magnitude = power === 0 ? fraction : fraction | (1n << 52n)
  return [bits >> 63n ? -magnitude : magnitude, (power || 1) - 1075]
}

function sortableDouble(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8)
  writeSortableDouble(bytes, value, 0)
  return bytes
}

/** Writes the eight bytes that sort as the numbers do, NaN first. */
export function writeSortableDouble(bytes: Buffer, value: number, at: number): void {
  if (Number.isNaN(value)) {
    bytes.fill(0, at, at + 8)
    return
  }
  bytes.writeDoubleBE(value === 0 ? 0 : value, at)
  if ((bytes[at] as number) & 0x80) for (let i = at; i < at + 8; i++) bytes[i] = 255 - (bytes[i] as number)
  else bytes[at] = (bytes[at] as number) | 0x80
}

export const invertBytes = (bytes: Buffer): Buffer => {
  const inverted = Buffer.allocUnsafe(bytes.length)
  for (let i = 0; i < bytes.length; i++) inverted[i] = 255 - (bytes[i] as number)
  return inverted
}
