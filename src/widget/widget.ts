import { newId } from '../base/id.ts'
import type { WidgetRequests, WireFlags } from '../sockets/protocol.ts'
import type { Boot, SluiceApi } from './api.ts'
import type { AskBudgetAccess } from './ask-budget-field.ts'
import type { AskingPart } from './asking/part.ts'
import { asking } from './asking.ts'
import type { BudgetPart } from './budget/main.ts'
import type { ChoicesPart } from './choices/part.ts'
import { comingsAndGoings } from './comings-and-goings.ts'
import { connect } from './connection.ts'
import { deviceStorage } from './device-storage.ts'
import { drafts } from './drafts.ts'
import { evaluating } from './evaluating.ts'
import { explaining } from './explain.ts'
import { exposures } from './exposures.ts'
import { following } from './following.ts'
import { happenings } from './happenings.ts'
import type { LeavingPart } from './leaving/part.ts'
import type { StoredRequest } from './letter.ts'
import { letterBox } from './letter-box.ts'
import { laterPart } from './load-part.ts'
import { openChoices } from './open-choices.ts'
import { otherTabs } from './other-tabs.ts'
import { pageApi } from './page-api.ts'
import { pageFlags } from './page-flags.ts'
import { pageListeners } from './page-listeners.ts'
import { panel } from './panel.ts'
import { fillPage } from './part-page.ts'
import { refused } from './refusals/en.ts'
import { reportedLines } from './reported-lines.ts'
import { saidContext } from './said-context.ts'
import type { ScreenshotPart } from './screenshot/part.ts'
import { settling } from './settling.ts'
import type { SightPart } from './sight/part.ts'
import { sightLater } from './sight-later.ts'
import { storageChoice, subjectToken } from './subject-token.ts'
import type { SurveyPart } from './survey/part.ts'
import type { TalkPart } from './talk/part.ts'
import { talking } from './talking.ts'
import { texts, written } from './texts/en.ts'
import { toldMemory } from './told-memory.ts'

/** How long (ms) a page that waits for `ready` waits for a server that does not answer. */
const longestWait = 5000

const explain = explaining(texts.failed, refused, written.dates)

