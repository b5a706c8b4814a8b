import { dayText, momentText } from '../base/day-words.ts'
import { type PaceName, paces } from '../pacing/policy.ts'
import type { Otherwise } from './counterfactual.ts'
import type { WhyStep } from './why.ts'

/** Whom the sentence is for: their channel's name, their pace and their time zone; `now` in ms. */
export type WhyReader = { channel: string; pace: PaceName; timeZone: string; now: number }

/** Every sentence, by what decided and how; `{at}` is a moment, `{day}` a day. */
export const whySentences = {
  'kill-switch': 'The team has switched it off for everybody.',
  'kill-switch until': 'The team has switched it off for everybody until {at}.',
  publication: 'Nothing of it is out yet.',
  'channel without': 'It is not on {channel} yet.',
  'channel with': 'Everybody on {channel} has had it since {day}.',
  'draw without': 'A fair draw left you out for now, to compare.',
  'draw with': 'A fair draw gave it to some of you on {channel}, to compare.',
  halt: 'Paused by the team.',
  hold: 'You asked for nothing new for now.',
  'hold until': 'It comes on {at}: you asked for nothing new before.',
  ask: 'It waits for your yes.',
  'ask until': 'It comes on {at}, together with a security repair.',
  pace: 'It comes later: you chose {pace}.',
  'pace until': 'It comes on {at}: you chose {pace}.',
  'preview with': 'You switched it on yourself.',
  'preview without': 'You switched it off yourself.',
  'step-back': 'You keep the old one until {at}.',
  pull: 'You got it now, before its time.',
  kept: 'You had it before you slowed down; slowing down takes nothing away.',
  split: 'A fair draw decides which of several versions each of you has, to compare.',
} as const

/** What another choice would give, as the end of a sentence. */
const otherwiseClauses = {
  'channel now': 'on {other} you would have it now',
  channel: 'on {other} it would come on {at}',
  'pace now': 'with {other} you would have it now',
  pace: 'with {other} it would come on {at}',
} as const

/** One sentence for the person it concerns: what decided about what they have; `revision`: the one in force, or 0. */
export function whySentence(why: readonly WhyStep[], revision: number, reader: WhyReader): string {
  const decided = why.filter(({ outcome }) => outcome === 'decided')
  const about = revision > 0 ? decided.filter((step) => step.revision === revision) : decided
  const last = about.at(-1) ?? decided.at(-1)
  return last ? stepSentence(last, last.revision !== undefined && last.revision === revision, reader) : ''
}

/** One sentence for one step; `has`: whether the person has the revision that it decided about. */
export function stepSentence(step: WhyStep, has: boolean, { channel, pace, timeZone, now }: WhyReader): string {
  const at = step.until === undefined ? '' : momentText(step.until, timeZone, now)
  const day = step.since === undefined ? '' : dayText(step.since, timeZone, now)
  const said = { at, day, channel, pace: paceNamed(pace) }
  return filled(whySentences[sentenceKey(step, has)], said)
}

/** The same for what is still to come, with the nearest choice that would bring it sooner; `names`: of channels. */
export function comingSentence(
  step: WhyStep,
  otherwise: Otherwise | undefined,
  names: ReadonlyMap<string, string>,
  reader: WhyReader,
): string {
  const sentence = stepSentence(step, false, reader)
  if (!otherwise) return sentence
  const { at } = otherwise
  const [kind, other] =
    'channel' in otherwise
      ? (['channel', names.get(otherwise.channel) ?? otherwise.channel] as const)
      : (['pace', paceNamed(otherwise.pace)] as const)
  const clause = at === null ? otherwiseClauses[`${kind} now`] : otherwiseClauses[kind]
  const when = at === null ? '' : momentText(at, reader.timeZone, reader.now)
  return `${sentence.slice(0, -1)}; ${filled(clause, { other, at: when })}.`
}

/** A pace inside a sentence: of several words, its name stands in quotation marks. */
export function paceNamed(pace: PaceName): string {
  const { label } = paces[pace]
  return label.includes(' ') ? `“${label}”` : label
}

const filled = (text: string, said: Record<string, string>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => said[name] ?? '')

function sentenceKey({ step, until, revision }: WhyStep, has: boolean): keyof typeof whySentences {
  switch (step) {
    case 'preview':
      return revision === undefined ? 'preview with' : 'preview without'
    case 'channel':
    case 'draw':
      return has ? `${step} with` : `${step} without`
    case 'kill-switch':
    case 'hold':
    case 'ask':
    case 'pace':
      return until === undefined ? step : `${step} until`
    default:
      return step
  }
}
