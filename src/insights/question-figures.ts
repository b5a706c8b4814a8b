import { numberText, percentText } from '../base/wording.ts'
import type { QuestionResult } from '../surveys/results.ts'
import type { QuestionFigures } from '../surveys/survey-view.ts'
import { histogramChart, intervalChart } from './chart.ts'
import { meanInterval, npsInterval, wilson } from './interval.ts'
import { fewest, scoreText, verdict } from './score.ts'

/** What is made of one question's counts: every figure with its 95 % interval, and none of fewer than five people. */
export function figuresOf(result: QuestionResult, steps?: number): QuestionFigures {
  const { answered: n, kind } = result
  const nothing = { isShown: n >= fewest, isTentative: verdict(n) === 'tentative', figures: [], rows: [], order: [] }
  if (n < fewest) return nothing
  if (result.scores) return { ...nothing, ...ofScores(result, kind === 'rating' ? (steps ?? 0) : 0) }
  if (kind === 'ranking') return { ...nothing, order: inOrder(result) }
  return { ...nothing, rows: (result.choices ?? []).map(({ label, n: chose }) => shareRow(label, chose, n)) }
}

function ofScores(
  { kind, text, scores = [] }: QuestionResult,
  steps: number,
): Pick<QuestionFigures, 'figures' | 'rows'> {
  const n = scores.reduce((sum, one) => sum + one.n, 0)
  const from = (least: number) => scores.reduce((sum, one) => sum + (one.score >= least ? one.n : 0), 0)
  const rows = scores.map((one) => shareRow(String(one.score), one.n, n))
  switch (kind) {
    case 'nps':
      return { rows: [], figures: ofRecommendation(text, scores) }
    case 'csat':
      return { rows, figures: [shareFigure('Satisfied: gave 4 or 5', from(4), n)] }
    case 'ces':
      return { rows, figures: [shareFigure('It was easy: gave 5, 6 or 7', from(5), n)] }
    default: {
      const least = steps > 3 ? steps - 1 : steps
      const name = least === steps ? `Gave the highest, ${steps}` : `Gave ${least} or ${steps}`
      return { rows, figures: [shareFigure(name, from(least), n)] }
    }
  }
}

function ofRecommendation(text: string, scores: readonly { score: number; n: number }[]): QuestionFigures['figures'] {
  const counts = Array.from({ length: 11 }, (_, score) => scores.find((one) => one.score === score)?.n ?? 0)
  const { estimate, low, high } = meanInterval(counts)
  const nps = npsInterval(counts)
  const [mean = '', least = '', most = ''] = [estimate, low, high].map((score) => scoreText(score, high - low))
  const scale = { from: 0, to: 10, tone: 'accent', ticks: [0, 2, 4, 6, 8, 10] } as const
  return [
    {
      ...{ name: 'Mean score, of 10', value: mean, interval: `${least} to ${most}` },
      chart: intervalChart({ low, high, mean: estimate, ...scale, label: `Score of “${text}”` }),
    },
    {
      ...{ name: 'NPS', value: signed(nps.estimate), interval: `${signed(nps.low)} to ${signed(nps.high)}` },
      chart: histogramChart({ counts, label: `Answers to “${text}”` }),
    },
  ]
}

const signed = (value: number) => `${value > 0 ? '+' : ''}${numberText(Math.round(value))}`

function shareOf(chose: number, n: number) {
  const { estimate, low, high } = wilson(chose, n)
  const [share = '', least = '', most = ''] = [estimate, low, high].map((one) =>
    percentText(Math.round(one * 100) * 1000),
  )
  return { share, interval: `${least} to ${most}`, percent: Math.round(estimate * 100) }
}

const shareRow = (label: string, chose: number, n: number) => ({ label, n: chose, ...shareOf(chose, n) })

function shareFigure(name: string, chose: number, n: number): QuestionFigures['figures'][number] {
  const { share, interval } = shareOf(chose, n)
  return { name, value: share, interval }
}

/** Ranks have no interval here, so that no number of them is shown. */
const inOrder = ({ choices = [] }: QuestionResult): string[] =>
  [...choices].sort((one, other) => (one.meanRank ?? 0) - (other.meanRank ?? 0)).map(({ label }) => label)
