import { type Cadence, type PacePolicy, paces } from './policy.ts'
import { firstOutside, type Span, spanAt } from './spans.ts'
import { dayMs, hourMs, instantOf } from './zoned-time.ts'

type Calendar = { cadence: Exclude<Cadence, 'any'>; days: readonly number[]; minutes: number; timeZone: string }

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const tuesday = [2]

/** No zone is, or was, this far from UTC. */
const widestOffsetMs = 16 * hourMs

/** The end of the year 9999: what lies beyond is not foreseen. */
const horizon = Date.UTC(10_000, 0, 1)

/** The first slot at or after `at` when merged spans block; Infinity if none can be foreseen. */
export function slotFinder(policy: PacePolicy): (at: number, spans: readonly Span[]) => number {
  const calendar = calendarOf(policy)
  if (calendar === 'never') return () => Infinity
  if (calendar === 'any') return (at, spans) => firstOutside(spans, at)
  return (at, spans) => firstSlot(calendar, at, spans)
}

/** The cadence that counts: own before the pace's, none for `ask`, and a window rules out `any`. */
export function cadenceOf(policy: PacePolicy): Cadence | 'never' {
  if (policy.pace === 'ask') return 'never'
  const cadence = policy.cadence ?? paces[policy.pace].cadence
  return cadence === 'any' && policy.window ? 'daily' : cadence
}

/** The window that counts, where a cadence needs one. */
export function windowOf(policy: PacePolicy): { days: readonly number[]; start: string } {
  return policy.window ?? { days: cadenceOf(policy) === 'daily' ? everyDay : tuesday, start: '10:00' }
}

function calendarOf(policy: PacePolicy): Calendar | 'any' | 'never' {
  const cadence = cadenceOf(policy)
  if (cadence === 'any' || cadence === 'never') return cadence
  const { days, start } = windowOf(policy)
  const minutes = Number(start.slice(0, 2)) * 60 + Number(start.slice(3))
  return { cadence, days: [...days].sort((a, b) => a - b), minutes, timeZone: policy.timeZone }
}

function firstSlot(calendar: Calendar, at: number, spans: readonly Span[]): number {
  const nominal = firstNominal(calendar, calendar.cadence, at)
  const blocking = spanAt(spans, nominal)
  let first = blocking ? firstMoved(calendar, blocking, spans) : nominal
  // A nominal slot before `at` may have been moved past it; later spans move theirs later, so walk back.
  for (let i = spans.length - 1; i >= 0; i--) {
    const span = spans[i]
    if (!span || span.from >= at) continue
    const moved = firstMoved(calendar, span, spans)
    if (moved < at) break
    if (firstNominal(calendar, calendar.cadence, span.from) < span.to) first = Math.min(first, moved)
  }
  return first
}

/** Where the slots that fall into `span` move to: the first daily slot after it that nothing blocks. */
function firstMoved(calendar: Calendar, span: Span, spans: readonly Span[]): number {
  for (let blocking: Span | undefined = span; ; ) {
    const slot = firstNominal(calendar, 'daily', blocking.to)
    blocking = spanAt(spans, slot)
    if (!blocking) return slot
  }
}

function firstNominal({ days, minutes, timeZone }: Calendar, cadence: Calendar['cadence'], at: number): number {
  if (!(at < horizon)) return Infinity
  const earliest = Math.ceil((at - widestOffsetMs - minutes * 60_000) / dayMs)
  for (let day = slotDay(cadence, days, earliest); ; day = slotDay(cadence, days, day + 1)) {
    const instant = instantOf(timeZone, day, minutes)
    if (instant >= at) return instant
  }
}

/** The first date at or after `day` that has a slot; dates count from 1970-01-01, a Thursday. */
function slotDay(cadence: Calendar['cadence'], days: readonly number[], day: number): number {
  if (cadence === 'daily') return Math.min(...days.map((weekday) => nextWeekday(day, weekday)))
  // A week starts on Monday, so the first slot of each week is always on the first of the days.
  const weekday = days[0] ?? 1
  if (cadence === 'weekly') return nextWeekday(day, weekday)
  const months = cadence === 'monthly' ? 1 : 3
  const date = new Date(day * dayMs)
  const month = date.getUTCMonth() - (date.getUTCMonth() % months)
  const inThisPeriod = nextWeekday(firstOfMonth(date.getUTCFullYear(), month), weekday)
  if (inThisPeriod >= day) return inThisPeriod
  return nextWeekday(firstOfMonth(date.getUTCFullYear(), month + months), weekday)
}

const firstOfMonth = (year: number, month: number) => Date.UTC(year, month, 1) / dayMs

function nextWeekday(day: number, weekday: number): number {
  const behind = (weekday - (day + 4)) % 7
  return day + ((behind + 7) % 7)
}
