import { dayText, momentText } from '../base/day-words.ts'
import { agoText, capitalised, pluralText } from '../base/wording.ts'
import type { OwnConversation } from '../conversations/conversation.ts'
import { stateNames } from '../conversations/inbox-words.ts'
import { variantName } from '../flags/flag-words.ts'
import type { Evaluated } from '../flags/ruleset.service.ts'
import { channelName } from '../flags/why-reader.ts'
import { paceTaken } from '../pacing/audience-words.ts'
import { clampedSentence } from '../pacing/clamped.ts'
import { defaultSecurityCapHours, type Policy } from '../pacing/policy.ts'
import { cadenceWords, paceSentence, soakOf } from '../pacing/words.ts'
import { holdName } from '../portal/choices-words.ts'
import { historyView } from '../portal/history-view.ts'
import { toldOutlook } from '../portal/outlook.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { whyView } from './why-view.ts'

/**
 * What the team sees of one person: what they chose, have and get, in the words that the person reads too; `open`: the
 * channels that they may choose.
 */
export function personView(
  project: Project,
  { subject, since, name }: Identity,
  { at, choices, person, flags, evaluations }: Evaluated,
  open: readonly string[],
) {
  const { policy, clamped = [] } = choices
  const channel = channelName(project, policy.channel)
  const who = name ?? 'This person'
  const history = historyView(project, choices, at)
  return {
    title: who,
    subject,
    who,
    headline: `${who} is on ${channel} and takes change ${paceTaken[policy.pace]}.`,
    meaning: paceSentence(policy, channel),
    clamped: clampedSentence(clamped, project.name),
    rung: { index: Math.max(0, ladderOf(project).indexOf(policy.channel)), name: channel },
    facts: factsOf(policy, since, at),
    chosen: history.sentence ?? 'Nothing has been chosen yet: this is how everybody begins.',
    older: history.older,
    flags: flags.map((flag, i) => {
      const { told, trace } = whyView(project, flag, person, name, at)
      return {
        ...{ key: flag.key, title: flag.title, told, trace },
        variant: variantName(flag, evaluations[i]?.variant ?? flag.off),
        isNew: evaluations[i]?.variant !== flag.off,
      }
    }),
    coming: toldOutlook({ project, flags, unit: subject, open, now: at }, choices).coming.map((one) => ({
      ...{ flag: one.flag, revision: one.revision, title: one.title, why: one.why, reasons: one.reasons },
      when: one.at === null ? 'No date yet' : momentText(one.at, policy.timeZone, at),
    })),
  }
}

function factsOf(policy: Policy, since: number, now: number): { name: string; text: string }[] {
  const { pace, timeZone, holds = [], securityCapHours: cap = defaultSecurityCapHours } = policy
  const { fix, feature, breaking } = soakOf(policy)
  const waits = fix + feature + breaking > 0
  return [
    { name: 'When it may arrive', text: capitalised(cadenceWords(policy)) },
    ...(pace !== 'ask' && waits
      ? [
          {
            name: 'After others',
            text: `Fixes ${pluralText(fix, 'day', 'days')}, features ${pluralText(feature, 'day', 'days')}, breaking changes ${pluralText(breaking, 'day', 'days')}`,
          },
        ]
      : []),
    { name: 'Security fixes', text: cap === 0 ? 'At once' : `Within ${pluralText(cap, 'hour', 'hours')}` },
    { name: 'Time zone', text: timeZone },
    ...holds
      .filter(({ to = Number.POSITIVE_INFINITY }) => to > now)
      .map((hold) => ({
        name: 'Hold',
        text: `${holdName(hold, timeZone, now)}${hold.note ? ` (${hold.note})` : ''}`,
      })),
    { name: 'Known since', text: dayText(since, timeZone, now) },
  ]
}

/** What they wrote, the newest first. */
export const lettersOf = (conversations: readonly OwnConversation[], now: number) =>
  conversations.map(({ id, kind, state, messages }) => ({
    ...{ id, kind, state: stateNames[state], last: beginning(messages.at(-1)?.text ?? '') },
    written: agoText(messages.at(-1)?.at ?? now, now),
  }))

const mostShown = 120

/** As much of a text as a list shows; whole characters. */
function beginning(text: string): string {
  const characters = [...text]
  return characters.length <= mostShown ? text : `${characters.slice(0, mostShown).join('').trimEnd()}…`
}
