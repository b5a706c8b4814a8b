import { listText } from '../base/wording.ts'
import type { Channel } from '../projects/channel.ts'
import type { Flag } from './flag.ts'
import { standingRevision, variantName } from './flag-words.ts'
import { openTo, reachIn } from './reach-words.ts'

/** One thing that the team did to a flag, at an instant (ms); `by` where it is known. */
export type Deed = { at: number; text: string; by?: string }

/** Everything that was done to a flag, the newest first. */
export function historyOf(flag: Flag, channels: readonly Channel[]): Deed[] {
  const published = flag.revisions.flatMap(({ number, at, by, steps, withdrawnAt }): Deed[] => [
    { at, by, text: `Revision ${number} published to ${openTo(reachIn(steps, channels, at))}` },
    ...steps.slice(1).map((step) => ({
      at: step.at,
      text: `Revision ${number} widened to ${openTo(reachIn(steps, channels, step.at))}`,
    })),
    ...(withdrawnAt === undefined ? [] : [{ at: withdrawnAt, text: `Revision ${number} rolled back` }]),
  ])
  const halts = flag.halts.flatMap(({ from, to, first, by }) =>
    span(from, to, by, `Revision ${first} halted`, 'Resumed'),
  )
  const kills = flag.kills.flatMap(({ from, to, by }) => span(from, to, by, 'Switched off', 'Switched on again'))
  return [...published, ...halts, ...kills].sort((a, b) => b.at - a.at)
}

const span = (from: number, to: number | undefined, by: string, began: string, ended: string): Deed[] => [
  { at: from, by, text: began },
  ...(to === undefined ? [] : [{ at: to, text: ended }]),
]

/** A revision that a flag may be rolled back to (0: to before the first), and what that does in a sentence. */
export type WayBack = { number: number; effect: string }

export function waysBack(flag: Flag): WayBack[] {
  const standing = flag.revisions.filter(({ withdrawnAt }) => withdrawnAt === undefined).map(({ number }) => number)
  const newest = standingRevision(flag)?.number
  if (newest === undefined) return []
  return [0, ...standing.filter((number) => number !== newest)].map((number) => {
    const taken = standing.filter((other) => other > number)
    const which = `Takes back ${taken.length === 1 ? 'revision' : 'revisions'} ${listText(taken.map(String))}`
    const off = variantName(flag, flag.off)
    const effect =
      number === 0
        ? `${which} at once: everybody gets ${off}.`
        : `${which} at once: who has it gets revision ${number} where it has reached them, everybody else ${off}.`
    return { number, effect: `${effect} What is taken back stays so; publish it again if you change your mind.` }
  })
}
