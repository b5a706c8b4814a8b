import { numberText, pluralText } from '../base/wording.ts'
import type { ChannelPeople, ToldCount } from './audience.ts'
import type { PaceName } from './policy.ts'

/** How somebody takes change, behind "takes change". */
export const paceTaken: Record<PaceName, string> = {
  first: 'as soon as it is out',
  early: 'early',
  steady: 'at a steady pace',
  calm: 'at a calm pace',
  seasonal: 'a few times a year',
  ask: 'only after their own yes',
}

/** "100 people: 75 on Stable, 18 on Beta, 7 on Canary; most take change as soon as it is out." */
export function audienceSentence(rows: readonly (ChannelPeople & { name: string })[]): string {
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  if (people === 0) return 'Nobody is known yet.'
  const there = rows.filter((row) => row.people > 0)
  const [only] = there
  const where =
    there.length === 1 && only
      ? `, ${people === 1 ? '' : 'all '}on ${only.name}`
      : `: ${there.map((row) => `${numberText(row.people)} on ${row.name}`).join(', ')}`
  return `${pluralText(people, 'person', 'people')}${where}; ${takers(rows, people)}.`
}

function takers(rows: readonly ChannelPeople[], people: number): string {
  const paces = new Map<PaceName, number>()
  for (const row of rows)
    for (const [pace, n] of Object.entries(row.paces) as [PaceName, number][])
      paces.set(pace, (paces.get(pace) ?? 0) + n)
  const [[pace, n] = ['first', 0] as const] = [...paces].sort(([, one], [, other]) => other - one)
  const taken = paceTaken[pace]
  if (people === 1) return `they take change ${taken}`
  if (n === people) return `all take change ${taken}`
  if (n * 2 > people) return `most take change ${taken}`
  return `the largest group (${numberText(n)}) takes change ${taken}`
}

/** "12 people were let in onto Beta", "3 people were moved from Canary to Beta". */
export function toldText({ kind, words: { channel, to = '' }, people }: Pick<ToldCount, 'kind' | 'words' | 'people'>) {
  const who = pluralText(people, 'person was', 'people were')
  switch (kind) {
    case 'let-in':
      return `${who} let in onto ${channel}`
    case 'moved':
      return `${who} moved from ${channel} to ${to}`
    case 'list-ended':
      return `${who} told that the waiting list of ${channel} has ended`
  }
}
