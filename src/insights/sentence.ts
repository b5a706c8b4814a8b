import { pluralText } from '../base/wording.ts'
import { meanInterval } from './interval.ts'
import { count, type Histogram, scoreText, verdict } from './score.ts'
import type { Slice, Tally } from './tally.ts'

/** What the sentence calls things by: the flag's title, and each variant's name by its key; `control` is the old way. */
export type Named = { title: string; control: string; variants: readonly { key: string; name: string }[] }

type Shown = Extract<Slice, { state: 'shown' }>

/** The first line of a flag's insight page: what its scores say, each with its 95 % interval, never who is better. */
export function sentence({ title, control, variants }: Named, { n, chosen, fair }: Tally): string {
  if (n === 0) return 'Nobody has answered yet.'
  if (verdict(n) === 'too few') return `${answers(n)} so far, too few to show.`
  const nameOf = (slice: Slice) => variants.find(({ key }) => key === slice.variant)?.name ?? slice.variant
  const chosenShown = shownOf(chosen, control)
  const fairShown = shownOf(fair, control)
  const parts = [...chosenPart(chosenShown, control, nameOf), ...fairPart(fairShown, nameOf)]
  if (parts.length > 0) return parts.join(' ')
  return chosen.length + fair.length === 0
    ? `${answers(n)} so far, none of which can be counted for ${title}.`
    : `${answers(n)} so far, but no group can be shown yet without giving away what a few people said.`
}

// Control last, so that a sentence is about what is new.
const shownOf = (slices: readonly Slice[], control: string): Shown[] =>
  slices
    .filter((slice) => slice.state === 'shown')
    .sort((one, other) => Number(one.variant === control) - Number(other.variant === control))

function chosenPart(slices: readonly Shown[], control: string, nameOf: (slice: Slice) => string): string[] {
  const [first, ...rest] = slices
  if (!first) return []
  // Most people have control because nothing has reached them: they did not choose it.
  if (first.variant === control)
    return [`People who have ${nameOf(first)} outside the draw give it ${scored(first, ' of 10')}.`]
  const others = rest.filter((slice) => slice.variant !== control)
  const also = others.map((slice) => `, those who chose ${nameOf(slice)} ${scored(slice)}`)
  return [`People who chose ${nameOf(first)} give it ${scored(first, ' of 10')}${also.join('')}.`]
}

function fairPart(slices: readonly Shown[], nameOf: (slice: Slice) => string): string[] {
  const [first, ...rest] = slices
  if (!first) return []
  const opening = `In the fair draw ${nameOf(first)} gets ${scored(first, ' of 10')}`
  if (rest.length === 0) return [`${opening}; there is no other side to show yet.`]
  const against = rest.map((slice) => `${scored(slice)} for ${nameOf(slice)}`)
  return [`${opening}, against ${against.join(' and ')}; no verdict yet.`]
}

function scored({ histogram }: { histogram: Histogram }, scale = ''): string {
  const { estimate, low, high } = meanInterval(histogram)
  const written = (score: number) => scoreText(score, high - low)
  const n = count(histogram)
  const few = verdict(n) === 'tentative' ? `, only ${answers(n)}` : ''
  return `${written(estimate)}${scale} (${written(low)} to ${written(high)}${few})`
}

const answers = (n: number) => pluralText(n, 'answer', 'answers')
