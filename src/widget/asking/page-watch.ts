import type { EventProperties, PageTrigger } from '../../surveys/trigger.ts'
import { eventMatches } from './event-matches.ts'
import { leavesAtTop, scrollRush, shortestStay } from './leaving.ts'
import { onNavigation } from './navigation.ts'
import { isLikePage, scrolledPercent } from './scrolled.ts'
import { urlMatches } from './url-matches.ts'
import { visibleTime } from './visible-time.ts'

type Watched = { key: string; triggers: readonly PageTrigger[] }
type Named<Name extends PageTrigger['on']> = Extract<PageTrigger, { on: Name }>

/** Watches the page for what surveys wait for; listens to nothing, and lets no timer run, that none of them needs. */
export function pageWatch(notice: (key: string, trigger: PageTrigger) => void) {
  const stay = visibleTime()
  const isRush = scrollRush()
  let watched: readonly Watched[] = []
  let listening = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let path = location.pathname

  /** Notices, for each survey, the first of its triggers of this kind that holds. */
  function look<Name extends PageTrigger['on']>(on: Name, holds: (trigger: Named<Name>) => boolean): void {
    const isHeld = (trigger: PageTrigger): trigger is Named<Name> =>
      trigger.on === on && holds(trigger as unknown as Named<Name>)
    for (const { key, triggers } of watched) {
      const held = triggers.find(isHeld)
      if (held) notice(key, held)
    }
  }

  const lookAtAddress = () => look('url', (trigger) => urlMatches(trigger, location.href))

  function lookAtTime(): void {
    clearTimeout(timer)
    const total = stay.total(Date.now())
    look('dwell', ({ seconds }) => seconds * 1000 <= total)
    const waits = watched
      .flatMap(({ triggers }) => triggers)
      .flatMap((trigger) => (trigger.on === 'dwell' ? [trigger.seconds * 1000 - total] : []))
      .filter((ms) => ms > 0)
    if (waits.length > 0 && !document.hidden) timer = setTimeout(lookAtTime, Math.min(...waits))
  }

  function onVisibility(): void {
    if (document.hidden) stay.hide(Date.now())
    else stay.show(Date.now())
    lookAtTime()
  }

  function onMove(): void {
    if (location.pathname !== path) stay.startAnew(Date.now())
    path = location.pathname
    lookAtAddress()
    lookAtTime()
  }

  const lookForLeaving = (isLeaving: boolean) => isLeaving && look('exit', () => stay.total(Date.now()) >= shortestStay)

  function onScroll({ target }: Event): void {
    const moved = target instanceof Element ? target : document.scrollingElement
    if (!moved || (target instanceof Element && !isLikePage(moved, innerHeight))) return
    const percent = scrolledPercent(moved)
    look('scroll', (trigger) => percent >= trigger.percent)
    if (matchMedia('(pointer: coarse)').matches) lookForLeaving(isRush(moved.scrollTop, moved.clientHeight, Date.now()))
  }

  function listen(): void {
    const kinds = new Set(watched.flatMap(({ triggers }) => triggers.map(({ on }) => on)))
    const { signal } = listening
    if (kinds.has('url') || kinds.has('dwell')) onNavigation(onMove, signal)
    if (kinds.has('dwell') || kinds.has('exit')) document.addEventListener('visibilitychange', onVisibility, { signal })
    if (kinds.has('scroll') || kinds.has('exit'))
      document.addEventListener('scroll', onScroll, { signal, capture: true, passive: true })
    if (kinds.has('exit'))
      document.addEventListener('mouseout', (event) => lookForLeaving(leavesAtTop(event)), { signal })
  }

  return {
    /** From now on these, and no others. */
    watch(surveys: readonly Watched[]): void {
      watched = surveys
      listening.abort()
      listening = new AbortController()
      if (surveys.length > 0) listen()
      if (!document.hidden) stay.show(Date.now())
      lookAtAddress()
      lookAtTime()
    },

    happened: (happened: { name: string; properties: EventProperties }) =>
      look('event', (trigger) => eventMatches(trigger, happened)),
  }
}
