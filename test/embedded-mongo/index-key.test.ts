import { Decimal128, Long } from 'bson'
import fc from 'fast-check'
import { compareValues } from '../../src/embedded-mongo/bson-order.ts'
import { encodeValue, fitToBudget, successor } from '../../src/embedded-mongo/index-key.ts'
import { invertBytes } from '../../src/embedded-mongo/number-key.ts'
import { anyValue } from './arbitrary-values.ts'

describe('index keys', () => {
  it('sort as their values compare', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        expect(Math.sign(Buffer.compare(encodeValue(a), encodeValue(b)))).toBe(Math.sign(compareValues(a, b)) + 0)
      }),
      { numRuns: 2000 },
    )
  })

  it('are no beginning of each other, upright or inverted', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const [left, right] = [encodeValue(a), encodeValue(b)]
        if (left.equals(right)) return
        expect(right.subarray(0, left.length).equals(left)).toBe(false)
        expect(Math.sign(Buffer.compare(invertBytes(left), invertBytes(right)))).toBe(
          -Math.sign(Buffer.compare(left, right)),
        )
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    [1, Long.fromNumber(1), 0],
    [1, Decimal128.fromString('1.00'), 0],
    [0.1, Decimal128.fromString('0.1'), 1],
    [2 ** 53, Long.fromString('9007199254740993'), -1],
    [Long.fromString('9223372036854775807'), 2 ** 63, -1],
    [-0, 0, 0],
    [Number.NaN, Number.NEGATIVE_INFINITY, -1],
    [Decimal128.fromString('NaN'), Number.NaN, 0],
    [Decimal128.fromString('-1E-400'), 0, -1],
    [Decimal128.fromString('1E400'), Number.POSITIVE_INFINITY, -1],
    ['\ud83d\ude00', '\uffee', 1],
    [{ b: 1 }, { a: 'x' }, -1],
    [[1, 2], [1], 1],
    [undefined, null, 0],
  ])('%p against %p', (a, b, order) => {
    expect(Math.sign(compareValues(a, b))).toBe(order)
    expect(Math.sign(Buffer.compare(encodeValue(a), encodeValue(b)))).toBe(order)
  })

  it('keep long values apart within their budget', () => {
    const [a, b] = ['a', 'b'].map((end) => fitToBudget(encodeValue('x'.repeat(5000) + end), 900))
    expect(a?.bytes.length).toBe(900)
    expect(a?.bytes.equals(b?.bytes as Buffer)).toBe(false)
  })

  it('are followed by their successor', () => {
    expect(successor(Buffer.of(1, 255, 255))).toEqual(Buffer.of(2))
  })
})
