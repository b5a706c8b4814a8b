import type { WidgetRequests } from '../sockets/protocol.ts'
import type { AskedSurvey } from '../surveys/survey.ts'
import { type OtherTabs, unlessElsewhere } from './other-tabs.ts'
import type { Panel } from './panel.ts'
import type { SurveyHost, SurveyPart, SurveyView } from './survey/part.ts'

/** Has at most one survey at a time shown, in one tab at a time: the one that is not finished, or else what is due. */
export function asking({
  panel,
  watch,
  askFor,
  loadPart,
  host,
  tabs,
  lock,
  onAnswer,
  onChange,
}: {
  panel: Panel
  watch: () => Promise<WidgetRequests['survey:watch'][1]>
  askFor: (survey: { key: string; revision: number }) => Promise<WidgetRequests['survey:ask'][1]>
  loadPart: () => Promise<SurveyPart>
  host: Pick<SurveyHost, 'post' | 'newId' | 'draft' | 'explain'>
  tabs: OtherTabs
  /** The name under which one tab keeps the others from asking. */
  lock: string
  onAnswer: (answer: { survey: string; state: string }) => void
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
    if (shown) {
      tabs.tell('answered', { survey: shown.survey })
      onAnswer({ survey: shown.survey, state: body.state })
    }
    return receipt
  }

  /** Resolves once the survey is gone again. */
  async function show(part: SurveyPart, survey: AskedSurvey, seq: number): Promise<void> {
    view ??= part({
      ...{ ...host, post },
      ...{ root: panel.root, slot: panel.slots.question, announce: panel.announce },
      onAnswered: () => onChange(false),
      onClosed: finish,
    })
    if (!view.show(survey, seq)) return
    onChange(true)
    panel.offerCards()
    await new Promise<void>((done) => {
      shown = { survey: survey.survey, done }
    })
  }

  /** The survey that is to be shown now; the part comes first, for whoever is asked must be able to see it. */
  async function askNow(mine: number): Promise<void> {
    const { surveys, open } = await watch()
    const due = surveys.find((one) => one.due)
    if ((!open && !due) || mine !== turn) return
    const part = await loadPart()
    if (mine !== turn) return
    const survey = open?.asked ?? (due && (await askFor(due)).asked)
    if (survey && mine === turn) await show(part, survey, open?.seq ?? 0)
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
      await unlessElsewhere(lock, () =>
        askNow(mine).catch((fault: Error) => console.error(`Sluice: a question could not be shown: ${fault.message}`)),
      )
      if (mine === turn) isAsking = false
    },
  }
}

const visible = () =>
  new Promise<void>((done) => document.addEventListener('visibilitychange', () => done(), { once: true }))
