import type { Question } from './question.ts'
import type { SurveyDraft } from './survey.ts'

/** One text that people read: its path in `translations`, and the most characters that it may have. */
export type SurveyText = { path: string; text: string; most: number }

type Texts = Pick<SurveyDraft, 'questions' | 'thanks'>

/** Every text of a survey that people read, in the order in which they meet it; empty ones are none. */
export function textsOf({ questions, thanks = '' }: Texts): SurveyText[] {
  const all = [...questions.flatMap(ofQuestion), { path: 'thanks', text: thanks, most: 300 }]
  return all.filter(({ text }) => text !== '')
}

/** A question's texts replaced by what `read` gives for their paths. */
export function withTexts(question: Question, read: (path: string, text: string) => string): Question {
  const at = (field: string, text: string) => read(`questions/${question.id}/${field}`, text)
  const plain = {
    text: at('text', question.text),
    ...(question.help !== undefined && { help: at('help', question.help) }),
  }
  switch (question.kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
      return { ...question, ...plain, low: at('low', question.low), high: at('high', question.high) }
    case 'single':
    case 'multiple':
    case 'ranking': {
      const choices = question.choices.map((one) => ({ ...one, label: at(`choices/${one.id}`, one.label) }))
      return { ...question, ...plain, choices }
    }
    case 'boolean':
      return { ...question, ...plain, yes: at('yes', question.yes), no: at('no', question.no) }
    case 'statement':
      return { ...question, ...plain, button: at('button', question.button) }
    case 'text':
      return { ...question, ...plain }
  }
}

const mostByField: Record<string, number> = { text: 300, help: 500, choices: 120 }

function ofQuestion(question: Question): SurveyText[] {
  const found: SurveyText[] = []
  withTexts(question, (path, text) => {
    found.push({ path, text, most: mostByField[path.split('/')[2] ?? ''] ?? 40 })
    return text
  })
  return found
}
