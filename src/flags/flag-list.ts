import { countText } from '../base/wording.ts'
import type { Channel } from '../projects/channel.ts'
import type { Flag } from './flag.ts'
import { asOf, type FlagState, flagsSentence, standingRevision, stateOf, toneOf } from './flag-words.ts'
import { type ChannelReach, reachIn } from './reach-words.ts'

/** A flag as the list shows it. */
export type FlagLine = Pick<Flag, 'key' | 'title' | 'kind'> & { state: FlagState; tone: string; reach: ChannelReach[] }

/** The flags whose title, key or description holds the words that are looked for, and what is going on with them. */
export function flagList(flags: readonly Flag[], search: string, channels: readonly Channel[], now: number) {
  const wanted = search.trim().toLowerCase()
  const lines = flags
    .filter((flag) => [flag.title, flag.key, flag.description].some((text) => text.toLowerCase().includes(wanted)))
    .map((flag) => lineOf(flag, channels, now))
  const sentence = wanted
    ? `${countText(lines.length, 'flag matches', 'flags match')} “${search.trim()}”.`
    : flagsSentence(lines)
  return { lines, sentence }
}

function lineOf(flag: Flag, channels: readonly Channel[], now: number): FlagLine {
  const { key, title, kind } = flag
  const steps = standingRevision(flag)?.steps ?? []
  const state = stateOf(flag, channels, now)
  const reach = state === 'draft' || state === 'rolled back' ? [] : reachIn(steps, channels, asOf(flag, now))
  return { key, title, kind, state, tone: toneOf(state), reach }
}
