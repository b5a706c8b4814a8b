import { type Named, sentence } from '../../src/insights/sentence.ts'
import type { Tally } from '../../src/insights/tally.ts'
import cases from './sentence.cases.json' with { type: 'json' }

const flags: Record<string, Named> = {
  editor: {
    title: 'New editor',
    control: 'off',
    variants: [
      { key: 'off', name: 'Old editor' },
      { key: 'on', name: 'New editor' },
    ],
  },
  menu: {
    title: 'Menu',
    control: 'a',
    variants: [
      { key: 'a', name: 'Top menu' },
      { key: 'b', name: 'Side menu' },
      { key: 'c', name: 'No menu' },
    ],
  },
}

type Case = { name: string; named: string; tally: Tally; expected: string }

it.each(cases as Case[])('$name', ({ named, tally, expected }) => {
  const flag = flags[named]
  if (!flag) throw new Error(`No flag ${named}`)
  expect(sentence(flag, tally)).toBe(expected)
})
