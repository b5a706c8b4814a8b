import { Problem } from '../../src/base/problem.ts'
import { originsFrom } from '../../src/projects/origins-form.ts'

it.each([
  ['nothing', '  \n\n', []],
  [
    'one a line, spaces and empty lines aside',
    ' https://a.example \r\n\nhttp://localhost:5173',
    ['https://a.example', 'http://localhost:5173'],
  ],
  ['one that is there twice', 'https://a.example\nhttps://a.example', ['https://a.example']],
])('reads %s', (_name, text, origins) => {
  expect(originsFrom(text)).toEqual(origins)
})

it.each([
  ['a path', 'https://a.example\nhttps://b.example/app', 'Line 2, https://b.example/app'],
  ['a slash at the end', 'https://a.example/', 'Line 1'],
  ['a bare host', 'a.example', 'Line 1'],
  ['a pattern', 'https://*.example', 'Line 1'],
  ['another scheme', 'file:///etc', 'Line 1'],
  ['what browsers send for a page without one', 'null', 'Line 1'],
  ['capitals, which no browser sends', 'https://A.example', 'Line 1'],
  ['too many', Array.from({ length: 51 }, (_, i) => `https://a${i}.example`).join('\n'), 'At most 50 origins'],
])('refuses %s', (_name, text, message) => {
  expect(() => originsFrom(text)).toThrow(Problem)
  try {
    originsFrom(text)
  } catch (thrown) {
    expect((thrown as Problem).faults).toMatchObject([{ field: 'origins', message: expect.stringContaining(message) }])
  }
})
