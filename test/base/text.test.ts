import { clientId, slug, writtenText } from '../../src/base/text.ts'

it.each([
  ['trims', '  Hello \n', 'Hello'],
  ['composes', 'Cafe\u0301', 'Café'],
  ['keeps line breaks and tabs', 'a\n\tb\r\nc', 'a\n\tb\r\nc'],
  ['keeps markup as the text it is', '<b>&amp;</b>', '<b>&amp;</b>'],
])('%s', (_name, typed, stored) => {
  expect(writtenText(40).parse(typed)).toBe(stored)
})

it.each([
  ['nothing but spaces', ' \n ', 'Write something'],
  ['one character too many', 'x'.repeat(41), 'At most 40 characters'],
  ['a control character', 'a\u0007b', 'Control characters are not allowed'],
  ['DEL', 'a\u007fb', 'Control characters are not allowed'],
])('refuses %s', (_name, typed, message) => {
  expect(writtenText(40).safeParse(typed).error?.issues[0]?.message).toBe(message)
})

it('counts characters after composing, so what looks like 40 is 40', () => {
  expect(writtenText(40).parse('e\u0301'.repeat(40))).toHaveLength(40)
})

it('takes an empty text only where it is optional', () => {
  expect(writtenText(40, 0).parse(' ')).toBe('')
})

it.each(['a', '0', 'new-editor', 'a_b-9', 'x'.repeat(64)])('takes the key %s', (key) => {
  expect(slug().safeParse(key).success).toBe(true)
})

it.each(['', '-a', '_a', 'A', 'ä', 'a b', 'a/b', 'a.b', '$a', 'x'.repeat(65)])('refuses the key "%s"', (key) => {
  expect(slug().safeParse(key).success).toBe(false)
})

it('takes a UUIDv7 in any case, and no other', () => {
  const id = '0190163D-8694-739B-AEA5-966C26F8AD91'
  expect(clientId.parse(id)).toBe(id.toLowerCase())
  for (const other of [id.replace('-739B-', '-439B-'), id.slice(1), `${id}0`, id.replaceAll('-', ''), ''])
    expect(clientId.safeParse(other).success).toBe(false)
})
