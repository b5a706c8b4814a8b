import { invalid, Problem } from '../base/problem.ts'
import type { ChangeDraft, Flag, FlagDraft, Revision } from './flag.ts'
import { offerAt, type PreviewDraft } from './preview.ts'
import { lowered, type Reach } from './reach.ts'

/**
 * What the team does to a flag, as plain steps from one state to the next. Everything takes effect from the
 * millisecond after the call, so that what has been answered about the past stays true.
 */
export type Act = { now: number; by: string; ladder: readonly string[] }

const from = (now: number) => now + 1

/** The flag with its texts and variants changed; what a revision stands on stays as it was published. */
export function changed(flag: Flag, draft: FlagDraft): Flag {
  if (flag.revisions.length > 0 || flag.offers?.length) {
    if (draft.type !== flag.type) throw invalid('type', 'Fixed since the first publication')
    if (draft.kind !== flag.kind) throw invalid('kind', 'Fixed since the first publication')
    if (draft.off !== flag.off) throw invalid('off', 'Fixed since the first publication')
    for (const { key, value } of flag.variants.filter(({ key }) => isPublished(flag, key))) {
      const next = draft.variants.find((variant) => variant.key === key)
      if (!next) throw invalid('variants', `${key} is part of a published revision and must stay`)
      if (JSON.stringify(next.value) !== JSON.stringify(value))
        throw invalid('variants', `The value of ${key} is part of a published revision; add a variant instead`)
    }
  }
  return { ...flag, ...draft }
}

const isPublished = (flag: Flag, variant: string) =>
  variant === flag.off ||
  flag.offers?.some((offer) => offer.variant === variant) ||
  flag.revisions.some(({ weights }) => (weights[variant] ?? 0) > 0)

/** The flag with one more revision; a draft for a number that is taken is refused, so what is sent twice is there once. */
export function published(flag: Flag, draft: ChangeDraft, { now, by, ladder }: Act): Flag {
  const number = flag.revisions.length + 1
  if (draft.revision !== undefined && draft.revision !== number)
    throw new Problem(
      'stale',
      `Revision ${number - 1} is the last one by now. Look at the flag before you publish more.`,
    )
  refuseUnknown(
    Object.keys(draft.weights),
    flag.variants.map(({ key }) => key),
    'weights',
    'variant',
  )
  refuseUnknown(Object.keys(draft.reach), ladder, 'reach', 'channel')
  const { reach, revision: _, ...texts } = draft
  const revision: Revision = {
    ...texts,
    number,
    at: from(now),
    by,
    steps: [{ at: from(now), reach }],
  }
  return { ...flag, revisions: [...flag.revisions, revision] }
}

/** The flag with a wider reach of one revision; a reach that would shrink is refused. */
export function widened(flag: Flag, number: number, reach: Reach, { now, ladder }: Act): Flag {
  const revision = standing(flag, number)
  refuseUnknown(Object.keys(reach), ladder, 'reach', 'channel')
  const next = { ...revision.steps.at(-1)?.reach, ...reach }
  const [channel] = lowered(revision.steps, next, ladder)
  if (channel !== undefined)
    throw invalid(`reach.${channel}`, 'Reach only widens. To take a change back, halt it or roll it back.')
  return replaced(flag, { ...revision, steps: [...revision.steps, { at: from(now), reach: next }] })
}

/** The flag with one revision halted: who does not have it, or a later one, does not get it. */
export function halted(flag: Flag, number: number, { now, by }: Act): Flag {
  standing(flag, number)
  if (flag.kind === 'operational')
    throw new Problem('conflict', 'An operational flag is not halted; use the kill switch')
  if (openHalt(flag, now)) throw new Problem('conflict', 'It is halted already')
  return { ...flag, halts: [...flag.halts, { from: from(now), first: number, by }] }
}

/** The flag with its halt ended. */
export function resumed(flag: Flag, { now }: Act): Flag {
  const open = openHalt(flag, now)
  if (!open) throw new Problem('conflict', 'It is not halted')
  return { ...flag, halts: flag.halts.map((halt) => (halt === open ? { ...halt, to: endOf(halt.from, now) } : halt)) }
}

