import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import fc from 'fast-check'

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.integer({ min: -5, max: 5 }).map((value) => Long.fromNumber(value)),
  fc
    .record({ digits: fc.bigInt({ min: -(10n ** 33n), max: 10n ** 33n }), power: fc.integer({ min: -40, max: 40 }) })
    .map(({ digits, power }) => Decimal128.fromString(`${digits}E${power}`)),
  fc.integer({ min: -50, max: 50 }).map((value) => Decimal128.fromString((value / 10).toFixed(1))),
  fc.string({ maxLength: 4, unit: 'binary' }),
  fc.constantFrom('', 'a', 'ab', 'a\0', 'a\0b', '\ud83d\ude00', '\uffee'),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(bytes)),
  fc.nat().map((t) => new Timestamp({ t, i: 1 })),
  fc.constantFrom(new MinKey(), new MaxKey()),
)

const name = fc.constantFrom('a', 'b', 'c')

/** Values of every type that BSON orders, nested up to two levels. */
export const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value

/** Few different values, so that documents, filters and each other meet. */
export const fewValues = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom('x', 'y', null, 2.5, Long.fromNumber(3), Decimal128.fromString('2'), true, new Date(5)),
)
