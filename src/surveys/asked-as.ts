import type { WhyNot } from './ask-now.ts'
import { inLanguage } from './in-language.ts'
import type { Answer, Response } from './response.ts'
import { shownTo } from './shown-order.ts'
import type { AskedSurvey, Survey } from './survey.ts'

/** A showing that is not finished, to go on with: what was answered until now, and the last part's `seq`. */
export type OpenShowing = { asked: AskedSurvey; answers: readonly Answer[]; seq: number }

/** What a page is told when it asks: the survey, or what keeps it from being shown. */
export type Asked = { asked: AskedSurvey; why?: undefined } | { asked: null; why: WhyNot }

/** A survey as the person of a response sees it: their language, their order of choices. */
export function askedAs(
  survey: Survey,
  { id, subject, language: wanted, trigger }: Pick<Response, 'id' | 'subject' | 'language' | 'trigger'>,
  salt: string,
): AskedSurvey {
  const { language, direction, questions, thanks } = inLanguage(survey, wanted)
  const { key, revision, rules, place, slot, delay, sampling } = survey
  return {
    ...{ response: id, survey: key, revision, language, direction, place, delay, rules },
    questions: questions.map((question) => shownTo(question, salt, subject)),
    because: { on: trigger.on, sampling },
    ...(slot !== undefined && { slot }),
    ...(thanks !== undefined && { thanks }),
  }
}
