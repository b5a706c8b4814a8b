import { countText, pluralText } from '../base/wording.ts'
import type { LeavingCount } from './leaving.ts'
import type { Closure } from './loop.ts'

/** How many of those who wrote about it say that a flag settled it; undefined where nothing is linked to it. */
export function closureSentence({ linked, asked, fixed, notFixed }: Closure): string | undefined {
  if (linked === 0) return undefined
  const reports = countText(linked, 'report is linked to it', 'reports are linked to it')
  if (asked === 0) return `${reports}; nobody has seen the change yet.`
  const silent = asked - fixed - notFixed
  const no = notFixed > 0 ? `, ${notFixed} that it is not` : ''
  const waiting = silent > 0 ? `; ${silent} did not say` : ''
  return `${reports}. Of ${pluralText(asked, 'person', 'people')} asked, ${fixed} ${fixed === 1 ? 'says' : 'say'} that it is fixed${no}${waiting}.`
}

const reasons: Record<LeavingCount['reason'], string> = {
  'too-buggy': 'Too buggy',
  'changed-too-much': 'Changed too much',
  'too-fast': 'Too fast',
  other: 'Something else',
}

/** Why people stepped back, for a table. */
export const leavingRows = (counts: readonly LeavingCount[]) =>
  counts.map(({ reason, people, named }) => ({ reason: reasons[reason], people, named }))
