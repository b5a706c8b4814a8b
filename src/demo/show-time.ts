import { calendarDay, shortDayText } from '../base/day-words.ts'
import { countText, listText } from '../base/wording.ts'
import { evaluate } from '../flags/evaluate.ts'
import type { Flag } from '../flags/flag.ts'
import { openKill } from '../flags/publish.ts'
import type { Person } from '../flags/standing.ts'
import { paces } from '../pacing/policy.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import { type Told, toldOf } from '../portal/told.ts'
import { withoutChance } from '../portal/without-chance.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { ShownPerson } from './show-people.ts'

export const shownDays = 90
const zone = 'UTC'

/** What the demo's product looks like for somebody, and the same in words. */
type Look = { editor: boolean; list: string; greeting: string; label: string }

/** One person at one instant: the product, and for each change whether it is theirs and when it arrives, in words. */
export type PaneState = Look & { changes: { has: boolean; when: string }[] }

/** One day under the slider; `state`: which of the states holds at its end (today: now), `news`: what arrives on it. */
export type ShownDay = { date: string; away: string; state: number; news: string }

export type Arrival = { at: number; day: number; title: string; who: string[] }

export type ShowTime = {
  headline: string
  people: { name: string; rung: number; channel: string; pace: string }[]
  changes: { id: string; title: string; sentence: string }[]
  arrivals: Arrival[]
  days: ShownDay[]
  /** The distinct states in the order in which they come, each with one pane for each person. */
  states: PaneState[][]
}

/** The demo's product as several people have it from `now` (ms) on, for ninety days: the release clock, asked ahead. */
export function showTime(
  project: Pick<Project, 'channels'>,
  allFlags: readonly Flag[],
  people: readonly ShownPerson[],
  now: number,
): ShowTime {
  const ladder = ladderOf(project)
  const flags = allFlags.map(withoutChance)
  const changes = flags
    .flatMap((flag) => standingChanges(flag).map((revision) => ({ flag, revision })))
    .sort((a, b) => a.revision.at - b.revision.at)
  const panes = people.map((shown) => {
    const person = personOf(shown, ladder)
    const told = changes.map(({ flag, revision }) => toldOf(flag, revision.number, person, ladder, now))
    return { shown, person, told }
  })

  const instants = Array.from({ length: shownDays + 1 }, (_, day) => instantOf(day, now))
  const arrivals = arrivalsIn()
  const states: PaneState[][] = []
  const days = instants.map((instant, day) => {
    const isNew = day === 0 || arrivals.some((one) => one.day === day)
    if (isNew) states.push(panes.map((pane) => stateAt(pane, instant)))
    return dayOf(instant, day, states.length - 1)
  })
  return {
    headline: headlineOf(changes.length, people.length),
    people: people.map(({ name, rung, pace }) => {
      const index = Math.min(rung, ladder.length - 1)
      return { name, rung: index, channel: project.channels[index]?.name ?? '', pace: paces[pace].label }
    }),
    changes: changes.map(({ flag, revision }) => ({
      id: `${flag.key}:${revision.number}`,
      title: revision.title ?? flag.title,
      sentence: revision.sentence ?? '',
    })),
    ...{ arrivals, days, states },
  }

  function arrivalsIn(): Arrival[] {
    const found = new Map<string, Arrival>()
    for (const { shown, told } of panes)
      for (const one of told) {
        const day = one?.at == null ? -1 : instants.findIndex((instant) => one.at !== null && one.at <= instant)
        if (one?.at == null || one.at <= now || day < 0) continue
        const key = `${one.at} ${one.flag} ${one.revision}`
        const there = found.get(key)
        if (there) there.who.push(shown.name)
        else found.set(key, { at: one.at, day, title: one.title, who: [shown.name] })
      }
    return [...found.values()].sort((a, b) => a.at - b.at)
  }

  function stateAt({ shown, person, told }: (typeof panes)[number], instant: number): PaneState {
    const channel = project.channels.find(({ key }) => key === person.policy.channel)?.name ?? ''
    return {
      ...lookOf(flags, person, ladder, instant),
      changes: changes.map(({ flag }, i) => {
        const one = told[i]
        const has = one?.at != null && one.at <= instant
        return { has, when: whenOf(one, has, shown, openKill(flag, now) !== undefined, channel) }
      }),
    }
  }

  function dayOf(instant: number, day: number, state: number): ShownDay {
    const { day: weekday, month } = calendarDay(instant, zone, now)
    const away = day === 0 ? 'today' : day === 1 ? 'tomorrow' : `in ${day} days`
    const news = arrivals.filter((one) => one.day === day).map(({ title, who }) => `${title} reaches ${listText(who)}.`)
    return { date: `${weekday} ${month}`, away, state, news: news.join(' ') }
  }
}

/** Today is this moment; every later day is shown as it is when it ends. */
function instantOf(day: number, now: number): number {
  return day === 0 ? now : (Math.floor(now / dayMs) + day + 1) * dayMs - 1
}

/** They chose long ago, so that nothing but channel and pace tells them apart. */
function personOf({ name, rung, pace }: ShownPerson, ladder: readonly string[]): Person {
  const channel = ladder[Math.min(rung, ladder.length - 1)] ?? ''
  return { unit: `shown-${name}`, policy: { channel, pace, timeZone: zone }, marks: [] }
}

const standingChanges = ({ kind, revisions }: Flag) =>
  kind === 'paced' ? revisions.filter(({ announced, withdrawnAt }) => announced && withdrawnAt === undefined) : []

function headlineOf(changes: number, people: number): string {
  const everybody = countText(people, 'person', 'people')
  if (changes === 0) return `${everybody}, and nothing announced yet: publish something.`
  const published = countText(changes, 'publication', 'publications')
  return `${published}, ${everybody.toLowerCase()}, each at their own time.`
}

function whenOf(told: Told | undefined, has: boolean, { pace, waitsFor }: ShownPerson, off: boolean, channel: string) {
  if (off) return 'switched off by the team'
  if (!told) return `not on ${channel} yet`
  if (told.at === null) {
    if (told.why.step === 'ask') return `waits for ${waitsFor}`
    return told.why.step === 'halt' ? 'paused by the team' : 'no date yet'
  }
  const day = shortDayText(told.at, zone)
  const moment = pace === 'first' ? `${day}, at once` : `${day}, ${calendarDay(told.at, zone, told.at).time}`
  return has ? `since ${moment}` : moment
}

function lookOf(flags: readonly Flag[], person: Person, ladder: readonly string[], instant: number): Look {
  const valueIn = (key: string): unknown => {
    const flag = flags.find((one) => one.key === key)
    return flag && evaluate(flag, person, ladder, instant).value
  }
  const editor = valueIn('new-editor') === true
  const list = listLooks.find(([key]) => key === valueIn('note-list')) ?? listLooks[0]
  const greeting = headlineIn(valueIn('welcome'))
  const parts = [editor ? 'the new editor' : 'the plain field', list[1], greeting ? `“${greeting}”` : 'no greeting']
  return { editor, list: list[0], greeting, label: `Notewell with ${listText(parts)}` }
}

const listLooks = [
  ['cosy', 'a roomy list'],
  ['compact', 'a compact list'],
  ['cards', 'notes as cards'],
] as const

function headlineIn(value: unknown): string {
  const headline = typeof value === 'object' && value !== null && 'headline' in value ? value.headline : ''
  return typeof headline === 'string' ? headline : ''
}
