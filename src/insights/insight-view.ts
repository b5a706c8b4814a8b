import { listText, numberText, pluralText } from '../base/wording.ts'
import type { Flag } from '../flags/flag.ts'
import { variantName } from '../flags/flag-words.ts'
import type { IntervalChart } from './chart.ts'
import { meanInterval, npsInterval } from './interval.ts'
import { fewest, type Histogram, scoreText, verdict } from './score.ts'
import { sentence } from './sentence.ts'
import type { Slice, Tally } from './tally.ts'

/** One variant's answers on one side, ready to be shown. */
export type SliceView = { name: string; answers: string } & (
  | { isShown: false }
  | {
      isShown: true
      isTentative: boolean
      mean: string
      interval: string
      nps: string
      chart: IntervalChart
      counts: Histogram
    }
)

const signed = (value: number) => `${value > 0 ? '+' : ''}${numberText(Math.round(value))}`

export function sliceView(slice: Slice, flag: Pick<Flag, 'variants' | 'off'>): SliceView {
  const name = variantName(flag, slice.variant)
  const answers = pluralText(slice.n, 'answer', 'answers')
  if (slice.state === 'too few') return { name, answers, isShown: false }
  const { estimate, low, high } = meanInterval(slice.histogram)
  const nps = npsInterval(slice.histogram)
  const isTentative = verdict(slice.n) === 'tentative'
  const tone = isTentative || slice.variant === flag.off ? 'soft' : 'accent'
  const [from, middle, to] = [low, estimate, high].map((score) => scoreText(score, high - low))
  return {
    ...{ name, answers, isShown: true, isTentative },
    mean: middle ?? '',
    interval: `${from} to ${to}`,
    counts: slice.histogram,
    nps: `NPS ${signed(nps.estimate)} (${signed(nps.low)} to ${signed(nps.high)})`,
    chart: { low, high, mean: estimate, from: 0, to: 10, tone, label: `Score of ${name}`, ticks: [0, 2, 4, 6, 8, 10] },
  }
}

const reasons: Record<keyof Tally['leftOut'], string> = {
  untied: 'had not seen it when they answered',
  claimed: 'had a page that showed something else than we had decided',
  forced: 'had it forced, by a test or the kill switch',
  waiting: 'were held back by their own pace, which is no fair comparison',
  several: 'had seen more than one variant',
}

/** How many answers count on neither side, and why; empty where all count. */
export function leftOutWords(leftOut: Tally['leftOut']): string {
  const parts = (Object.keys(reasons) as (keyof typeof reasons)[])
    .filter((reason) => leftOut[reason] > 0)
    .map((reason) => `${numberText(leftOut[reason])} ${reasons[reason]}`)
  return parts.length > 0 ? `Left out: ${listText(parts)}.` : ''
}

/**
 * The words people wrote, where there are enough that nobody can be told by them; sorted as a dictionary is, so that
 * their order does not say whose score came with which.
 */
export const wordsToShow = (texts: readonly string[]): string[] =>
  texts.length < fewest ? [] : [...texts].sort((a, b) => a.localeCompare(b, 'en'))

/** The first line about a flag: of several surveys the one with most answers speaks. */
export function insightSentence(flag: Flag, asked: readonly { tally: Tally }[]): string {
  const [most] = [...asked].sort((one, other) => other.tally.n - one.tally.n)
  if (!most) return `Nobody has been asked about ${flag.title} yet.`
  return sentence({ title: flag.title, control: flag.off, variants: flag.variants }, most.tally)
}
