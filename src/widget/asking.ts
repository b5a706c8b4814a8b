import type { Question } from '../surveys/survey.ts'
import type { Panel } from './panel.ts'
import type { SurveyHost, SurveyPart, SurveyView } from './survey/part.ts'

/** Asks the server for at most one question at a time, and has it shown. */
export function asking({
  panel,
  next,
  loadPart,
  host,
  onChange,
}: {
  panel: Panel
  next: () => Promise<{ question: Question | null }>
  loadPart: () => Promise<SurveyPart>
  host: Pick<SurveyHost, 'post' | 'newId' | 'explain'>
  onChange: (hasQuestion: boolean) => void
}) {
  let view: SurveyView | undefined
  /** Whose turn it is: what was asked for somebody who has left meanwhile is not shown. */
  let turn = 0
  let isAsking = false

  function finish(): void {
    turn++
    isAsking = false
    panel.clearCard('question')
    onChange(false)
  }

  async function show(question: Question, mine: number): Promise<void> {
    const part = await loadPart()
    if (mine !== turn) return
    view ??= part({
      ...host,
      ...{ root: panel.root, slot: panel.slots.question, announce: panel.announce },
      onAnswered: () => onChange(false),
      onClosed: finish,
    })
    view.show(question)
    onChange(true)
    panel.offerCards()
  }

  return {
    /** Takes the question away; it was somebody else's. */
    clear: finish,

    /** Asks the server whether there is a question for this subject now. */
    async ask(): Promise<void> {
      if (isAsking) return
      isAsking = true
      const mine = ++turn
      const { question } = await next().catch(() => ({ question: null }))
      if (mine !== turn) return
      try {
        if (question) return await show(question, mine)
      } catch (fault) {
        console.error(`Sluice: a question could not be shown: ${(fault as Error).message}`)
      }
      if (mine === turn) isAsking = false
    },
  }
}