/** Starts the widget in a page; what comes back takes the place of what the loader had put there. */
export function widget(boot: Boot, ready: Promise<void>): Omit<SluiceApi, 'init'> {
  const { options } = boot
  const key = options.key ?? ''
  const name = `sluice:${key}`
  const origin = new URL(boot.src).origin
  const makeId = () => newId(Date.now())
  const after = (ms: number, act: () => void) => void setTimeout(act, ms)
  const flags = pageFlags()
  const listeners = pageListeners()
  const storage = storageChoice(options.storage)
  const store = deviceStorage(storage)
  const token = subjectToken({ name, store, fromHost: () => options.subject || undefined })
  const tabs = otherTabs(name, token.owner)
  const writing = drafts({ name: `sluice-drafts:${key}`, store, owner: token.owner, acted: token.acted })
  const context = saidContext(options)

  const connection = connect({
    origin,
    credentials: () => ({ key, subject: token.current(), previous: token.previous(), context }),
    onConnect: (evaluation) => void resume(evaluation),
    onDisconnect: () => {
      view.reveal()
      drawStatus()
    },
    onRefuse(problem) {
      if (people.refused(problem)) return
      console.error(`Sluice: the server refused this page: ${problem.message}`)
      reader.settle()
    },
  })

  const letters = letterBox({
    ...{ name, storage, store, connection, tabs, after },
    ...{ owner: token.owner, mayKeep: token.hasActed },
    onSentForOther: ({ name }) => talks.sentForOther(name),
    onChange(waiting) {
      pending.letters = waiting.length
      drawStatus()
      talks.waits(waiting)
    },
  })

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
        .then(() => questions.watch())
        .catch((fault: Error) => console.error(`Sluice: what was seen is not counted: ${fault.message}`)),
  })

  const happens = happenings({
    newId: makeId,
    after,
    post: (happening) =>
      void letters
        .post('event:happened', happening)
        .catch((fault: Error) => console.error(`Sluice: ${happening.name} is not counted: ${fault.message}`)),
  })

  const choices = (join?: string) => {
    token.acted()
    openChoices({ origin, request: () => connection.request('choices:open', { join }), notice: view.notice })
  }
  const view = panel({
    theme: options.theme,
    firstTab: () => (pending.unread > 0 ? 'talk' : 'news'),
    onOpen: () => listeners.tell('open', {}),
    onClose: () => listeners.tell('close', {}),
    onShow(tab) {
      follow.seen()
      if (tab === 'talk') talks.open()
      else void follow.open(tab)
    },
  })

  const pending = { unread: 0, news: 0, hasQuestion: false, asks: false, letters: 0 }
  const pends = (part: Partial<typeof pending>) => view.badge(Object.assign(pending, part))
  const drawStatus = () => view.connected(connection.isConnected(), pending.letters)
  const shared = { newId: makeId, draft: writing.of, explain }
  const budget: AskBudgetAccess = {
    get: () => connection.request('asking:get', {}),
    set(wanted) {
      token.acted()
      return connection.request('asking:set', { budget: wanted })
    },
  }
  const loadBudget = laterPart<BudgetPart>(boot, 'budget')
  const questions = asking({
    ...{ ...shared, panel: view, request: connection.request, after, budget, tabs, lock: `${name}:question` },
    loadPart: laterPart<AskingPart>(boot, 'asking'),
    isConnected: connection.isConnected,
    remember: token.remember,
    loadSurvey: laterPart<SurveyPart>(boot, 'survey'),
    post: (part, onDelay) => post('survey:answer', part, onDelay),
    language: () => options.lang || document.documentElement.lang || navigator.language,
    onAnswer: (answer) => listeners.tell('answer', answer),
    onChange: (hasQuestion) => pends({ hasQuestion }),
  })
  const talks = talking({
    ...{ panel: view, connection, loadPart: laterPart<TalkPart>(boot, 'talk'), tabs },
    settling: settling({ name: `sluice-settling:${key}`, store, owner: token.owner, now: Date.now }),
    host: {
      ...{ ...shared, post, context, after, loadScreenshot: laterPart<ScreenshotPart>(boot, 'screenshot') },
      lines: reportedLines(boot, origin),
      server: { origin, key, subject: token.current, request: connection.request },
    },
    onMessage: (message) => listeners.tell('message', message),
    onChange: pends,
  })
  const follow = following({
    ...{ panel: view, connection, after },
    memory: toldMemory({
      ...{ name: `sluice-told:${key}`, store, person: token.person, mayKeep: token.isKept },
      tell: (told) => connection.request('news:told', told),
    }),
    loadPart: laterPart<ChoicesPart>(boot, 'choices'),
    loadLeaving: laterPart<LeavingPart>(boot, 'leaving'),
    tellWhyLeft: (left) =>
      void post('leaving:tell', { id: makeId(), ...left }, () => {}).catch((fault: Error) =>
        console.error(`Sluice: why somebody stepped back is not stored: ${fault.message}`),
      ),
    host: {
      explain,
      fillBudget: (place) =>
        void fillPage(place, async () => place.replaceChildren((await loadBudget())(budget, explain))),
      openPage: choices,
      talkAbout: talks.about,
      isHeldBack: (flag) => listeners.hasAny('change') && flags.waiting().includes(flag),
      showNow: () => listeners.tellChange(flags.refresh()),
    },
    acting: token.acted,
    async acted() {
      await reader.evaluate()
      void questions.watch()
    },
    onChange: (news) => pends({ news }),
  })

  const reader = evaluating({
    ...{ connection, flags, token, listeners, onReady: boot.settle },
    onEvaluated: (instant) => follow.begin(instant),
  })
  const people = comingsAndGoings({
    ...{ token, connection, flags, letters, writing },
    onOther() {
      seen.giveUp()
      happens.giveUp()
    },
    clear() {
      questions.clear()
      talks.clear()
      follow.clear()
    },
  })

  async function resume(evaluation?: WireFlags): Promise<void> {
    await people.arrived()
    const isKnown = token.current() !== undefined
    view.reveal()
    drawStatus()
    await reader.evaluate(evaluation)
    await letters.flush()
    void questions.watch()
    view.fillAgain()
    if (isKnown) await Promise.all([talks.load(), follow.resume()])
  }

  connection.on('flags:changed', () => {
    void reader.evaluate()
    follow.changed()
    questions.watchSoon()
  })
  connection.on('survey:changed', questions.watchSoon)
  listeners.add('event', questions.happened)
  listeners.add('event', ({ name, properties }) => happens.happened(name, properties))
  connection.on('problem', ({ event, message }) => console.error(`Sluice: ${event}: ${message}`))
  // Another tab's visitor is this tab's: there one has begun to keep who they are.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === name && newValue && newValue !== reader.speaksAs() && !token.isGiven()) connection.restart()
  })
  const sight = sightLater(laterPart<SightPart>(boot, 'sight'), {
    ...{ shown: flags.get, onSight: seen.inSight, onHidden: seen.report, after },
  })
  window.addEventListener('pagehide', () => {
    sight.hide()
    seen.report()
    happens.report()
    letters.leave()
  })
  pends({})
  void letters.look()
  after(longestWait, reader.settle)

  return pageApi({ ready, flags, listeners, reader, seen, view, people, choices: () => choices() })
}
