import fc from 'fast-check'
import { readLines, readRuns, writeLines } from '../../../src/demo/product/marks.ts'

describe('marks of the demo product', () => {
  it('reads a line for what it is', () => {
    expect(readLines('# Bring\n- map\n> quote\nplain\n')).toEqual([
      { kind: 'h2', text: 'Bring' },
      { kind: 'li', text: 'map' },
      { kind: 'blockquote', text: 'quote' },
      { kind: 'p', text: 'plain' },
      { kind: 'p', text: '' },
    ])
  })

  it('writes what it has read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', '-', '>', ' ', '*', 'a', '\n') }), (text) => {
        expect(writeLines(readLines(text))).toBe(text)
      }),
    )
  })

  it.each([
    ['a **b** c', [{ text: 'a ' }, { text: 'b', mark: 'b' }, { text: ' c' }]],
    ['*i*', [{ text: 'i', mark: 'i' }]],
    ['2 * 3', [{ text: '2 * 3' }]],
    ['', []],
  ])('splits %p at its marks', (text, runs) => {
    expect(readRuns(text)).toEqual(runs)
  })
})
