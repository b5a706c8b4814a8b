import type { Flag } from '../flags/flag.ts'
import { variantName } from '../flags/flag-words.ts'
import { sliceView } from './insight-view.ts'
import type { Slice, Tally } from './tally.ts'

/** What a flag's own page says of its insight: one score, with what it is of. */
export type Headline = { figure: string; words: string }

/** The score of what is new, by a fair draw before by choice; undefined where nothing of it may be shown. */
export function headlineOf(tallies: readonly Pick<Tally, 'chosen' | 'fair'>[], flag: Flag): Headline | undefined {
  const isShown = ({ state, variant }: Slice) => state === 'shown' && variant !== flag.off
  for (const side of ['fair', 'chosen'] as const) {
    const slice = tallies.flatMap((tally) => tally[side]).find(isShown)
    const view = slice && sliceView(slice, flag)
    if (!slice || !view?.isShown) continue
    const how = side === 'fair' ? 'in a fair comparison' : 'from people who chose it'
    return {
      figure: view.mean,
      words: `of 10 for ${variantName(flag, slice.variant)} (${view.interval}), ${view.answers} ${how}`,
    }
  }
  return undefined
}
