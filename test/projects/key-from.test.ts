import { keyFrom } from '../../src/projects/key-from.ts'

it.each([
  ['New editor', 'new-editor'],
  ['  Über uns! ', 'uber-uns'],
  ['Ünïcode & <b>', 'unicode-b'],
  ['日本', ''],
  ['--a--', 'a'],
])('makes a key of %j', (name, key) => {
  expect(keyFrom(name)).toBe(key)
})

it('keeps to its length and ends in no dash', () => {
  expect(keyFrom('abc def', 4)).toBe('abc')
})
