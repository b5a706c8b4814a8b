import { z } from 'zod'
import type { Question } from './question.ts'
import type { Response } from './response.ts'
import { stateAt } from './response-state.ts'
import { isAnswered } from './walk.ts'

/** How one question was answered, over all revisions: `score` or `choice` → how many; ranks are places from 1 on. */
const questionResult = z.object({
  question: z.string(),
  kind: z.string(),
  text: z.string(),
  answered: z.int(),
  scores: z.array(z.object({ score: z.int(), n: z.int() })).optional(),
  choices: z
    .array(z.object({ choice: z.string(), label: z.string(), n: z.int(), meanRank: z.number().optional() }))
    .optional(),
  texts: z.array(z.string()).optional().describe('The newest first'),
  lastAnswered: z.int().describe('How many left after having answered this one last'),
  medianMs: z.number().optional().describe('How long it was on the screen'),
})

export type QuestionResult = z.infer<typeof questionResult>

export const surveyResults = z.object({
  shown: z.int(),
  started: z.int(),
  completed: z.int(),
  dismissed: z.int(),
  expired: z.int(),
  questions: z.array(questionResult),
})

export type SurveyResults = z.infer<typeof surveyResults>

type Counted = Pick<Response, 'state' | 'answers' | 'shownAt'>

const mostTexts = 50
/** Enough for a median, and no more memory for a million answers than for these. */
const mostTimes = 10_000

/** Counts responses one after the other, the newest first; `questions`: all there ever were, as they were asked last. */
export function resultsCounter(questions: readonly Question[], now: number) {
  const totals = { shown: 0, started: 0, completed: 0, dismissed: 0, expired: 0 }
  const counters = new Map(questions.map((question) => [question.id, questionCounter(question)]))

  return {
    add(response: Counted): void {
      const said = response.answers.filter(isAnswered)
      const state = stateAt(response, now)
      totals.shown++
      if (said.length > 0 || state === 'completed') totals.started++
      if (state === 'completed' || state === 'dismissed' || state === 'expired') totals[state]++
      for (const answer of said) counters.get(answer.question)?.add(answer)
      if (state !== 'completed') counters.get(said.at(-1)?.question ?? '')?.leave()
    },
    results: (): SurveyResults => ({ ...totals, questions: [...counters.values()].map(({ result }) => result()) }),
  }
}

function questionCounter(question: Question) {
  const [scores, choices, ranks] = [new Map<number, number>(), new Map<string, number>(), new Map<string, number>()]
  const [texts, times]: [string[], number[]] = [[], []]
  let [answered, lastAnswered] = [0, 0]

  return {
    add({ score, choices: chosen = [], text, yes, order = [], ms }: Response['answers'][number]): void {
      answered++
      if (score !== undefined) more(scores, score)
      for (const id of yes === undefined ? chosen : [yes ? 'yes' : 'no']) more(choices, id)
      for (const [i, id] of order.entries()) {
        more(choices, id)
        more(ranks, id, i + 1)
      }
      if (text && texts.length < mostTexts) texts.push(text)
      if (ms > 0 && times.length < mostTimes) times.push(ms)
    },
    leave(): void {
      lastAnswered++
    },
    result: (): QuestionResult => ({
      ...{ question: question.id, kind: question.kind, text: question.text, answered, lastAnswered },
      ...(scores.size > 0 && {
        scores: [...scores].sort(([one], [other]) => one - other).map(([score, n]) => ({ score, n })),
      }),
      ...(choices.size > 0 && {
        choices: [...choices].map(([choice, n]) => ({
          ...{ choice, label: labelOf(question, choice), n },
          ...(ranks.has(choice) && { meanRank: (ranks.get(choice) ?? 0) / n }),
        })),
      }),
      ...(texts.length > 0 && { texts }),
      ...(times.length > 0 && { medianMs: median(times) }),
    }),
  }
}

function more<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function labelOf(question: Question, id: string): string {
  if (question.kind === 'boolean') return id === 'yes' ? question.yes : question.no
  return ('choices' in question && question.choices.find((choice) => choice.id === id)?.label) || id
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]]
  return (low + high) / 2
}
