import type { WidgetRequests } from '../sockets/protocol.ts'
import type { Question } from '../surveys/survey.ts'
import { type OtherTabs, unlessElsewhere } from './other-tabs.ts'
import type { Panel } from './panel.ts'
import type { SurveyHost, SurveyPart, SurveyView } from './survey/part.ts'

/** Asks the server for at most one question at a time, in one tab at a time, and has it shown. */
export function asking({
  panel,
  next,
  loadPart,
  host,
  tabs,
  lock,
  onAnswer,
  onChange,
}: {
  panel: Panel
  next: () => Promise<{ question: Question | null }>
  loadPart: () => Promise<SurveyPart>
  host: Pick<SurveyHost, 'post' | 'newId' | 'draft' | 'explain'>
  tabs: OtherTabs
  /** The name under which one tab keeps the others from asking. */
  lock: string
  onAnswer: (answer: WidgetRequests['survey:answer'][0]) => void
  onChange: (hasQuestion: boolean) => void
}) {
  let view: SurveyView | undefined
  /** Whose turn it is: what was asked for somebody who has left meanwhile is not shown. */
  let turn = 0
  let isAsking = false
  let shown: { survey: string; done: () => void } | undefined

  function finish(): void {
    turn++
    isAsking = false
    shown?.done()
    shown = undefined
    panel.clearCard('question')
    onChange(false)
  }

  const post: SurveyHost['post'] = async (body, onDelay) => {
    const receipt = await host.post(body, onDelay)
    tabs.tell('answered', { survey: body.survey })
    onAnswer(body)
    return receipt
  }

  /** Resolves once the question is gone again. */
  async function show(question: Question, mine: number): Promise<void> {
    const part = await loadPart()
    if (mine !== turn) return
    view ??= part({
      ...{ ...host, post },
      ...{ root: panel.root, slot: panel.slots.question, announce: panel.announce },
      onAnswered: () => onChange(false),
      onClosed: finish,
    })
    view.show(question)
    onChange(true)
    panel.offerCards()
    await new Promise<void>((done) => {
      shown = { survey: question.key, done }
    })
  }

  async function askNow(mine: number): Promise<void> {
    const { question } = await next().catch(() => ({ question: null }))
    if (!question || mine !== turn) return
    await show(question, mine).catch((fault: Error) =>
      console.error(`Sluice: a question could not be shown: ${fault.message}`),
    )
  }

  tabs.on('answered', ({ survey }) => {
    if (survey === shown?.survey) finish()
  })

  return {
    /** Takes the question away; it was somebody else's. */
    clear: finish,

    /** Asks the server whether there is a question for this subject now, where somebody looks and no other tab asks. */
    async ask(): Promise<void> {
      if (isAsking) return
      isAsking = true
      const mine = ++turn
      if (document.hidden) await visible()
      await unlessElsewhere(lock, () => askNow(mine))
      if (mine === turn) isAsking = false
    },
  }
}

const visible = () =>
  new Promise<void>((done) => document.addEventListener('visibilitychange', () => done(), { once: true }))
