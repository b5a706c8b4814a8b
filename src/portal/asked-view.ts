import { momentText } from '../base/day-words.ts'
import { numeralText } from '../base/wording.ts'
import type { Flag } from '../flags/flag.ts'
import { standingRevision } from '../flags/flag-words.ts'
import { answerWords } from '../surveys/answer-words.ts'
import type { AskBudget, AskingReply } from '../surveys/ask-budget.ts'
import { inLanguage } from '../surveys/in-language.ts'
import type { Response, ResponseState } from '../surveys/response.ts'
import type { Survey } from '../surveys/survey.ts'
import { whyAsked } from '../surveys/why-asked.ts'

const stateWords: Record<ResponseState, string> = {
  shown: 'not answered yet',
  partial: 'begun',
  completed: 'answered',
  dismissed: 'put aside',
  expired: 'not answered',
}

const budgets: Record<AskBudget, { label: string; means: string }> = {
  never: { label: 'Never', means: 'Nobody asks you anything.' },
  rarely: { label: 'Rarely', means: 'At most twice in 30 days.' },
  often: { label: 'Often', means: 'At most eight times in 30 days.' },
}

/** What a subject was asked, each with the revision that they were asked, and how often they may be. */
export function askedView(
  asked: readonly { response: Response; survey: Survey }[],
  { budget, left }: AskingReply,
  flags: readonly Flag[],
  timeZone: string,
  now: number,
) {
  return {
    asked: asked.map(({ response, survey }) => askedLine(response, survey, flags, timeZone, now)),
    budgets: Object.entries(budgets).map(([key, words]) => ({ key, ...words, isChosen: key === budget })),
    left:
      budget === 'never'
        ? ''
        : `Within 30 days you may be asked ${left === 1 ? 'once' : `${numeralText(left)} times`} more.`,
  }
}

function askedLine(
  { language: wanted, state, answers, trigger, shownAt, id }: Response,
  survey: Survey,
  flags: readonly Flag[],
  timeZone: string,
  now: number,
) {
  const { language, direction, questions } = inLanguage(survey, wanted)
  return {
    ...{ id, language, direction, at: shownAt },
    when: momentText(shownAt, timeZone, now),
    state: stateWords[state],
    why: whyAsked(trigger, (flag) => titleToldOf(flags.find(({ key }) => key === flag))),
    questions: questions.flatMap((question, i) => {
      const answer = answers.find((one) => one.question === question.id)
      const said = answer ? answerWords(question, answer) : ''
      return said || i === 0 ? [{ text: question.text, said }] : []
    }),
  }
}

/** What people know a flag by; of what is quiet or only the team's they never hear. */
function titleToldOf(flag: Flag | undefined): string | undefined {
  const revision = flag && flag.kind === 'paced' ? standingRevision(flag) : undefined
  return revision?.announced ? (revision.title ?? flag?.title) : undefined
}
