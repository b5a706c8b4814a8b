import { z } from 'zod'
import { writtenText } from '../base/text.ts'
import { numberText, numeralText, pluralText } from '../base/wording.ts'
import type { FlagService } from '../flags/flag.service.ts'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import { safeSvg } from '../http/safe-html.ts'
import type { Project } from '../projects/project.ts'
import { freeKey } from '../surveys/free-key.ts'
import type { ResultsService } from '../surveys/results.service.ts'
import { scoreSurvey } from '../surveys/score-survey.ts'
import type { SurveyService } from '../surveys/survey.service.ts'
import { scoreQuestionOf } from './asked-about.ts'
import { histogramChart, intervalChart } from './chart.ts'
import type { Insight, InsightService } from './insight.service.ts'
import { insightSentence, leftOutWords, sliceView, wordsToShow } from './insight-view.ts'
import type { Slice } from './tally.ts'

type Parts = { flags: FlagService; insights: InsightService; surveys: SurveyService; results: ResultsService }

type Call = Pick<PageCall<'insights:read', undefined>, 'project' | 'params'>

const mostTexts = 20

const scoreForm = z.object({ text: writtenText(300), low: writtenText(40), high: writtenText(40) })

/** What people say about the variants that they saw. */
export function insightPages({ flags, insights, surveys, results }: Parts) {
  const find = ({ project, params }: Call) => flags.find(project, params.key ?? '')

  async function surveyView(project: Project, flag: Flag, { survey, tally }: Insight['surveys'][number]) {
    const { text, low, high } = scoreQuestionOf(survey) ?? { text: survey.name, low: '', high: '' }
    return {
      survey: { key: survey.key, text, low, high },
      answers: pluralText(tally.n, 'answer', 'answers'),
      chosen: newFirst(tally.chosen, flag).map((slice) => drawn(slice, flag)),
      fair: newFirst(tally.fair, flag).map((slice) => drawn(slice, flag)),
      leftOut: leftOutWords(tally.leftOut),
      texts: wordsToShow(await results.newestTexts(project, survey.key, mostTexts)),
    }
  }

  const shown = {
    view: 'insights/show',
    async load(call: Call) {
      const flag = await find(call)
      const insight = await insights.of(call.project, flag)
      return {
        flag,
        title: `${flag.title}: insight`,
        sentence: insightSentence(flag, insight.surveys),
        surveys: await Promise.all(insight.surveys.map((one) => surveyView(call.project, flag, one))),
        seen: flag.variants.map(({ key, name }) => ({ name, people: numberText(insight.seen.get(key) ?? 0) })),
        values: { text: `How is ${flag.title}?`.slice(0, 300), low: 'Bad', high: 'Great' },
      }
    },
  }

  return [
    page('GET /console/:project/insights', {
      permission: 'insights:read',
      view: 'insights/list',
      async load({ project }) {
        const all = await flags.all(project)
        const lines = await Promise.all(
          all.map(async (flag) => {
            const { surveys: asked } = await insights.of(project, flag)
            return {
              key: flag.key,
              title: flag.title,
              sentence: insightSentence(flag, asked),
              isAsked: asked.length > 0,
            }
          }),
        )
        return { lines, headline: listHeadline(lines.filter(({ isAsked }) => isAsked).length, lines.length) }
      },
    }),
    page('GET /console/:project/insights/:key', { ...shown, permission: 'insights:read' }),
    page('POST /console/:project/insights/:key/ask', {
      permission: 'surveys:write',
      form: scoreForm,
      again: { ...shown, permission: 'surveys:write' },
      async handle(call) {
        const { project, form, session } = call
        const flag = await find(call)
        const key = freeKey(flag.key, await surveys.all(project))
        await surveys.saveDraft(project, key, scoreSurvey({ ...form, flag: flag.key }))
        await surveys.publish(project, key)
        session.say('Whoever sees it from now on is asked, once.')
        return `/console/${project.key}/insights/${flag.key}`
      },
    }),
  ]
}

/** The off variant last: the page is about what is new. */
const newFirst = (slices: readonly Slice[], { off }: Flag) =>
  [...slices].sort((one, other) => Number(one.variant === off) - Number(other.variant === off))

function drawn(slice: Slice, flag: Flag) {
  const view = sliceView(slice, flag)
  if (!view.isShown) return view
  // Of a few people a histogram would be their answers one by one.
  const every = view.isTentative
    ? undefined
    : safeSvg(histogramChart({ counts: view.counts, label: `Answers of people with ${view.name}` }))
  return { ...view, variant: slice.variant, chart: safeSvg(intervalChart(view.chart)), every }
}

function listHeadline(asked: number, all: number): string {
  if (all === 0) return 'There is no flag yet, so there is nothing to ask about.'
  if (asked === 0) return 'No question is asked yet.'
  return asked === all
    ? `People are asked about ${all === 1 ? 'the one flag there is' : `all ${numeralText(all)} flags`}.`
    : `People are asked about ${numeralText(asked)} of ${numeralText(all)} flags.`
}
