import type { Question } from '../../surveys/question.ts'
import type { Answer } from '../../surveys/response.ts'
import { isAnswered, nextQuestion, type Said, type Walkable, walk } from '../../surveys/walk.ts'
import type { Progress } from './progress.ts'

const longest = 86_400_000

/** Somebody's way through a survey, forwards by its rules and back again; what was said stays, wherever they go. */
export function steps(survey: Walkable, begun: Progress) {
  const answers = new Map(begun.answers.map((answer) => [answer.question, answer]))
  const path = begunPath()

  const all = () => [...answers.values()]

  /** Up to where they were; else up to the first question that they have not seen. */
  function begunPath(): Question[] {
    const way = walk(survey, begun.answers)
    const place = way.findIndex(({ id }) => (begun.at === undefined ? !answers.has(id) : id === begun.at))
    return place < 0 ? way.slice(0, begun.at === undefined ? way.length : 1) : way.slice(0, place + 1)
  }

  const current = (): Question => path.at(-1) as Question

  function said(id = current().id): Said {
    const { question: _, ms: __, ...rest } = answers.get(id) ?? { question: id, ms: 0 }
    return rest
  }

  const following = () => nextQuestion(survey, current().id, said())

  return {
    current,
    said,
    isFirst: () => path.length === 1,
    isLast: () => following() === undefined,

    /** Takes what was said to the current question, in place of what was said before. */
    say(what: Said): void {
      const { id } = current()
      answers.set(id, { question: id, ms: answers.get(id)?.ms ?? 0, ...what })
    },

    /** The current question was on the screen for so long (ms) more. */
    spend(ms: number): void {
      const { id } = current()
      const before = answers.get(id)
      if (before) answers.set(id, { ...before, ms: Math.min(longest, before.ms + Math.max(0, Math.round(ms))) })
    },

    /** Goes on; what was not answered is skipped. False at the end. */
    next(): boolean {
      const { id } = current()
      if (!answers.has(id)) answers.set(id, { question: id, ms: 0 })
      const question = following()
      if (question) path.push(question)
      return question !== undefined
    },

    back(): void {
      if (path.length > 1) path.pop()
    },

    /** What was said on the way that these answers lead along. */
    answers: (): Answer[] => walk(survey, all()).flatMap(({ id }) => answers.get(id) ?? []),

    /** Which of how many questions this is, as far as it can be known; undefined where there is one, or nothing asked. */
    place(): { at: number; of: number } | undefined {
      const asked = walk(survey, all()).filter(({ kind }) => kind !== 'statement')
      const at = asked.indexOf(current()) + 1
      return at > 0 && asked.length > 1 ? { at, of: asked.length } : undefined
    },

    isAnswered: () => isAnswered(said()),
  }
}
