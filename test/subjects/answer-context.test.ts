import type { Dimension } from '../../src/projects/dimension.ts'
import { inContext, readContext } from '../../src/subjects/answer-context.ts'
import { contextFacts } from '../../src/subjects/context-words.ts'

const dimensions: Dimension[] = [
  { key: 'plan', name: 'Plan', values: ['free', 'pro'] },
  { key: 'region', name: 'Region' },
]
const project = { dimensions }
const somebody = { subject: 'anon_a', since: 1 }

describe('what a page says', () => {
  it.each([
    ['nothing', undefined, {}, []],
    ['any version text', { appVersion: ' 2.3.1-beta+7 ' }, { appVersion: '2.3.1-beta+7' }, []],
    ['a number for a text', { dimensions: { region: 7 } }, { dimensions: { region: '7' } }, []],
    [
      'a dimension that is not declared',
      { appVersion: '1', dimensions: { plan: 'pro', colour: 'red' } },
      { appVersion: '1', dimensions: { plan: 'pro' } },
      ['dimensions.colour'],
    ],
    [
      'a value that is not on the list',
      { dimensions: { plan: 'gold', region: 'eu' } },
      { dimensions: { region: 'eu' } },
      ['dimensions.plan'],
    ],
    [
      'a version of 65 characters',
      { appVersion: 'x'.repeat(65), dimensions: { plan: 'pro' } },
      { dimensions: { plan: 'pro' } },
      ['appVersion'],
    ],
    ['a value of 65 characters', { dimensions: { region: 'x'.repeat(65) } }, {}, ['dimensions.region']],
    ['an object for a value', { dimensions: { region: { $ne: 1 } } }, {}, ['dimensions.region']],
    ['something else beside', { version: '1' }, {}, ['version']],
    ['a list', ['1'], {}, ['context']],
    ['a text for dimensions', { appVersion: '1', dimensions: 'pro' }, { appVersion: '1' }, ['dimensions']],
    ['a prototype key', JSON.parse('{"dimensions":{"__proto__":"x"}}'), {}, ['dimensions.__proto__']],
  ])('%s', (_name, sent, context, fields) => {
    const read = readContext(project, sent)
    expect(read.context).toEqual(context)
    expect(read.faults.map(({ field }) => field)).toEqual(fields)
  })
})

it('names a hundred faults at most, and made-up names by their beginning', () => {
  const names = Array.from({ length: 3000 }, (_, i) => [`${i}${'x'.repeat(500)}`, 1])
  const { context, faults } = readContext(project, { ...Object.fromEntries(names), appVersion: '2' })
  expect(context).toEqual({ appVersion: '2' })
  expect(faults).toHaveLength(100)
  expect(JSON.stringify(faults).length).toBeLessThan(20_000)
})

describe('beside a token', () => {
  const signed = { ...somebody, attributes: { plan: 'free', appVersion: '9', seats: 3 } }

  it('counts what the product vouches for, and not what the page says of the same', () => {
    const said = { appVersion: '1', dimensions: { plan: 'pro', region: 'eu' } }
    expect(inContext(project, signed, said).context).toEqual({
      appVersion: '9',
      dimensions: { plan: 'free', region: 'eu' },
    })
    expect(inContext(project, signed, {}).context).toEqual({ appVersion: '9', dimensions: { plan: 'free' } })
    expect(inContext(project, somebody, said).context).toEqual(said)
  })

  it('takes neither where the token has a value that is not on the list', () => {
    const odd = { ...somebody, attributes: { plan: 'gold' } }
    expect(inContext(project, odd, { dimensions: { plan: 'pro' } })).toEqual(odd)
  })

  it('leaves somebody without a context as they are', () => {
    expect(inContext(project, somebody, {})).toBe(somebody)
  })
})

it('names what was said as the team does, and by its key what is declared no more', () => {
  expect(contextFacts(project, { appVersion: '2', dimensions: { plan: 'pro', old: 'x' } })).toEqual([
    { name: 'Version', text: '2' },
    { name: 'Plan', text: 'pro' },
    { name: 'old', text: 'x' },
  ])
})
