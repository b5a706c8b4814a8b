import { numberText, pluralText } from '../base/wording.ts'
import type { FlagService } from '../flags/flag.service.ts'
import type { Flag } from '../flags/flag.ts'
import { type PageCall, page } from '../http/page.ts'
import { safeSvg } from '../http/safe-html.ts'
import type { Project } from '../projects/project.ts'
import { surveyDraft } from '../surveys/single-question.ts'
import type { SurveyService } from '../surveys/survey.service.ts'
import { histogramChart, intervalChart } from './chart.ts'
import type { Insight, InsightService } from './insight.service.ts'
import { insightSentence, leftOutWords, sliceView, wordsToShow } from './insight-view.ts'
import { freeKey } from './survey-key.ts'
import type { Slice } from './tally.ts'

type Parts = { flags: FlagService; insights: InsightService; surveys: SurveyService }

type Call = Pick<PageCall<'insights:read', undefined>, 'project' | 'params'>

const mostTexts = 20

/** What people say about the variants that they saw. */
export function insightPages({ flags, insights, surveys }: Parts) {
  const find = ({ project, params }: Call) => flags.find(project, params.key ?? '')

  async function surveyView(project: Project, flag: Flag, { survey, tally }: Insight['surveys'][number]) {
    const texts = await surveys.newestTexts(project, survey.key, mostTexts)
    return {
      survey,
      answers: pluralText(tally.n, 'answer', 'answers'),
      chosen: newFirst(tally.chosen, flag).map((slice) => drawn(slice, flag)),
      fair: newFirst(tally.fair, flag).map((slice) => drawn(slice, flag)),
      leftOut: leftOutWords(tally.leftOut),
      texts: wordsToShow(texts.flatMap(({ text }) => text ?? [])),
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
        return { lines, asked: lines.filter(({ isAsked }) => isAsked).length }
      },
    }),
    page('GET /console/:project/insights/:key', { ...shown, permission: 'insights:read' }),
    page('POST /console/:project/insights/:key/ask', {
      permission: 'surveys:write',
      form: surveyDraft.omit({ flag: true }),
      again: { ...shown, permission: 'surveys:write' },
      async handle(call) {
        const { project, form, session } = call
        const flag = await find(call)
        const taken = await surveys.current(project)
        await surveys.publish(project, freeKey(flag.key, taken), { ...form, flag: flag.key })
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
