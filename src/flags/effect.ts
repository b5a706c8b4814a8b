import { momentText, shortDayText } from '../base/day-words.ts'
import { capitalised, numeralText } from '../base/wording.ts'
import type { Coming, Having } from './coming.ts'

/** What somebody has and what is on its way to them, as `hadBy` and `comingTo` tell it. */
export type Outlook = { having: readonly Having[]; coming: readonly Coming[] }

/** How one announced change would fare otherwise; `from` and `to` are when it comes (ms; null: nobody can say). */
export type Difference = { flag: string; revision: number; title: string } & (
  | { kind: 'gained' | 'lost' | 'dropped' }
  | { kind: 'added'; to: number | null }
  | { kind: 'later' | 'sooner'; from: number | null; to: number | null }
)

const order = ['lost', 'gained', 'sooner', 'later', 'added', 'dropped'] as const

/** What a choice would change, from what is lost to what no longer comes; what stays as it is is left out. */
export function differences(before: Outlook, after: Outlook): Difference[] {
  const found = [...lost(), ...gained(), ...moved(), ...dropped()]
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))

  function lost(): Difference[] {
    return before.having
      .filter((had) => !after.having.some((has) => carries(has, had)))
      .map((had) => ({ ...named(had), kind: 'lost' }))
  }

  function gained(): Difference[] {
    const newest = after.having.filter((has) => !before.having.some((had) => carries(had, has)))
    const older = before.coming.filter(
      (due) => isHad(due, after) && !newest.some((has) => has.flag === due.flag && has.revision === due.revision),
    )
    return [...newest, ...older].map((one) => ({ ...named(one), kind: 'gained' }))
  }

  function moved(): Difference[] {
    return after.coming.flatMap((due): Difference[] => {
      const was = before.coming.find((one) => one.flag === due.flag && one.revision === due.revision)
      if (!was) return isHad(due, before) ? [] : [{ ...named(due), kind: 'added', to: due.at }]
      const [from, to] = [was.at ?? Infinity, due.at ?? Infinity]
      return from === to ? [] : [{ ...named(due), kind: to > from ? 'later' : 'sooner', from: was.at, to: due.at }]
    })
  }

  function dropped(): Difference[] {
    const isStillComing = (due: Coming) =>
      after.coming.some(({ flag, revision }) => flag === due.flag && revision === due.revision)
    return before.coming
      .filter((due) => !isStillComing(due) && !isHad(due, after))
      .map((due) => ({ ...named(due), kind: 'dropped' }))
  }
}

const carries = (one: Having, other: Having | Coming) => one.flag === other.flag && one.revision >= other.revision

const isHad = (due: Coming, { having }: Outlook) => having.some((has) => carries(has, due))

const named = ({ flag, revision, title }: Having | Coming) => ({ flag, revision, title })

/** "Calm instead of Steady: nothing you have changes. Two things would come later." */
export function effectSentence(choice: string, found: readonly Difference[]): string {
  const count = (kind: Difference['kind']) => found.filter((one) => one.kind === kind).length
  if (found.length === 0) return `${choice}: nothing changes for now.`
  const clauses = order.flatMap((kind) => (count(kind) > 0 ? [clauseOf[kind](count(kind))] : []))
  const keeps = count('lost') + count('gained') === 0 ? ['nothing you have changes'] : []
  const [first = '', ...rest] = [...keeps, ...clauses]
  return `${choice}: ${[first, ...rest.map(capitalised)].join('. ')}.`
}

const clauseOf: Record<Difference['kind'], (n: number) => string> = {
  lost: (n) => `you would no longer have ${things(n)}`,
  gained: (n) => `you would have ${things(n, 'more ')} at once`,
  sooner: (n) => `${things(n)} would come sooner`,
  later: (n) => `${things(n)} would come later`,
  added: (n) => `${things(n, 'more ')} would be on ${n === 1 ? 'its' : 'their'} way`,
  dropped: (n) => `${things(n)} would no longer come`,
}

/** One line of the list below it: "New editor: Tue 8 Dec instead of Wed 25 Nov". */
export function differenceLine(one: Difference, timeZone: string, now: number): string {
  switch (one.kind) {
    case 'lost':
      return `${one.title}: no longer there`
    case 'gained':
      return `${one.title}: at once`
    case 'dropped':
      return `${one.title}: not on its way any more`
    case 'added':
      return `${one.title}: ${moment(one.to, undefined)}`
    default:
      return `${one.title}: ${moment(one.to, one.from)} instead of ${moment(one.from, one.to)}`
  }

  /** A day is enough, unless both are on the same one. */
  function moment(at: number | null, other: number | null | undefined): string {
    if (at === null) return 'no date yet'
    const day = shortDayText(at, timeZone)
    const isSameDay = other != null && shortDayText(other, timeZone) === day
    return isSameDay ? momentText(at, timeZone, now) : day
  }
}

/** "two more things". */
export const things = (n: number, more = '') => `${numeralText(n)} ${more}${n === 1 ? 'thing' : 'things'}`
