import { dateText } from '../base/day-words.ts'
import { agoText, countText, listText, percentText, pluralText } from '../base/wording.ts'
import type { Survey, SurveyCounts } from './survey.ts'
import type { SurveyState } from './survey-state.ts'
import { textAt } from './written.ts'

/** What a state is called, and how loud it is shown. */
export const stateWords: Record<SurveyState, { name: string; tone: 'on' | '' }> = {
  draft: { name: 'draft', tone: '' },
  scheduled: { name: 'scheduled', tone: '' },
  running: { name: 'asking', tone: 'on' },
  paused: { name: 'paused', tone: '' },
  closed: { name: 'closed', tone: '' },
}

/** A survey as the team looks at it; `week`: completed within seven days; `isFull`: nobody is asked for its quota. */
export type ListedSurvey = {
  key: string
  state: SurveyState
  survey?: Survey
  draft?: { draft: unknown; changedAt: number }
  counts: SurveyCounts
  week: number
  isFull: boolean
}

export const nameOf = ({ key, survey, draft }: Pick<ListedSurvey, 'key' | 'survey' | 'draft'>): string =>
  survey?.name ?? (textAt(draft?.draft, ['name']) || key)

/** "28 %" of those to whom it was shown have completed it; empty where it was shown to nobody. */
export const rateText = ({ shown, completed }: SurveyCounts): string =>
  shown === 0 ? '' : percentText(Math.round((completed / shown) * 100) * 1000)

/** The list of surveys: what matters first, and a line for each, the ones that ask before the others. */
export function surveyList(all: readonly ListedSurvey[], now: number) {
  const rank: Record<SurveyState, number> = { running: 0, scheduled: 1, paused: 2, draft: 3, closed: 4 }
  return {
    sentence: listSentence(all, now),
    isEmpty: all.length === 0,
    lines: [...all]
      .sort((one, other) => rank[one.state] - rank[other.state] || (one.key < other.key ? -1 : 1))
      .map((one) => ({
        ...{ key: one.key, name: nameOf(one), isDraft: one.state === 'draft', counts: one.counts },
        rate: rateText(one.counts),
        state: one.state === 'running' && one.isFull ? 'stopped at its quota' : stateWords[one.state].name,
        tone: one.isFull ? '' : stateWords[one.state].tone,
        next: nextWords(one, now),
      })),
  }
}

function listSentence(all: readonly ListedSurvey[], now: number): string {
  if (all.length === 0) return 'Nobody is asked anything yet.'
  const running = all.filter(({ state }) => state === 'running')
  const full = running.filter(({ isFull }) => isFull)
  const asking = running.length - full.length
  const answers = all.reduce((sum, { week }) => sum + week, 0)
  const parts = [
    countText(asking, 'survey is asking', 'surveys are asking').replace(/^No surveys are/, 'No survey is'),
    ...(answers > 0 ? [`${pluralText(answers, 'answer', 'answers')} this week`] : []),
    ...(full.length > 0
      ? [
          `${listText(full.map((one) => `“${nameOf(one)}”`))} stopped at ${full.length === 1 ? 'its quota' : 'their quotas'}`,
        ]
      : []),
    ...(asking === 0 ? opening(all, now) : []),
  ]
  return `${parts.join('; ')}.`
}

function opening(all: readonly ListedSurvey[], now: number): string[] {
  const [next] = all
    .filter(({ state }) => state === 'scheduled')
    .sort((one, other) => (one.survey?.opensAt ?? 0) - (other.survey?.opensAt ?? 0))
  return next?.survey?.opensAt === undefined ? [] : [`“${nameOf(next)}” opens ${agoText(next.survey.opensAt, now)}`]
}

function nextWords({ state, survey, draft }: ListedSurvey, now: number): string {
  if (state === 'scheduled' && survey?.opensAt !== undefined) return `opens ${dateText(survey.opensAt, 'UTC', now)}`
  if (state === 'running' && survey?.closesAt !== undefined) return `closes ${dateText(survey.closesAt, 'UTC', now)}`
  if (draft) return survey ? 'a new revision is being written' : `written ${agoText(draft.changedAt, now)}`
  return ''
}
