import { orText } from '../base/wording.ts'
import type { Gate } from '../surveys/ask-now.ts'
import type { Response } from '../surveys/response.ts'
import type { Survey } from '../surveys/survey.ts'
import { isPageTrigger } from '../surveys/trigger.ts'
import { type NamedFlag, triggerWords } from '../surveys/trigger-words.ts'

type SaidGate = Gate & { words: string }

/** Why somebody is, or is not, asked one survey now: the answer, and every gate that was looked at. */
export function gatesView({ key, name, triggers }: Survey, gates: readonly SaidGate[], flags: readonly NamedFlag[]) {
  // Whether something happens in the page only the page knows, so the server's own look at it says nothing.
  const inPage = triggers.filter(isPageTrigger)
  const said = gates.map(({ gate, holds, words }) =>
    gate === 'trigger' && !holds && inPage.length > 0
      ? {
          holds,
          words: `It waits until ${orText(inPage.map((one) => triggerWords(one, flags)))}`,
        }
      : { holds, words },
  )
  const closed = said.filter(({ holds }) => !holds)
  const waits =
    closed.length === 1 && gates.some(({ gate, holds }) => gate === 'trigger' && !holds) && inPage.length > 0
  return {
    ...{ key, name, gates: said, isOpen: closed.length === 0 },
    answer:
      closed.length === 0
        ? 'Asked at the next look.'
        : waits
          ? `Asked as soon as it happens: ${closed[0]?.words.replace(/^It waits until /, '')}.`
          : `Not asked: ${closed[0]?.words.replace(/^(?:The|They|Its|As|This|There|It|Some|No|What)\b/, (word) => word.toLowerCase())}.`,
  }
}

/** That somebody was asked, and how far they came; what they said stays out of it. */
export const showingsView = (responses: readonly Pick<Response, 'survey' | 'revision' | 'state' | 'shownAt'>[]) =>
  responses.map(({ survey, revision, state, shownAt }) => ({ survey, revision, state, at: shownAt }))