/** The flag rolled back: every revision after `number` is withdrawn, and their halts end (0: all of them). */
export function rolledBack(flag: Flag, number: number, { now }: Act): Flag {
  if (number !== 0) standing(flag, number)
  const at = from(now)
  if (!flag.revisions.some((revision) => revision.number > number && revision.withdrawnAt === undefined))
    throw new Problem('conflict', `Nothing after revision ${number} is in force`)
  return {
    ...flag,
    revisions: flag.revisions.map((revision) =>
      revision.number > number && revision.withdrawnAt === undefined ? { ...revision, withdrawnAt: at } : revision,
    ),
    halts: flag.halts.map((halt) =>
      halt.first > number && halt.to === undefined ? { ...halt, to: endOf(halt.from, now) } : halt,
    ),
  }
}

/** The flag off for everybody, or on again as before. */
export function switched(flag: Flag, on: boolean, { now, by }: Act): Flag {
  const open = openKill(flag, now)
  if (on === !open) throw new Problem('conflict', on ? 'It is on already' : 'It is switched off already')
  if (!open) return { ...flag, kills: [...flag.kills, { from: from(now), by }] }
  return { ...flag, kills: flag.kills.map((kill) => (kill === open ? { ...kill, to: endOf(kill.from, now) } : kill)) }
}

/** The flag offered for users to switch on by themselves; a new offer takes the place of the one before. */
export function offered(flag: Flag, draft: PreviewDraft, { now, by }: Act): Flag {
  if (flag.kind === 'operational') throw new Problem('conflict', 'An operational flag is not for users')
  if (!flag.variants.some(({ key }) => key === draft.variant)) throw invalid('variant', 'There is no such variant')
  const offers = withdrawnOffers(flag, now)
  return { ...flag, offers: [...offers, { ...draft, from: from(now), by }] }
}

/** The flag not offered any longer: who had switched it on goes back to what the clock gives. */
export function unoffered(flag: Flag, { now }: Act): Flag {
  if (!offerAt(flag, from(now))) throw new Problem('conflict', 'It is not offered')
  return { ...flag, offers: withdrawnOffers(flag, now) }
}

const withdrawnOffers = ({ offers = [] }: Flag, now: number) =>
  offers.map((offer) => (offer.to === undefined ? { ...offer, to: endOf(offer.from, now) } : offer))

/** The latest instant (ms) that anything in a flag's history carries; 0: it has none yet. */
export function lastInstant({ revisions, halts, kills, offers = [] }: Flag): number {
  const spans = [...halts, ...kills, ...offers].flatMap(({ from, to }) => [from, to ?? 0])
  const acts = revisions.flatMap(({ at, steps, withdrawnAt }) => [
    at,
    withdrawnAt ?? 0,
    ...steps.flatMap((step) => [step.at, ...(step.before ?? []).map(({ until }) => until)]),
  ])
  return Math.max(0, ...spans, ...acts)
}

/** The halt that has no end at `now`. */
export const openHalt = (flag: Pick<Flag, 'halts'>, now: number) => flag.halts.find((halt) => isOpen(halt, now))

/** The use of the kill switch that has no end at `now`. */
export const openKill = (flag: Pick<Flag, 'kills'>, now: number) => flag.kills.find((kill) => isOpen(kill, now))

const isOpen = ({ to }: { to?: number | undefined }, now: number) => to === undefined || to > from(now)

/** A span ended in the millisecond in which it began still lasts one, so that it is not turned around. */
const endOf = (start: number, now: number) => Math.max(from(now), start + 1)

function standing(flag: Flag, number: number): Revision {
  const revision = flag.revisions[number - 1]
  if (!revision) throw new Problem('missing', `There is no revision ${number}`)
  if (revision.withdrawnAt !== undefined) throw new Problem('conflict', `Revision ${number} was rolled back`)
  return revision
}

const replaced = (flag: Flag, revision: Revision): Flag => ({
  ...flag,
  revisions: flag.revisions.map((old) => (old.number === revision.number ? revision : old)),
})

function refuseUnknown(given: string[], known: readonly string[], field: string, what: string): void {
  const unknown = given.find((key) => !known.includes(key))
  if (unknown !== undefined) throw invalid(`${field}.${unknown}`, `There is no such ${what}`)
}
