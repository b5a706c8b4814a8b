import { installationView } from '../../src/projects/installation-view.ts'

const refusal = { kind: 'origin', what: 'https://shop.example', times: 1, at: 5 } as const

it.each([
  ['nothing', {}, [], 'No page has come in yet.', [false, false, false], 0],
  [
    'a page that was refused',
    {},
    [refusal],
    'Pages were refused: what to change stands below.',
    [false, false, false],
    0,
  ],
  [
    'a page',
    { connected: 1 },
    [],
    'A page is connected. What it shows has not been seen yet.',
    [true, false, false],
    1,
  ],
  [
    'a page, and another that was refused',
    { connected: 1 },
    [refusal],
    'A page is connected. What it shows has not been seen yet.',
    [true, false, false],
    1,
  ],
  [
    'an exposure',
    { connected: 1, exposure: 2 },
    [],
    'Your pages show changes, and people see them. Nobody has answered yet.',
    [true, true, false],
    2,
  ],
  [
    'an answer, of a product that was there before this was noted',
    { answer: 3 },
    [],
    'It works: pages come in, people see changes, and they answer.',
    [true, true, true],
    -1,
  ],
])('tells how far it has come with %s', (_name, firsts, refusals, sentence, reached, next) => {
  const view = installationView(firsts, refusals)
  expect(view.sentence).toBe(sentence)
  expect(view.steps.map(({ isReached }) => isReached)).toEqual(reached)
  expect(view.steps.findIndex(({ isNext }) => isNext)).toBe(next)
})
