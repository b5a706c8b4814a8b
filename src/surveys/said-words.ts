import { listText } from '../base/wording.ts'
import type { Snapshot } from '../exposures/exposure.ts'
import { variantName } from '../flags/flag-words.ts'
import type { Response } from './response.ts'
import type { NamedFlag } from './trigger-words.ts'

/** The fewest people among whom nobody can be told by what they said, or by what they had seen. */
const fewest = 5

/** One text, and what its writer had seen where at least five of the writers had seen the same. */
export type SaidWords = { question: string; text: string; saw?: string }

type Said = Pick<Response, 'answers' | 'snapshot' | 'subject'>

/**
 * What people wrote, by question; none where fewer than five people wrote. Sorted as a dictionary is, so that no text
 * can be laid beside a score by its place.
 */
export function saidWords(
  responses: readonly Said[],
  snapshots: ReadonlyMap<string, Pick<Snapshot, 'ties'>>,
  flags: readonly NamedFlag[],
): SaidWords[] {
  const texts = responses.flatMap(({ answers, snapshot, subject }) =>
    answers.flatMap(({ question, text = '' }) =>
      text === '' ? [] : [{ question, text, subject, saw: sawWords(snapshots.get(snapshot), flags) }],
    ),
  )
  const writers = (of: (text: (typeof texts)[number]) => boolean) =>
    new Set(texts.filter(of).map(({ subject }) => subject)).size
  return texts
    .filter(({ question }) => writers((one) => one.question === question) >= fewest)
    .map(({ question, text, saw }) => ({
      ...{ question, text },
      ...(writers((one) => one.question === question && one.saw === saw) >= fewest && { saw }),
    }))
    .sort((one, other) => one.text.localeCompare(other.text, 'en'))
}

function sawWords(snapshot: Pick<Snapshot, 'ties'> | undefined, flags: readonly NamedFlag[]): string {
  const ties = snapshot?.ties.filter(({ claimed }) => !claimed) ?? []
  const names = ties.map(({ flag, variant }) => {
    const known = flags.find(({ key }) => key === flag)
    return `${known?.title ?? flag}: ${known ? variantName(known, variant) : variant}`
  })
  return names.length === 0 ? 'had seen no flag' : `had seen ${listText([...new Set(names)].sort())}`
}
