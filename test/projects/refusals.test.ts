import { keyPrefix, refusalTable } from '../../src/projects/refusals.ts'

const day = 24 * 3_600_000
const of = (what: string) => ({ kind: 'origin', what }) as const

it('keeps each thing once, the last twenty of each project, the latest first', () => {
  const table = refusalTable()
  for (let i = 0; i < 1000; i++) table.note('a', of(`https://${i}.example`), i)
  table.note('a', of('https://990.example'), 1000)
  table.note('b', of('https://b.example'), 1)
  const kept = table.lately('a', 1001)
  expect(kept).toHaveLength(20)
  expect(kept[0]).toEqual({ kind: 'origin', what: 'https://990.example', times: 2, at: 1000 })
  expect(kept.at(-1)?.what).toBe('https://980.example')
  expect(table.lately('b', 2)).toHaveLength(1)
})

it('speaks of nothing that is older than a day', () => {
  const table = refusalTable()
  table.note('a', of('https://a.example'), 0)
  expect(table.lately('a', day - 1)).toHaveLength(1)
  expect(table.lately('a', day)).toEqual([])
})

it.each([
  ['client_AbCdEfGhIjKlMnOpQrStUvWxYz0', 'client_AbCdE'],
  ['short', 'short'],
  ['<b>"\u202e\n', '?b????'],
  ['x'.repeat(60_000), 'xxxxxxxxxxxx'],
])('shows of the key %j no more than %s', (key, prefix) => {
  expect(keyPrefix(key)).toBe(prefix)
})
