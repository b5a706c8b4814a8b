import { calendarDay, nearDayText } from '../base/day-words.ts'
import { capitalised, listText } from '../base/wording.ts'
import { type Coming, comingTo, hadBy } from '../flags/coming.ts'
import { differenceLine, differences, effectSentence, type Outlook, things } from '../flags/effect.ts'
import type { Flag } from '../flags/flag.ts'
import { stepSentence, type WhyReader } from '../flags/why-words.ts'
import { type Choices, choicesAt } from '../pacing/choices.ts'
import { type Policy, paceName, paces } from '../pacing/policy.ts'
import { cadenceWords, paceSentence } from '../pacing/words.ts'
import { ladderOf, type Project } from '../projects/project.ts'

export type Seen = { project: Project; flags: readonly Flag[]; unit: string; now: number }

/** What a subject's own page shows: what they chose (`before`), and what they are thinking of choosing (`after`). */
export function choicesView(seen: Seen, before: Choices, after?: Choices) {
  const { project, now } = seen
  const { policy } = before
  const outlook = outlookOf(seen, before)
  const asked = (after ?? before).policy
  const channel = channelName(project, policy)
  const reader: WhyReader = { channel, pace: policy.pace, timeZone: policy.timeZone, now }
  return {
    headline: headline(outlook, policy, channel, now),
    meaning: paceSentence(policy, channel),
    rungs: project.channels.map(({ key, name, description }, index, { length }) => ({
      ...{ index, count: length, key, name, description },
      chosen: key === asked.channel,
      here: key === policy.channel,
    })),
    paces: paceName.options.map((key) => ({ key, label: paces[key].label, chosen: key === asked.pace })),
    zones: zonesWith(asked.timeZone).map((name) => ({ name, chosen: name === asked.timeZone })),
    asked: {
      ...{ channel: asked.channel, pace: asked.pace, timeZone: asked.timeZone },
      cadence: capitalised(cadenceWords(asked)),
      meaning: paceSentence(asked, channelName(project, asked)),
      effect: after && effectView(seen, before, after),
    },
    paceLabel: quoted(paces[policy.pace].label),
    coming: daysOf(outlook.coming, reader),
    having: outlook.having.map((one) => ({ ...one, why: stepSentence(one.why, true, reader) })),
  }
}

/** What differs between two policies, in the words of the buttons: "Beta and Calm". */
export function choiceNames(project: Project, of: Policy, other: Policy): string {
  const names = [
    ...(of.channel === other.channel ? [] : [channelName(project, of)]),
    ...(of.pace === other.pace ? [] : [quoted(paces[of.pace].label)]),
    ...(of.timeZone === other.timeZone ? [] : [of.timeZone]),
  ]
  return listText(names)
}

/** A name of several words is hard to tell from the sentence around it. */
const quoted = (name: string) => (name.includes(' ') ? `“${name}”` : name)

function channelName({ channels }: Project, { channel }: Policy): string {
  return channels.find(({ key }) => key === channel)?.name ?? channel
}

/** What somebody has and gets with these choices; one that begins in a moment counts from then. */
function outlookOf({ project, flags, unit, now }: Seen, choices: Choices): Outlook {
  const at = Math.max(now, choices.policy.since ?? now)
  const { policy, marks, floors, own } = choicesAt(choices, at)
  const asking = [flags, { unit, policy, marks, floors, own }, ladderOf(project), at] as const
  return { having: hadBy(...asking), coming: comingTo(...asking) }
}

function effectView(seen: Seen, before: Choices, after: Choices) {
  const { project, now } = seen
  const choose = choiceNames(project, after.policy, before.policy)
  if (choose === '') return undefined
  const keep = choiceNames(project, before.policy, after.policy)
  const found = differences(outlookOf(seen, before), outlookOf(seen, after))
  return {
    ...{ choose, keep },
    sentence: effectSentence(`${choose} instead of ${keep}`, found),
    lines: found.map((one) => differenceLine(one, after.policy.timeZone, now)),
  }
}

function headline({ coming, having }: Outlook, policy: Policy, channel: string, now: number): string {
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

/** What comes, slot by slot; what has no date yet stands last. */
function daysOf(coming: readonly Coming[], reader: WhyReader) {
  const slots = new Map<number | null, Coming[]>()
  for (const one of coming) slots.set(one.at, [...(slots.get(one.at) ?? []), one])
  return [...slots].map(([at, ones]) => ({
    ...(at !== null && { at, ...calendarDay(at, reader.timeZone, reader.now) }),
    things: ones.map(({ title, sentence, why }) => ({ title, sentence, why: stepSentence(why, false, reader) })),
  }))
}

/** UTC is not among the zones that some runtimes list. */
const zonesWith = (own: string) => [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort()
