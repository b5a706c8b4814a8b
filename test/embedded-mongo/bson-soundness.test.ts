import { Binary, Long, ObjectId } from 'bson'
import fc from 'fast-check'
import { decodeDocument, encodeDocument } from '../../src/embedded-mongo/bson-document.ts'
import { isSoundForCertain } from '../../src/embedded-mongo/bson-soundness.ts'
import { anyValue } from './arbitrary-values.ts'

const document = fc.dictionary(fc.constantFrom('', 'a', 'é'), anyValue, { noNullPrototype: true })
const common = { a: 'é', b: [1, 2.5, null, { c: true }], d: new Date(), e: Long.ONE, f: new ObjectId() }

describe('a document that is sound for certain', () => {
  it('can be read, however its bytes came about', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 16, 128, 255), fc.nat(255))), {
      maxLength: 2,
    })
    let damagedAndSound = 0
    fc.assert(
      fc.property(fc.oneof(document, fc.constant(common)), damage, (whole, changes) => {
        const bytes = encodeDocument(whole)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        if (!isSoundForCertain(bytes)) return
        damagedAndSound += changes.length
        decodeDocument(bytes)
      }),
      { numRuns: 5000 },
    )
    expect(damagedAndSound).toBeGreaterThan(100)
  })

  it('is one of common types, which is not too deep', () => {
    const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) })
    expect(isSoundForCertain(encodeDocument(common))).toBe(true)
    expect(isSoundForCertain(encodeDocument({}))).toBe(true)
    expect(isSoundForCertain(encodeDocument({ ...deep(19) }))).toBe(true)
    expect(isSoundForCertain(encodeDocument({ ...deep(20) }))).toBe(false)
    expect(isSoundForCertain(encodeDocument({ a: new Binary(Buffer.of(1)) }))).toBe(false)
  })

  it.each([
    ['nothing', Buffer.of()],
    ['another length', Buffer.of(6, 0, 0, 0, 0)],
    ['more than a document', Buffer.of(5, 0, 0, 0, 0, 0)],
    ['a name without an end', Buffer.of(8, 0, 0, 0, 10, 97, 98, 0)],
    ['a value beyond the end', Buffer.of(9, 0, 0, 0, 16, 97, 0, 1, 0)],
    ['a text of half a character', Buffer.of(14, 0, 0, 0, 2, 97, 0, 2, 0, 0, 0, 0xc3, 0, 0)],
    ['a text without an end', Buffer.of(14, 0, 0, 0, 2, 97, 0, 2, 0, 0, 0, 97, 98, 0)],
  ])('is not %s', (_, bytes) => {
    expect(isSoundForCertain(bytes)).toBe(false)
    expect(() => decodeDocument(bytes)).toThrow()
  })
})
