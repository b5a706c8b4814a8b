import fc from 'fast-check'
import { decodeDocument, encodeDocument } from '../../src/embedded-mongo/bson-document.ts'
import { decodeFields, elementsIn, exchangeFields } from '../../src/embedded-mongo/bson-elements.ts'
import { anyValue } from './arbitrary-values.ts'

const allNames = ['a', 'b', 'é', '', 'toString', 'a name that is longer than most']
const document = fc.dictionary(fc.constantFrom(...allNames), anyValue, { noNullPrototype: true })
const some = fc.subarray(allNames).map((each) => new Set(each))

describe('the fields of a document', () => {
  it('are read as if all were', () => {
    fc.assert(
      fc.property(document, some, (whole, wanted) => {
        const bytes = encodeDocument(whole)
        const expected = Object.entries(decodeDocument(bytes)).filter(([name]) => wanted.has(name))
        expect(decodeFields(bytes, wanted)).toEqual(Object.fromEntries(expected))
        expect(decodeFields(bytes, undefined)).toEqual(decodeDocument(bytes))
      }),
    )
  })

  it('are read when one is named as no property may be', () => {
    const bytes = encodeDocument(JSON.parse('{"a": 1, "__proto__": {"b": 2}}'))
    expect(Object.keys(decodeFields(bytes, new Set(['__proto__'])))).toContain('__proto__')
    expect(decodeFields(bytes, new Set(['a', 'b']))).toEqual({ a: 1 })
  })

  it('are exchanged at their place, taken away or added at the end', () => {
    fc.assert(
      fc.property(document, document, some, (before, given, names) => {
        const fresh = Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)))
        const kept = Object.entries(before).filter(([name]) => !names.has(name) || Object.hasOwn(fresh, name))
        const expected = encodeDocument({ ...Object.fromEntries(kept), ...fresh })
        const { bytes, changed } = exchangeFields(encodeDocument(before), names, elementsIn(encodeDocument(given)))
        expect(bytes).toEqual(expected)
        const differ = (name: string) =>
          Object.hasOwn(before, name) !== Object.hasOwn(fresh, name) ||
          !encodeDocument({ [name]: before[name] }).equals(encodeDocument({ [name]: fresh[name] }))
        expect([...changed].sort()).toEqual([...names].filter(differ).sort())
      }),
    )
  })
})
