import { createHash } from 'node:crypto'
import { actsOf, asItWas } from '../flags/as-it-was.ts'
import type { Flag, Revision } from '../flags/flag.ts'
import { personAt } from '../flags/standing.ts'
import type { WhyStep } from '../flags/why.ts'
import type { Choices } from '../pacing/choices.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import { type Told, toldOf } from './told.ts'

/** `paused`: the date is the one it would have, were it not halted; `waiting`: for the person's own yes. */
export type AnnouncementState = 'coming' | 'paused' | 'waiting' | 'arrived' | 'withdrawn'

/** What calendars and feeds say of one announced change to one person; instants in ms. */
export type Announcement = {
  /** A UUID, the same for everybody and for ever. */
  id: string
  title: string
  sentence: string
  state: AnnouncementState
  /** When it arrives, arrived, or would have arrived before it was withdrawn; null: nobody can say. */
  at: number | null
  /** Rises whenever `at` moves, and never falls. */
  sequence: number
  publishedAt: number
  /** When the last thing happened that this announcement may speak of. */
  changedAt: number
  why: WhyStep
}

/** Who is told; `acts`: how many times so far they, or the project around them, changed what may move an arrival. */
export type Recipient = { project: string; ladder: readonly string[]; unit: string; choices: Choices; acts: number }

/** All announced changes that are on their way at `now` (ms), or arrived or were withdrawn within so many days. */
export function announcementsTo(
  flags: readonly Flag[],
  recipient: Recipient,
  now: number,
  days: number,
): Announcement[] {
  return flags.flatMap((flag) => {
    const { revisions } = asItWas(flag, now)
    return revisions.flatMap((revision) => {
      const announcement = revision.announced ? announcementOf(flag, revision, recipient, now) : undefined
      const isOld = announcement && !isAhead(announcement) && endOf(announcement) < now - days * dayMs
      return announcement && !isOld ? [announcement] : []
    })
  })
}

const isAhead = ({ state }: Announcement) => state !== 'arrived' && state !== 'withdrawn'
const endOf = ({ state, at, changedAt }: Announcement) => (state === 'arrived' ? (at ?? changedAt) : changedAt)

function announcementOf(flag: Flag, revision: Revision, recipient: Recipient, now: number): Announcement | undefined {
  const { number, withdrawnAt } = revision
  // What was withdrawn is told as it stood just before.
  const at = withdrawnAt === undefined ? now : withdrawnAt - 1
  const then = asItWas(flag, at)
  const person = personAt(recipient.unit, recipient.choices, at)
  const ask = (asked: Flag) => toldOf(asked, number, person, recipient.ladder, at)
  const told = ask(then)
  if (!told) return undefined
  const done = actsOf(asItWas(flag, withdrawnAt ?? now))
  const { since = 0 } = person.policy
  const arrived = told.has && withdrawnAt === undefined ? told.at : 0
  return {
    id: idOf(recipient.project, flag.key, number),
    title: told.title,
    sentence: told.sentence,
    ...(withdrawnAt === undefined ? stateOf(told) : { state: 'withdrawn', at: told.at }),
    sequence: actsOf(asItWas(flag, now)).filter((act) => act > revision.at).length + recipient.acts,
    publishedAt: revision.at,
    changedAt: Math.max(revision.at, since, arrived, ...done),
    why: told.why,
  }

  function stateOf(told: Told): Pick<Announcement, 'state' | 'at'> {
    if (told.has) return { state: 'arrived', at: told.at }
    if (told.why.step === 'halt' && told.at === null) return { state: 'paused', at: unhalted() }
    return { state: told.at === null && told.why.step === 'ask' ? 'waiting' : 'coming', at: told.at }
  }

  function unhalted(): number | null {
    const halts = then.halts.filter(({ to }) => to !== undefined && to <= at)
    const nominal = ask({ ...then, halts })?.at ?? null
    return nominal !== null && nominal > at ? nominal : null
  }
}

/** A UUIDv8 (RFC 9562) made from what a change is known by, so that it needs no place of its own. */
function idOf(project: string, flag: string, revision: number): string {
  const bytes = createHash('sha256').update(`${project}\n${flag}\n${revision}`).digest().subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
