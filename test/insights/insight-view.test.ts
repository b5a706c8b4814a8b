import { headlineOf } from '../../src/insights/headline.ts'
import { leftOutWords, sliceView, wordsToShow } from '../../src/insights/insight-view.ts'
import type { Slice } from '../../src/insights/tally.ts'
import { madeFlag } from '../flags/flag-made.ts'

const flag = madeFlag([])
const histogram = (n: number) => [0, 0, 0, 0, 0, 0, 0, 0, n / 2, 0, n / 2]
const shown = (variant: string, n: number): Slice => ({ variant, n, state: 'shown', histogram: histogram(n) })
const few = (variant: string): Slice => ({ variant, n: 3, state: 'too few' })

describe('one variant’s answers', () => {
  it('hand out no score of a few people', () => {
    expect(sliceView(few('on'), flag)).toEqual({ name: expect.any(String), answers: '3 answers', isShown: false })
  })

  it.each([
    [10, true, 'soft'],
    [20, false, 'accent'],
  ])('of %d people are tentative: %s', (n, isTentative, tone) => {
    expect(sliceView(shown('on', n), flag)).toMatchObject({ isTentative, mean: '9.0', chart: { tone } })
  })

  it('carry an interval with every number', () => {
    const view = sliceView(shown('on', 40), flag)
    expect(view).toMatchObject({
      interval: expect.stringMatching(/^\d\.\d to \d\.\d$/),
      nps: expect.stringMatching(/^NPS \+50 \(\+\d+ to \+\d+\)$/),
    })
  })
})

it.each<[Slice[], Slice[], string | undefined]>([
  [[shown('on', 20)], [shown('on', 40)], '40 answers in a fair comparison'],
  [[shown('on', 20)], [few('on'), shown('off', 40)], '20 answers from people who chose it'],
  [[few('on')], [shown('off', 40)], undefined],
  [[], [], undefined],
])('makes a headline of what is new, by a fair draw first', (chosen, fair, words) => {
  const headline = headlineOf([{ chosen, fair }], flag)
  if (words === undefined) expect(headline).toBeUndefined()
  else expect(headline?.words).toContain(words)
})

it('says how many are left out and why', () => {
  const none = { untied: 0, claimed: 0, forced: 0, waiting: 0, several: 0 }
  expect(leftOutWords(none)).toBe('')
  expect(leftOutWords({ ...none, untied: 2, several: 1 })).toBe(
    'Left out: 2 had not seen it when they answered and 1 had seen more than one variant.',
  )
})

it('shows words of five people or more, in an order that is not theirs', () => {
  expect(wordsToShow(['d', 'c', 'b', 'a'])).toEqual([])
  expect(wordsToShow(['e', 'd', 'c', 'b', 'a'])).toEqual(['a', 'b', 'c', 'd', 'e'])
})
