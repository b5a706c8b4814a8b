import type { Difference } from '../flags/effect.ts'
import { channelName } from '../flags/why-reader.ts'
import { type Choices, defaultChoices } from '../pacing/choices.ts'
import { joinPath } from '../pacing/doors.ts'
import { type Policy, paceName, paces } from '../pacing/policy.ts'
import { paceSentence } from '../pacing/words.ts'
import type { Project } from '../projects/project.ts'
import type { ChoicesDifference, ChoicesReply } from './choices-shape.ts'
import type { Told } from './outlook.ts'

/** What a subject's product and apps are told of them. */
export function choicesReplyOf(project: Project, { policy, chosen }: Choices, told: Told): ChoicesReply {
  const { channel, pace, timeZone, soak, cadence, window, securityCapHours, since, holds = [] } = policy
  return {
    at: iso(told.at),
    policy: {
      ...{ channel, pace, timeZone, soak, cadence, window, securityCapHours, chosen },
      ...(since !== undefined && { since: iso(since) }),
      holds: holds
        .filter(({ to = Number.POSITIVE_INFINITY }) => to > told.at)
        .map(({ from, to, note }) => ({
          from: iso(from),
          ...(to !== undefined && { to: iso(to) }),
          ...(note !== undefined && { note }),
        })),
      means: paceSentence(policy, channelName(project, channel)),
    },
    having: told.having.map(({ flag, revision, title, sentence, why, reasons, at, isPulled, isForced }) => ({
      ...{ flag, revision, title, sentence, why, reasons, at: iso(at), pulled: isPulled },
      keepable: !isPulled && !isForced && project.bounds.keepDays > 0,
    })),
    coming: told.coming.map(({ flag, revision, title, sentence, why, reasons, at, isPaused, keptUntil }) => ({
      ...{ flag, revision, title, sentence, why, reasons, at: at === null ? null : iso(at), paused: isPaused },
      ...(keptUntil !== undefined && { keptUntil: iso(keptUntil) }),
    })),
    previews: told.previews.map(({ flag, title, sentence, on, set }) => ({
      ...{ flag, title, sentence, on, by: set ? ('subject' as const) : ('team' as const) },
    })),
    offered: offeredBy(project, policy),
  }
}

function offeredBy(ruling: Project, here: Policy): ChoicesReply['offered'] {
  const { key: project, channels, bounds } = ruling
  const { policy: byDefault } = defaultChoices(ruling)
  return {
    channels: channels.map(({ key, name, description, entry }) => ({
      ...{ key, name, description, entry },
      ...(entry !== 'open' && key !== here.channel && { join: joinPath(project, key) }),
    })),
    paces: paceName.options
      .filter((key) => bounds.paces.includes(key) || key === here.pace)
      .map((key) => ({ key, label: paces[key].label })),
    default: { channel: byDefault.channel, pace: byDefault.pace },
    keepDays: bounds.keepDays,
    holdDays: bounds.holdDays,
  }
}

export const differenceReplyOf = (
  sentence: string,
  lines: string[],
  found: readonly Difference[],
): ChoicesDifference => ({
  sentence,
  lines,
  differences: found.map((one) => ({
    ...{ flag: one.flag, revision: one.revision, title: one.title, kind: one.kind },
    ...('from' in one && { from: isoOr(one.from) }),
    ...('to' in one && { to: isoOr(one.to) }),
  })),
})

const iso = (at: number) => new Date(at).toISOString()
const isoOr = (at: number | null) => (at === null ? null : iso(at))
