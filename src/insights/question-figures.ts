import { numberText, percentText } from '../base/wording.ts'
import type { Question } from '../surveys/question.ts'
import type { QuestionResult } from '../surveys/results.ts'
import { choiceName } from '../surveys/rule-words.ts'
import { choosable, scaleOf } from '../surveys/scale.ts'
import type { QuestionFigures } from '../surveys/survey-view.ts'
import { histogramChart, intervalChart } from './chart.ts'
import { meanInterval, npsInterval, wilson } from './interval.ts'
import { fewest, scoreText, verdict } from './score.ts'

/**
 * What is made of one question's counts: every figure with its 95 % interval, and none of fewer than five people; of
 * fewer than twenty the single scores stay out too, for they would be their answers one by one. `question`: as it is
 * asked now, for what nobody has answered.
 */
export function figuresOf(result: QuestionResult, question: Question | undefined): QuestionFigures {
  const { answered: n, kind } = result
  const isTentative = verdict(n) === 'tentative'
  const nothing = { isShown: n >= fewest, isTentative, figures: [], rows: [], order: [] }
  if (n < fewest) return nothing
  if (result.scores) return { ...nothing, ...ofScores(result, question, isTentative) }
  if (kind === 'ranking') return { ...nothing, order: inOrder(result) }
  const rows = choiceRows(result, question).map(({ label, n: chose }) => shareRow(label, chose, n))
  return { ...nothing, rows }
}

/** Every choice that there is, the most chosen first; yes and no as they stand. */
function choiceRows({ kind, choices = [] }: QuestionResult, question: Question | undefined) {
  const unchosen = question ? choosable(question).filter((id) => choices.every(({ choice }) => choice !== id)) : []
  const all = [...choices, ...unchosen.map((id) => ({ choice: id, label: choiceName(question, id), n: 0 }))]
  return kind === 'boolean'
    ? all.sort((one) => (one.choice === 'yes' ? -1 : 1))
    : all.sort((one, other) => other.n - one.n)
}

function ofScores(
  { kind, text, scores = [] }: QuestionResult,
  question: Question | undefined,
  isTentative: boolean,
): Pick<QuestionFigures, 'figures' | 'rows'> {
  const n = scores.reduce((sum, one) => sum + one.n, 0)
  const from = (least: number) => scores.reduce((sum, one) => sum + (one.score >= least ? one.n : 0), 0)
  const scale = question && scaleOf(question)
  const all = scale ? Array.from({ length: scale.to - scale.from + 1 }, (_, i) => scale.from + i) : []
  const given = (score: number) => scores.find((one) => one.score === score)?.n ?? 0
  const rows = isTentative ? [] : all.map((score) => shareRow(String(score), given(score), n))
  switch (kind) {
    case 'nps':
      return { rows: [], figures: ofRecommendation(text, scores, isTentative) }
    case 'csat':
      return { rows, figures: [shareFigure('Satisfied: gave 4 or 5', from(4), n)] }
    case 'ces':
      return { rows, figures: [shareFigure('It was easy: gave 5, 6 or 7', from(5), n)] }
    default: {
      const most = scale?.to ?? Math.max(...scores.map(({ score }) => score))
      const least = most > 3 ? most - 1 : most
      const name = least === most ? `Gave the highest, ${most}` : `Gave ${least} or ${most}`
      return { rows, figures: [shareFigure(name, from(least), n)] }
    }
  }
}

function ofRecommendation(
  text: string,
  scores: readonly { score: number; n: number }[],
  isTentative: boolean,
): QuestionFigures['figures'] {
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
      ...(!isTentative && { chart: histogramChart({ counts, label: `Answers to “${text}”` }) }),
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
