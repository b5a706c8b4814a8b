import { calendarDay, nearDayText, shortDayText } from '../base/day-words.ts'
import { capitalised } from '../base/wording.ts'
import { differenceLine, differences, effectSentence, things } from '../flags/effect.ts'
import { channelName } from '../flags/why-reader.ts'
import { paceNamed } from '../flags/why-words.ts'
import type { Choices } from '../pacing/choices.ts'
import { clampedSentence } from '../pacing/clamped.ts'
import { joinPath } from '../pacing/doors.ts'
import type { Policy } from '../pacing/policy.ts'
import { cadenceWords, paceSentence } from '../pacing/words.ts'
import type { Project } from '../projects/project.ts'
import { formFieldsOf } from './choice-form.ts'
import { choiceNames, defaultName, ownName } from './choices-words.ts'
import { historyView } from './history-view.ts'
import { keepChoices } from './keep-choices.ts'
import { outlookOf, type Seen, type Told, type ToldComing, type ToldHaving, toldOutlook } from './outlook.ts'
import { paceForm } from './pace-form.ts'

/** What a subject's own page shows: what they chose (`before`), and what they are thinking of choosing (`after`). */
export function choicesView(seen: Seen, before: Choices, after?: Choices) {
  const { project, now } = seen
  const { policy } = before
  const told = toldOutlook(seen, before)
  const looked = after ? toldOutlook(seen, after) : told
  const asked = (after ?? before).policy
  const channel = channelName(project, policy.channel)
  const effect = after && effectView(seen, before, after)
  const waiting = told.coming.filter(({ isAsked, isPaused }) => isAsked && !isPaused)
  return {
    headline: headline(told, policy, channel, now),
    meaning: paceSentence(policy, channel),
    clamped: clampedSentence(before.clamped ?? [], project.name),
    rungs: project.channels.map(({ key, name, description, entry }, index, { length }) => ({
      ...{ index, count: length, key, name, description },
      chosen: key === asked.channel,
      here: key === policy.channel,
      note: entry === 'open' ? undefined : entryNotes[entry],
    })),
    ...paceForm(project, asked, policy),
    guessesZone: !before.chosen && !after,
    asked: {
      fields: formFieldsOf(asked),
      cadence: capitalised(cadenceWords(asked)),
      timeZone: asked.timeZone,
      meaning: paceSentence(asked, channelName(project, asked.channel)),
      effect,
      join: joinOf(project, asked, policy),
      returns: before.chosen && !effect ? defaultName(project) : undefined,
    },
    paceLabel: paceNamed(asked.pace),
    isLookedAt: effect !== undefined,
    coming: daysOf(project, looked, asked, effect === undefined, now),
    waiting: waiting.map(({ flag, revision, title }) => ({ value: `${flag} ${revision}`, title })),
    waitsForSeveral: waiting.length > 1 && capitalised(things(waiting.length)),
    having: told.having.map((one) => havingView(project, one, policy, now)),
    previews: told.previews,
    history: historyView(project, before, now),
  }
}

/** A channel that is not open to everybody has a page of its own, on which one joins it. */
function joinOf({ key, channels }: Project, asked: Policy, here: Policy) {
  const channel = channels.find((one) => one.key === asked.channel)
  if (!channel || channel.entry === 'open' || asked.channel === here.channel) return undefined
  return { href: joinPath(key, channel.key), name: channel.name }
}

const entryNotes = { invitation: 'By invitation', capped: 'Limited places' }

function effectView(seen: Seen, before: Choices, after: Choices) {
  const { project, now } = seen
  const isReturn = before.chosen && !after.chosen
  const choose = isReturn ? defaultName(project) : choiceNames(project, after.policy, before.policy)
  if (choose === '') return undefined
  const keep = isReturn
    ? ownName(project, before.policy, after.policy)
    : choiceNames(project, before.policy, after.policy)
  const found = differences(outlookOf(seen, before), outlookOf(seen, after))
  return {
    ...{ choose, keep, isReturn },
    sentence: effectSentence(`${capitalised(choose)} instead of ${keep}`, found),
    lines: found.map((one) => differenceLine(one, after.policy.timeZone, now)),
  }
}

function headline({ coming, having }: Told, policy: Policy, channel: string, now: number): string {
  const [next] = coming
  if (!next) {
    return having.length > 0
      ? `You have everything that is out for you on ${channel}.`
      : `Nothing new has been announced on ${channel} yet.`
  }
  const many = coming.length > 1
  const count = capitalised(things(coming.length, 'new '))
  const opening = `${count} ${many ? 'are on their way' : 'is on its way'} to you.`
  if (next.at === null)
    return policy.pace === 'ask' ? `${count} ${many ? 'wait' : 'waits'} for your yes.` : `${opening} No date yet.`
  const { time } = calendarDay(next.at, policy.timeZone, now)
  const when = nearDayText(next.at, policy.timeZone, now)
  return `${opening} ${many ? 'The next one' : 'It'} comes ${when}${when === 'today' ? ` at ${time}` : ''}.`
}

/** What comes, slot by slot; what has no date yet stands last. `acts`: with what the person may do about it. */
function daysOf({ bounds }: Project, { coming }: Told, policy: Policy, acts: boolean, now: number) {
  const { timeZone } = policy
  const slots = new Map<number | null, ToldComing[]>()
  for (const one of coming) slots.set(one.at, [...(slots.get(one.at) ?? []), one])
  return [...slots].map(([at, ones]) => ({
    ...(at !== null && { at, ...calendarDay(at, timeZone, now) }),
    isReady: ones.every(({ isAsked, isPaused }) => isAsked && !isPaused),
    things: ones.map(({ flag, revision, title, sentence, why, reasons, isPaused, isAsked, keptUntil }) => ({
      ...{ flag, revision, title, sentence, why, reasons, isAsked },
      get: acts && !isPaused,
      keptUntil: acts && keptUntil !== undefined && shortDayText(keptUntil, timeZone),
      keep:
        acts && at !== null && keptUntil === undefined
          ? keepChoices(at, now, { timeZone, keepDays: bounds.keepDays })
          : undefined,
    })),
  }))
}

function havingView({ bounds }: Project, one: ToldHaving, { timeZone }: Policy, now: number) {
  const { flag, revision, title, sentence, why, reasons, isPulled, isForced } = one
  const keep = isForced || isPulled ? undefined : keepChoices(now, now, { timeZone, keepDays: bounds.keepDays })
  return { flag, revision, title, sentence, why, reasons, isPulled, keep }
}
