import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { refuseOwnAddress } from '../../src/base/own-address.ts'

const source = resolve(import.meta.dirname, '../../src')
const pages = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.pages.ts'))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n')

/** The words that stand in an address of some page where a key would stand. */
const wordsBehind = (path: string) => [
  ...new Set(
    [...pages.matchAll(new RegExp(`page\\('(?:GET|POST) ${path}/([a-z-]+)`, 'g'))].map(([, word = '']) => word),
  ),
]

it.each([
  ['project', '/console', 'sign-in'],
  ['flag', '/console/:project/flags', 'new'],
  ['survey', '/console/:project/surveys', 'new'],
] as const)('refuses as the key of a %s what stands there in an address of the console', (kind, path, one) => {
  const words = wordsBehind(path)
  expect(words).toContain(one)
  for (const word of words) expect(() => refuseOwnAddress(kind, word)).toThrow(/needs this address/)
})

it.each(['new', 'settings', 'projects', 'account', 'demo'])(
  'refuses the project key %s, with the field named',
  (key) => {
    expect(() => refuseOwnAddress('project', key)).toThrow(
      expect.objectContaining({ kind: 'invalid', faults: [{ field: 'key', message: expect.any(String) }] }),
    )
  },
)

it('takes other keys', () => {
  expect(() => refuseOwnAddress('project', 'notewell')).not.toThrow()
  expect(() => refuseOwnAddress('flag', 'settings')).not.toThrow()
})
