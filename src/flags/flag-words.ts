import { countText, listText, numberText } from '../base/wording.ts'
import type { Channel } from '../projects/channel.ts'
import type { Flag, Revision } from './flag.ts'
import { lastInstant, openHalt, openKill } from './publish.ts'
import { reachIn } from './reach-words.ts'

export type FlagState =
  | 'draft'
  | 'rolling out'
  | 'open to everybody'
  | 'open to nobody'
  | 'halted'
  | 'switched off'
  | 'rolled back'

/** The instant (ms) as of which the console speaks: what has just been done counts, though it begins a moment later. */
export const asOf = (flag: Flag, now: number): number => Math.max(now, lastInstant(flag))

/** The newest revision that has not been rolled back. */
export const standingRevision = (flag: Pick<Flag, 'revisions'>): Revision | undefined =>
  flag.revisions.findLast(({ withdrawnAt }) => withdrawnAt === undefined)

/** How it stands with a flag, in two or three words. */
export function stateOf(flag: Flag, channels: readonly Channel[], now: number): FlagState {
  const at = asOf(flag, now)
  if (openKill(flag, at)) return 'switched off'
  if (flag.revisions.length === 0) return 'draft'
  const revision = standingRevision(flag)
  if (!revision) return 'rolled back'
  if (openHalt(flag, at)) return 'halted'
  const reach = reachIn(revision.steps, channels, at)
  if (reach.every(({ percent }) => percent === 100_000)) return 'open to everybody'
  return reach.some(({ percent }) => percent > 0) ? 'rolling out' : 'open to nobody'
}

/** How loud a state is shown: as a mishap, as under way, or quietly. */
export const toneOf = (state: FlagState): 'bad' | 'on' | '' =>
  state === 'switched off' || state === 'halted' ? 'bad' : state === 'rolling out' ? 'on' : ''

export const variantName = ({ variants }: Pick<Flag, 'variants'>, key: string): string =>
  variants.find((variant) => variant.key === key)?.name ?? key

/** The first line of a flag's page: who has it and how it goes on, as the forecast says it. */
export function flagSentence(
  flag: Flag,
  channels: readonly Channel[],
  { have, soon }: { have: string; soon: string },
  now: number,
): string {
  const everybody = `everybody gets ${variantName(flag, flag.off)}`
  const state = stateOf(flag, channels, now)
  if (state === 'draft') return `${flag.title} is not published yet: ${everybody}.`
  if (state === 'switched off') return `${flag.title} is switched off: ${everybody}.`
  if (state === 'rolled back') return `${flag.title} has been rolled back: ${everybody}.`
  const goesOn =
    state === 'halted'
      ? `Revision\u00a0${openHalt(flag, asOf(flag, now))?.first} is halted: who does not have it does not get it.`
      : soon
  return `${have} ${goesOn}`.trim()
}

/** What becomes of those whom a wider reach lets in, as things stand. */
export function arrivalSentence(flag: Flag, now: number): string {
  const at = asOf(flag, now)
  if (openKill(flag, at)) return 'Nobody gets it while the kill switch is on.'
  if (flag.kind === 'operational') return 'Whoever is let in has it at once.'
  if (standingRevision(flag)?.urgent) return 'It is urgent: whoever is let in has it at once.'
  return openHalt(flag, at)
    ? 'Nobody new gets it before it is resumed.'
    : 'Whoever is let in gets it at their own pace.'
}

/** Who has seen it; `seen`: people by variant. */
export function seenSentence(flag: Flag, seen: ReadonlyMap<string, number>): string {
  const others = flag.variants.filter(({ key }) => key !== flag.off)
  const counted = others.filter(({ key }) => (seen.get(key) ?? 0) > 0)
  const [first, ...rest] = counted
  if (!first) return `Nobody has seen ${flag.title} yet.`
  const n = seen.get(first.key) ?? 0
  const people = countText(n, 'person has', 'people have')
  if (others.length === 1) return `${people} seen ${flag.title}.`
  const more = rest.map(({ key, name }) => `${numberText(seen.get(key) ?? 0)} ${name}`)
  return `${people} seen ${listText([first.name, ...more])}.`
}

const spokenOf: readonly FlagState[] = ['switched off', 'halted', 'rolling out']

/** The first line of the list of flags: how many there are, and what is going on with them. */
export function flagsSentence(flags: readonly { title: string; state: FlagState }[]): string {
  if (flags.length === 0) return 'There is no flag yet.'
  const parts = spokenOf.flatMap((state) => {
    const titles = flags.filter((flag) => flag.state === state).map(({ title }) => title)
    if (titles.length === 0) return []
    const who = titles.length > 2 ? numberText(titles.length) : listText(titles)
    return [`${who} ${titles.length === 1 ? 'is' : 'are'} ${state}`]
  })
  return `${countText(flags.length, 'flag', 'flags')}; ${parts.length ? listText(parts) : 'none is rolling out'}.`
}
