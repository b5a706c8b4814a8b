import fc from 'fast-check'
import { decodeDocument, encodeDocument } from '../../src/embedded-mongo/bson-document.ts'
import { decodeFields, exchangeFields } from '../../src/embedded-mongo/bson-elements.ts'
import { anyValue } from './arbitrary-values.ts'

const names = ['a', 'b', 'é', '', 'toString', 'a name that is longer than most']
const document = fc.dictionary(fc.constantFrom(...names), anyValue, { noNullPrototype: true })
const some = fc.subarray(names).map((each) => new Set(each))
const entriesOf = (bytes: Buffer) => Object.entries(decodeDocument(bytes))

describe('the fields of a document', () => {
  it('are read as if all were', () => {
    fc.assert(
      fc.property(document, some, (whole, wanted) => {
        const bytes = encodeDocument(whole)
        const expected = entriesOf(bytes).filter(([name]) => wanted.has(name))
        expect(Object.entries(decodeFields(bytes, wanted))).toEqual(expected)
        expect(decodeFields(bytes, undefined)).toEqual(decodeDocument(bytes))
      }),
    )
  })

  it('are exchanged at their place, taken away or added at the end', () => {
    fc.assert(
      fc.property(document, document, some, (before, given, changed) => {
        const fresh = Object.fromEntries(Object.entries(given).filter(([name]) => changed.has(name)))
        const kept = Object.entries(before).filter(([name]) => !changed.has(name) || Object.hasOwn(fresh, name))
        const expected = encodeDocument({ ...Object.fromEntries(kept), ...fresh })
        expect(exchangeFields(encodeDocument(before), changed, encodeDocument(fresh))).toEqual(expected)
      }),
    )
  })
})
