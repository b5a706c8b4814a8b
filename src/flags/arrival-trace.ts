import { dayText, momentText } from '../base/day-words.ts'
import { pluralText } from '../base/wording.ts'
import { type ChangeClass, defaultSecurityCapHours } from '../pacing/policy.ts'
import { cadenceOf } from '../pacing/slots.ts'
import { cadenceWords, soakOf } from '../pacing/words.ts'
import type { Coming } from './coming.ts'
import type { Flag } from './flag.ts'
import { inEffect } from './in-effect.ts'
import { openHalt } from './publish.ts'
import type { Person } from './standing.ts'
import type { WhyReader } from './why-words.ts'

const arrivalSentences = {
  out: 'It has been out on {channel} since {day}.',
  admitted: 'It was opened to you on {day}.',
  urgent: 'It is urgent: it comes at once.',
  security: 'It is a security repair: it comes at your next time, within {hours} at the latest.',
  soak: '{kind} waits {days} among others before it comes to you.',
  cadence: 'Changes reach you at your times: {cadence}.',
  ask: 'You asked to be asked: nothing comes by itself.',
  hold: 'You asked for nothing new from {from} until {to}.',
  'hold open': 'You asked for nothing new since {from}.',
  halt: 'The team paused it on {day}.',
  keep: 'You keep the old one until {at}.',
  at: 'So it comes on {at}.',
  never: 'So nobody can say yet when it comes.',
} as const

const kinds: Record<Exclude<ChangeClass, 'security'>, string> = {
  fix: 'A fix',
  feature: 'A feature',
  breaking: 'A change that may ask you to do things differently',
}

/** Why a change comes to somebody when it does: every rule that has a say, in the order in which they are asked. */
export function arrivalTrace(
  flag: Flag,
  { revision: number, at }: Pick<Coming, 'revision' | 'at'>,
  person: Person,
  ladder: readonly string[],
  { channel, timeZone, now }: WhyReader,
): string[] {
  const { policy } = person
  const { standing, asked } = inEffect(flag, person, ladder, now)
  const change = standing.timeline.changes[number - 1]
  if (!change) return []
  const day = (instant: number) => dayText(instant, timeZone, now)
  const moment = (instant: number) => momentText(instant, timeZone, now)
  const halt = openHalt(flag, now)
  return [
    ...(change.at != null && change.at <= now ? [say('out', { channel, day: day(change.at) })] : []),
    ...(change.at != null && change.admittedAt != null && change.admittedAt > change.at
      ? [say('admitted', { day: day(change.admittedAt) })]
      : []),
    ...byClass(),
    ...(policy.holds ?? [])
      .filter(({ to = Infinity }) => to > now)
      .map(({ from, to }) =>
        to === undefined ? say('hold open', { from: day(from) }) : say('hold', { from: day(from), to: moment(to) }),
      ),
    ...(halt && halt.first <= number ? [say('halt', { day: day(halt.from) })] : []),
    ...(asked?.until === undefined ? [] : [say('keep', { at: moment(asked.until) })]),
    at === null ? say('never', {}) : say('at', { at: moment(at) }),
  ]

  function byClass(): string[] {
    if (change?.urgent) return [say('urgent', {})]
    if (change?.class === 'security') {
      const hours = policy.securityCapHours ?? defaultSecurityCapHours
      return [say('security', { hours: pluralText(hours, 'hour', 'hours') })]
    }
    if (policy.pace === 'ask') return [say('ask', {})]
    const kind = change?.class ?? 'feature'
    const days = soakOf(policy)[kind]
    return [
      ...(days > 0 ? [say('soak', { kind: kinds[kind], days: pluralText(days, 'day', 'days') })] : []),
      ...(cadenceOf(policy) === 'any' ? [] : [say('cadence', { cadence: cadenceWords(policy) })]),
    ]
  }
}

const say = (key: keyof typeof arrivalSentences, said: Record<string, string>) =>
  arrivalSentences[key].replace(/\{(\w+)\}/g, (_, name: string) => said[name] ?? '')
