import { afterCounting, firstOutside, mergeSpans } from '../../src/pacing/spans.ts'

it.each([
  [
    'touching',
    [
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ],
    [{ from: 1, to: 3 }],
  ],
  [
    'overlapping, out of order',
    [
      { from: 5, to: 9 },
      { from: 1, to: 6 },
    ],
    [{ from: 1, to: 9 }],
  ],
  [
    'one inside another',
    [
      { from: 1, to: 9 },
      { from: 2, to: 3 },
    ],
    [{ from: 1, to: 9 }],
  ],
  [
    'apart',
    [
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ],
    [
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ],
  ],
  ['without an end', [{ from: 5 }, { from: 1, to: 6 }], [{ from: 1, to: Infinity }]],
  ['without length', [{ from: 5, to: 5 }], []],
])('merges spans %s', (_name, spans, merged) => {
  expect(mergeSpans(spans)).toEqual(merged)
})

it('a span holds its start and not its end', () => {
  const spans = [{ from: 10, to: 20 }]
  expect([9, 10, 19, 20].map((at) => firstOutside(spans, at))).toEqual([9, 20, 20, 20])
})

it.each([
  ['nothing in between', 0, 10, 10],
  ['no duration, inside a span', 25, 0, 25],
  ['reached at the very start of a span', 10, 10, 20],
  ['the whole span is left out', 10, 11, 31],
  ['started inside a span', 25, 5, 35],
  ['over two spans', 10, 31, 61],
  ['never, when a span has no end', 10, 81, Infinity],
])('counts only time outside spans: %s', (_name, start, duration, reached) => {
  const spans = [
    { from: 20, to: 30 },
    { from: 50, to: 60 },
    { from: 110, to: Infinity },
  ]
  expect(afterCounting(spans, start, duration)).toBe(reached)
})
