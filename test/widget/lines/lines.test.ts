import { redacted } from '../../../src/widget/lines/redacted.ts'
import { ring } from '../../../src/widget/lines/ring.ts'
import { routeOf } from '../../../src/widget/lines/route.ts'

const page = 'https://app.example/notes/7?open=1'

it.each([
  ['/api/notes', '/api/notes'],
  ['/api/v2/notes/381?token=abc#top', '/api/v2/notes/:id'],
  ['https://app.example/users/ada@example.org/edit', '/users/:id/edit'],
  ['https://app.example/files/0198c0de-7b1e-7c17-9a24-70c5618a2c48', '/files/:id'],
  ['/files/aVeryLongNameWithoutAnyDigitsInItAtAll', '/files/:id'],
  ['https://ada:secret@other.example/x/9', 'https://other.example/x/:id'],
  ['data:text/plain,secret', 'data:'],
  ['http://[', ':unreadable'],
])('tells of %s only %s', (url, route) => {
  expect(routeOf(url, page)).toBe(route)
})

it.each([
  ['Cannot read properties of undefined', 'Cannot read properties of undefined'],
  ['Failed: https://app.example/notes/81?key=abc again', 'Failed: /notes/:id again'],
  ['for ada.b+c@mail.example.org', 'for [e-mail]'],
  ['Authorization: Bearer abcdefgh12345678', 'Authorization: [secret] [token]'],
  ['sent bearer abcdefgh.12345678 there', 'sent bearer [token] there'],
  ['{"password":"hunter 2","kind":"x"}', '{"password":[secret],"kind":"x"}'],
  ['access_token=abc; next', 'access_token=[secret]; next'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '[token]'],
  ['IBAN DE89 3704 0044 0532 0130 00.', 'IBAN [number].'],
  ['card 4111 1111 1111 1111, call +49 30 1234567', 'card [number], call [number]'],
  ['key sk_live_51H8xq2eZvKYlo2C0aaaa failed', 'key [token] failed'],
  ['took 1200 ms at 10:32', 'took 1200 ms at 10:32'],
])('writes %j as %j', (text, written) => {
  expect(redacted(text, (url) => routeOf(url, page))).toBe(written)
})

it('keeps a line short, and takes no longer for one that was made to', () => {
  expect(redacted('a'.repeat(5000), String)).toHaveLength(300)
  const began = performance.now()
  for (const unit of ['1 ', 'a@', 'a-1', 'token', 'AA11 ', '"\'', 'eyJaaaaaaaa.'])
    redacted(unit.repeat(100_000), String)
  expect(performance.now() - began).toBeLessThan(500)
})

it('holds the last lines alone, oldest first', () => {
  const lines = ring<number>(3)
  for (let n = 1; n <= 5; n++) lines.add(n)
  expect(lines.all()).toEqual([3, 4, 5])
})
