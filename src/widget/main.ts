import { newId } from '../base/id.ts'
import type { FieldFault } from '../base/problem.ts'
import type { WidgetRequests } from '../sockets/protocol.ts'
import type { Boot, SluiceApi } from './api.ts'
import { asking } from './asking.ts'
import { changeListeners } from './change-listeners.ts'
import type { ChoicesPart } from './choices/part.ts'
import { connect } from './connection.ts'
import { deviceStorage } from './device-storage.ts'
import { exposures } from './exposures.ts'
import { following } from './following.ts'
import { laterPart } from './load-part.ts'
import { openChoices } from './open-choices.ts'
import { outbox, type StoredRequest } from './outbox.ts'
import { pageFlags } from './page-flags.ts'
import { panel } from './panel.ts'
import { Refusal } from './refusal.ts'
import { saidContext } from './said-context.ts'
import { storageChoice, subjectToken } from './subject-token.ts'
import type { SurveyPart } from './survey/part.ts'
import type { TalkPart } from './talk/part.ts'
import { talking } from './talking.ts'
import { texts } from './texts/en.ts'
import { toldMemory } from './told-memory.ts'

const explain = (fault: unknown) => (fault instanceof Refusal ? fault.problem.message : texts.failed)

function start({ script, calls, settle }: Boot, key: string): void {
  const origin = new URL(script.src).origin
  const makeId = () => newId(Date.now())
  const after = (ms: number, act: () => void) => void setTimeout(act, ms)
  const flags = pageFlags()
  const listeners = changeListeners()
  const store = deviceStorage(storageChoice(script.dataset.storage))
  const token = subjectToken({
    ...{ name: `sluice:${key}`, store },
    fromHost: () => script.dataset.subject || undefined,
  })

  const context = saidContext(script.dataset)
  const connection = connect({
    origin,
    credentials: () => ({ key, subject: token.current(), previous: token.previous(), context }),
    onConnect: () => void resume(),
    onDisconnect: () => view.connected(false),
    onRefuse: ({ message, faults }) => {
      if (isOwnTokenRefused(faults) && token.forget()) return comeBack()
      console.error(`Sluice: the server refused this page: ${message}`)
      settle()
    },
  })
  const letters = outbox({ send: connection.request, isConnected: connection.isConnected, after })

  async function post<Name extends StoredRequest>(name: Name, body: WidgetRequests[Name][0], onDelay: () => void) {
    token.acted()
    return letters.post(name, body, onDelay)
  }

  const seen = exposures({
    newId: makeId,
    after,
    post: (batch) =>
      void letters
        .post('exposure:seen', batch)
        .then(() => questions.ask())
        .catch((fault: Error) => console.error(`Sluice: what was seen is not counted: ${fault.message}`)),
  })

  const choices = (join?: string) => {
    token.acted()
    openChoices({ origin, request: () => connection.request('choices:open', { join }), notice: view.notice })
  }
  const view = panel({
    firstTab: () => (pending.unread > 0 ? 'talk' : 'news'),
    onShow(tab) {
      follow.seen()
      if (tab === 'talk') talks.open()
      else void follow.open(tab)
    },
  })

  const pending = { unread: 0, news: 0, hasQuestion: false }
  const pends = (part: Partial<typeof pending>) => view.badge(Object.assign(pending, part))
  const questions = asking({
    panel: view,
    next: () => connection.request('survey:next', {}),
    loadPart: laterPart<SurveyPart>(script, 'survey'),
    host: { post: (body, onDelay) => post('survey:answer', body, onDelay), newId: makeId, explain },
    onChange: (hasQuestion) => pends({ hasQuestion }),
  })
  const talks = talking({
    ...{ panel: view, connection, loadPart: laterPart<TalkPart>(script, 'talk') },
    host: { post, newId: makeId, explain },
    onChange: (unread) => pends({ unread }),
  })
  const follow = following({
    ...{ panel: view, connection, after },
    memory: toldMemory({ name: `sluice-told:${key}`, store, person: token.person, mayKeep: token.isKept }),
    loadPart: laterPart<ChoicesPart>(script, 'choices'),
    host: {
      explain,
      openPage: choices,
      talkAbout: talks.about,
      isHeldBack: (flag) => listeners.any() && flags.waiting().includes(flag),
      showNow: () => listeners.tell(flags.refresh()),
    },
    acting: token.acted,
    acted: () => evaluate().catch(() => {}),
    onChange: (news) => pends({ news }),
  })

  let isReady = false
  async function evaluate(): Promise<void> {
    const evaluation = await connection.request('flags:evaluate', {})
    token.take(evaluation.subject, evaluation.chance)
    const keys = flags.take(evaluation)
    follow.begin(Date.parse(evaluation.evaluatedAt))
    if (isReady) listeners.tell(keys)
    isReady = true
    settle()
  }

  const isOwnTokenRefused = (faults: readonly FieldFault[]) =>
    faults.some(({ field }) => field === 'previous' || (field === 'subject' && !token.isGiven()))

  /** The device's own token has become somebody's in another tab, or is taken no more: on without it. */
  function comeBack(): void {
    if (!token.isSigned()) startAnew()
    connection.restart()
  }

  function identify(given: string | null): void {
    const wasSomebody = token.isGiven()
    const isNow = token.identify(given)
    if (isNow === 'same') return
    if (isNow === 'person') {
      seen.giveUp()
      if (wasSomebody) startAnew()
      else flags.startAnew()
    }
    connection.restart()
  }

  /** Nothing that was somebody's is left to whoever comes after them. */
  function startAnew(): void {
    token.forget()
    flags.startAnew()
    letters.giveUp({ kind: 'unauthenticated', message: texts.signedOut, faults: [] })
    questions.clear()
    talks.clear()
    follow.clear()
  }

  async function resume(): Promise<void> {
    // A connection as a signed subject has taken along what was the device's own.
    if (token.isSigned()) token.forget()
    const isKnown = token.current() !== undefined
    view.reveal()
    view.connected(true)
    await evaluate().catch((fault: Error) => console.error(`Sluice: no flags: ${fault.message}`))
    await letters.flush()
    if (isKnown) await Promise.all([talks.load(), follow.resume()])
  }

  connection.on('flags:changed', () => {
    evaluate().catch((fault: Error) => console.error(`Sluice: no flags: ${fault.message}`))
    follow.changed()
  })
  connection.on('problem', ({ event, message }) => console.error(`Sluice: ${event}: ${message}`))

  const api: SluiceApi = {
    ready: window.Sluice?.ready ?? Promise.resolve(),
    variant: (flag) => flags.get(flag)?.variant,
    value: (flag, fallback) => (flags.get(flag)?.value ?? fallback) as typeof fallback,
    seen(flag) {
      void api.ready.then(() => {
        const shown = flags.get(flag)
        if (shown) seen.seen(shown)
        else console.warn(`Sluice: "${flag}" was seen, but there is no such flag`)
      })
    },
    refresh: () => listeners.tell(flags.refresh()),
    on: (_, listener) => listeners.add(listener),
    open: () => view.enter(),
    close: view.leave,
    choices: () => choices(),
    identify,
  }
  // The page may hold the loader's object already, so it becomes the real one instead of being replaced.
  Object.assign(window.Sluice ?? {}, api)
  for (const call of calls) call(api)
}

const boot = window.Sluice?.boot
if (window.Sluice && boot) {
  delete window.Sluice.boot
  const { key } = boot.script.dataset
  if (key) start(boot, key)
  else console.error('Sluice: the script element needs data-key')
}
