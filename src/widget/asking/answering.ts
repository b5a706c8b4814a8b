import type { Receipt } from '../../base/receipt.ts'
import type { Answer, AnswerPart } from '../../surveys/response.ts'
import type { Draft } from '../drafts.ts'
import type { Progress } from '../survey/progress.ts'

/**
 * How long (ms) what changes is gathered before part number `seq` is sent: a first click goes nearly at once, and a long
 * text that is typed for half an hour stays far below the 200 parts that the server takes.
 */
const gathering = (seq: number) => Math.min(30_000, 300 * 1.1 ** seq)

type Kept = Progress & { response: string; seq: number }

/** What is answered to one showing, from the first click on: kept here at once, and sent in parts, each with all of it. */
export function answering({
  response,
  sent,
  post,
  draft,
  newId,
  after,
}: {
  response: string
  /** What the server has of it. */
  sent: { answers: readonly Answer[]; seq: number }
  post: (part: AnswerPart, onDelay: () => void) => Promise<Receipt>
  draft: Draft
  newId: () => string
  after: (ms: number, act: () => void) => void
}) {
  const kept = keptIn(draft.text())
  const own = kept?.response === response && kept.seq >= sent.seq ? kept : undefined
  let seq = Math.max(sent.seq, own?.seq ?? 0)
  let answers: readonly Answer[] = own?.answers ?? sent.answers
  let known = JSON.stringify(sent.answers)
  let isWaiting = false
  let isOver = false

  const isNews = () => !isOver && JSON.stringify(answers) !== known

  function send(state: AnswerPart['state'], onDelay = () => {}): Promise<Receipt> {
    known = JSON.stringify(answers)
    return post({ id: newId(), response, seq: ++seq, state, answers: [...answers] }, onDelay)
  }

  function sendSoon(): void {
    if (isWaiting || !isNews()) return
    isWaiting = true
    after(gathering(seq), () => {
      const sending = isNews() ? send('partial') : Promise.resolve()
      // One at a time: without a connection only the newest has to wait. A part that is refused is none of theirs to mend.
      void sending
        .catch(() => {})
        .then(() => {
          isWaiting = false
          sendSoon()
        })
    })
  }

  function end(state: 'completed' | 'dismissed', said: readonly Answer[], onDelay?: () => void): Promise<Receipt> {
    isOver = true
    answers = said
    draft.keep('')
    return send(state, onDelay)
  }

  return {
    /** Where to go on: what this device has kept, or else what the server has. */
    progress: (): Progress => ({ answers, ...(own?.at !== undefined && { at: own.at }) }),

    came(progress: Progress): void {
      if (isOver) return
      answers = progress.answers
      draft.keep(JSON.stringify({ response, seq, ...progress } satisfies Kept))
      sendSoon()
    },

    complete: (said: readonly Answer[], onDelay: () => void) => end('completed', said, onDelay),

    dismiss: (said: readonly Answer[]) => end('dismissed', said),

    /** The page goes away: what was gathered goes now. */
    leave(): void {
      if (isNews()) void send('partial').catch(() => {})
    },
  }
}

function keptIn(text: string): Kept | undefined {
  try {
    const kept = JSON.parse(text || 'null')
    return Array.isArray(kept?.answers) ? kept : undefined
  } catch {
    return undefined
  }
}
