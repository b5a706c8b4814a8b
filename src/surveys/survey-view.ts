import { agoText, numberText, percentText, pluralText } from '../base/wording.ts'
import { flagsAsked } from './fact-triggers.ts'
import { kindNames } from './question-words.ts'
import type { QuestionResult, SurveyResults } from './results.ts'
import { differences } from './revision-difference.ts'
import { ruleWords } from './rule-words.ts'
import type { SaidWords } from './said-words.ts'
import { amountWords, audienceWords, frequencyWords, momentWords, scheduleWords } from './setting-words.ts'
import type { Survey, SurveyDraft } from './survey.ts'
import { type ListedSurvey, nameOf, rateText, stateWords } from './survey-list.ts'

type Named = Parameters<typeof momentWords>[1]

/** What is made of one question's counts, with how sure it is; `chart` is a drawing. */
export type QuestionFigures = {
  isShown: boolean
  isTentative: boolean
  figures: { name: string; value: string; interval: string; chart?: string }[]
  rows: { label: string; n: number; share: string; interval: string; percent: number }[]
  /** Choices by how far ahead people put them. */
  order: string[]
}

/** How it goes with one survey, in the first line of its page. */
export function surveySentence(one: ListedSurvey, now: number): string {
  const { state, survey, counts, isFull } = one
  const name = nameOf(one)
  const answered =
    counts.shown === 0
      ? 'nobody has been shown it yet'
      : `${numberText(counts.completed)} of ${pluralText(counts.shown, 'person', 'people')} who were shown it ${counts.completed === 1 ? 'has' : 'have'} come to its end`
  if (state === 'scheduled') return `${name} opens ${agoText(survey?.opensAt ?? now, now)}.`
  if (state === 'running' && isFull) return `${name} has stopped at its quota: ${answered}.`
  return `${name} is ${stateWords[state].name}: ${answered}.`
}

/** The settings of a revision as sentences. */
export const settingLines = (draft: SurveyDraft, named: Named, now: number) => [
  { name: 'When', text: momentWords(draft, named) },
  { name: 'Who', text: audienceWords(draft, named) },
  { name: 'How many', text: amountWords(draft, named) },
  { name: 'How often', text: frequencyWords(draft) },
  { name: 'Time', text: scheduleWords(draft, now) },
  ...draft.rules.map((rule) => ({ name: 'Rule', text: ruleWords(rule, draft.questions) })),
]

/** Every revision, the newest first, with what was changed in it. */
export const revisionLines = (revisions: readonly Survey[], named: Named, now: number) =>
  revisions
    .map((survey, i) => {
      const before = revisions[i - 1]
      return {
        ...{ number: survey.revision, at: survey.publishedAt, name: survey.name },
        changes: before ? differences(before, survey, named, now) : [],
        isFirst: before === undefined,
      }
    })
    .reverse()

/** Shown, begun, completed: with the share of those who were shown it. */
export function funnelLines({ shown, started, completed, dismissed, expired }: SurveyResults) {
  const of = (n: number) => ({ n, percent: shown === 0 ? 0 : Math.round((100 * n) / shown) })
  const share = (percent: number) => (shown === 0 ? '' : percentText(percent * 1000))
  return [
    { name: 'Shown', ...of(shown) },
    { name: 'Began to answer', ...of(started) },
    { name: 'Came to the end', ...of(completed) },
    { name: 'Put it aside', ...of(dismissed) },
    { name: 'Left it for a day', ...of(expired) },
  ].map((line) => ({ ...line, share: share(line.percent) }))
}

/** One question's results. */
export function questionView(
  result: QuestionResult,
  figures: QuestionFigures,
  { place, isAsked, said }: { place: number; isAsked: boolean; said: readonly SaidWords[] },
) {
  const { question, text, answered, lastAnswered, medianMs } = result
  return {
    ...{ id: question, place, text, isAsked, figures },
    kind: kindNames[result.kind as keyof typeof kindNames],
    isRead: result.kind === 'statement',
    answered: pluralText(answered, 'answer', 'answers'),
    left:
      lastAnswered === 0
        ? 'Nobody left after it.'
        : `${pluralText(lastAnswered, 'person', 'people')} (${percentText(Math.round((100 * lastAnswered) / Math.max(1, answered)) * 1000)}) left after it.`,
    time: medianMs === undefined ? '' : `Half of them took less than ${secondsText(medianMs)}.`,
    said: said.filter((one) => one.question === question),
    hasWords: result.kind === 'text',
  }
}

const secondsText = (ms: number) => `${numberText(Math.max(0.1, Math.round(ms / 100) / 10))} s`

/** The flags that a survey is about: asked after seeing them, or of those who have them. */
export const flagsAbout = ({ triggers, audience }: Pick<Survey, 'triggers' | 'audience'>): string[] => [
  ...new Set([...flagsAsked(triggers), ...(audience.flags ?? []).map(({ flag }) => flag)]),
]

/** How it stands with a survey, and what can be done with it. */
export function standingOf(one: ListedSurvey & { control: { closedAt?: number } }) {
  const isStopped = one.state === 'running' && one.isFull
  return {
    state: isStopped ? 'stopped at its quota' : stateWords[one.state].name,
    tone: isStopped ? '' : stateWords[one.state].tone,
    rate: rateText(one.counts),
    isPaused: one.state === 'paused',
    isClosed: one.state === 'closed',
    isForGood: one.control.closedAt !== undefined,
  }
}
