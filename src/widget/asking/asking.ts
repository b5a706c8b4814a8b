import type { WidgetRequests } from '../../sockets/protocol.ts'
import type { WatchedSurvey } from '../../surveys/survey.ts'
import type { PageTrigger } from '../../surveys/trigger.ts'
import { unlessElsewhere } from '../other-tabs.ts'
import { calm } from './calm.ts'
import { pageWatch } from './page-watch.ts'
import type { AskingPart } from './part.ts'
import { type Shown, showing } from './showing.ts'

type Open = NonNullable<WidgetRequests['survey:watch'][1]['open']>

/** What has been noticed of a survey; without a trigger: something that the server knows. */
type Ready = { trigger?: PageTrigger }

/** Has at most one survey at a time shown, in one tab at a time: the one that is not finished, or else what is due. */
export const askingView: AskingPart = (host) => {
  const page = pageWatch((key, trigger) => notice(key, { trigger }))
  const quiet = calm({ isBusy: host.panel.isOpen })
  let surveys: readonly WatchedSurvey[] = []
  let open: Open | undefined
  /** Surveys whose delay runs, and those for which it is over. */
  const noticed = new Set<string>()
  const ready = new Map<string, Ready>()
  /** What was answered or put away here; the server may not know yet. */
  const over = new Set<string>()
  /** Whose turn it is: what was asked for somebody who has left meanwhile is not shown. */
  let turn = 0
  let isAsking = false
  let shown: Shown | undefined

  function notice(key: string, what: Ready): void {
    const survey = surveys.find((one) => one.key === key)
    if (!survey || noticed.has(key)) return
    noticed.add(key)
    const mine = turn
    const act = () => {
      if (mine !== turn || !noticed.has(key)) return
      ready.set(key, what)
      void askNext()
    }
    if (survey.delay > 0) host.after(survey.delay * 1000, act)
    else act()
  }

  function forget(key: string): void {
    noticed.delete(key)
    ready.delete(key)
  }

  const nextReady = () => surveys.find(({ key }) => ready.has(key))
  const hasNext = () => open !== undefined || nextReady() !== undefined

  async function askNext(): Promise<void> {
    if (isAsking || !hasNext()) return
    isAsking = true
    const mine = turn
    const isWanted = () => mine === turn && hasNext()
    try {
      if (await quiet.wait(isWanted)) await unlessElsewhere(host.lock, () => ask(() => mine === turn))
    } catch (fault) {
      console.error(`Sluice: a question could not be shown: ${(fault as Error).message}`)
    }
    isAsking = false
    // Somebody else has come meanwhile.
    if (mine !== turn) void askNext()
  }

  /** Resolves once the survey is gone again. The part is loaded first, for whoever is asked must be able to see it. */
  async function ask(isStill: () => boolean): Promise<void> {
    const part = await host.loadSurvey()
    if (!isStill()) return
    // Whom nothing remembers would be asked the same at every load.
    const next = open ?? (host.remember() ? await started() : undefined)
    open = undefined
    if (!next || !isStill()) return
    shown = showing(host, part, next, isStill)
    await shown.gone
    over.add(next.asked.response)
    shown = undefined
    if (isStill()) host.onOver()
  }

  /** The most important survey that is ready and that the server lets be shown. */
  async function started(): Promise<Open | undefined> {
    for (let survey = nextReady(); survey; survey = nextReady()) {
      const { key, revision } = survey
      const what = ready.get(key)
      forget(key)
      const { asked } = await host.request('survey:ask', {
        ...{ id: host.newId(), survey: key, revision, language: host.language() },
        ...what,
      })
      if (asked) return { asked, answers: [], seq: 0 }
    }
    return undefined
  }

  host.tabs.on('answered', ({ survey }) => {
    if (survey === shown?.survey) shown.close()
  })
  window.addEventListener('pagehide', () => shown?.leave(), { capture: true })

  return {
    watch(watched, early) {
      surveys = watched.surveys
      const isUnfinished = watched.open && !shown && !over.has(watched.open.asked.response)
      open = isUnfinished ? watched.open : undefined
      for (const key of noticed) if (!surveys.some((survey) => survey.key === key)) forget(key)
      if (hasNext() || surveys.length > 0) quiet.listen()
      page.watch(surveys)
      for (const { key, due } of surveys) if (due) notice(key, {})
      for (const one of early) page.happened(one)
      void askNext()
    },

    happened: page.happened,

    clear() {
      turn++
      ;[surveys, open] = [[], undefined]
      noticed.clear()
      ready.clear()
      page.watch([])
      shown?.close()
    },
  }
}
