import fc from 'fast-check'
import { askedIn, queryOf, withoutPart } from '../../src/conversations/inbox-filter.ts'

it.each([
  [{}, { state: 'open' }, ''],
  [{ state: 'all' }, {}, '?state=all'],
  [{ show: 'all' }, {}, '?state=all'],
  [{ show: 'all', state: 'closed' }, { state: 'closed' }, '?state=closed'],
  [{ kind: 'idea', tag: ' Dark Mode ' }, { state: 'open', kind: 'idea', tag: 'dark-mode' }, '?kind=idea&tag=dark-mode'],
  [{ variant: 'on' }, { state: 'open' }, ''],
  [{ flag: 'a', variant: 'on' }, { state: 'open', flag: 'a', variant: 'on' }, '?flag=a&variant=on'],
  [{ text: '', flag: '', assignee: 'none' }, { state: 'open', assignee: 'none' }, '?assignee=none'],
  [{ text: 'a & b?' }, { state: 'open', text: 'a & b?' }, '?text=a+%26+b%3F'],
  [{ kind: ['idea', 'praise'], text: { $ne: 'x' } }, { state: 'open' }, ''],
])('reads the address %j', (query, filter, address) => {
  expect(askedIn(query)).toEqual({ filter, misread: [] })
  expect(queryOf(filter as object)).toBe(address)
})

it('names what nothing can be found by, and leaves it out', () => {
  expect(askedIn({ tag: '&', kind: 'rant', state: 'gone', cursor: 'here' })).toEqual({
    filter: {},
    cursor: 'here',
    misread: [
      { field: 'state', text: 'gone' },
      { field: 'kind', text: 'rant' },
      { field: 'tag', text: '&' },
    ],
  })
})

it('takes a flag away together with its variant', () => {
  expect(withoutPart({ flag: 'a', variant: 'on', kind: 'idea' }, 'flag')).toEqual({ kind: 'idea' })
  expect(withoutPart({ flag: 'a', variant: 'on' }, 'variant')).toEqual({ flag: 'a' })
})

it('reads every address that it writes as what it was written from, and none is too long to be led to', () => {
  const word = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,30}$/)
  const filter = fc.record(
    {
      state: fc.constantFrom('open', 'waiting', 'closed'),
      kind: fc.constantFrom('problem', 'praise'),
      tag: word,
      flag: word,
      text: fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }),
      appVersion: fc.stringMatching(/^[a-z0-9.]{1,20}$/),
      unread: fc.constantFrom('true', 'false'),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(filter, (typed) => {
      const asked = askedIn({ ...typed, state: typed.state ?? 'all' })
      const address = queryOf(asked.filter)
      expect(askedIn(Object.fromEntries(new URLSearchParams(address)))).toEqual({ filter: asked.filter, misread: [] })
      expect(address.length).toBeLessThan(1500)
    }),
    { numRuns: 300 },
  )
})
