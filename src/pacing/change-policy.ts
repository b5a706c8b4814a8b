import { z } from 'zod'
import { invalid, invalidShape, Problem } from '../base/problem.ts'
import { writtenText } from '../base/text.ts'
import { type Hold, type Policy, paceName, policyChoice } from './policy.ts'
import { dayMs } from './zoned-time.ts'

const { soak, cadence, window, timeZone } = policyChoice.shape

/** What a subject may say of their own policy; left out: as it is; null: as the pace has it. */
export const choiceDraft = z.strictObject({
  channel: z.string().min(1).max(64),
  pace: paceName,
  timeZone: timeZone.optional(),
  soak: soak.unwrap().nullable().optional(),
  cadence: cadence.unwrap().nullable().optional(),
  window: window.unwrap().nullable().optional(),
})

export type ChoiceDraft = z.infer<typeof choiceDraft>

/** "Nothing new from … to …"; without `to`: until I say. */
const holdDraft = z.strictObject({
  from: z.int(),
  to: z.int().optional(),
  note: writtenText(120).optional(),
})

export type HoldDraft = z.infer<typeof holdDraft>

const yearMs = 365 * dayMs

/** The clock asks every hold about every slot, for each policy that somebody ever had. */
const mostHolds = 60

/** The policy with what a subject chose, from the instant `since` (ms) on; refuses what no policy can be. */
export function chosen(policy: Policy, draft: ChoiceDraft, since: number): Policy {
  const next: Record<string, unknown> = { ...policy, since }
  for (const [field, value] of Object.entries(draft)) {
    if (value === null) delete next[field]
    else if (value !== undefined) next[field] = value
  }
  // What was set of one's own stands for another pace; somebody who wants to be asked has none.
  if (draft.pace === 'ask' && policy.pace !== 'ask') {
    if (draft.soak === undefined) delete next.soak
    if (draft.cadence === undefined) delete next.cadence
  }
  return checked(next)
}

/** The policy with one more hold, at most `longestDays` long; one without an end ends there. */
export function held(policy: Policy, draft: HoldDraft, since: number, longestDays: number): Policy {
  const { from = since, note } = draft
  const to = draft.to ?? from + longestDays * dayMs
  if (to <= from) throw invalid('to', 'A hold ends after it starts')
  if (to <= since) throw invalid('to', 'That is over already')
  if (from < since - dayMs) throw invalid('from', 'A hold cannot start in the past')
  if (to - from > longestDays * dayMs) throw invalid('to', `At most ${longestDays} days at a time`)
  const hold: Hold = { from: Math.max(from, since), to, ...(note !== undefined && { note }) }
  const before = recent(policy, since)
  if (before.length >= mostHolds)
    throw new Problem(
      'limited',
      `At most ${mostHolds} holds, with those of the last year. End one that has not begun yet.`,
    )
  return checked({ ...policy, since, holds: [...before, hold] })
}

/** The policy with the hold that began at `from` ended at `since`, or left out if it has not begun. */
export function released(policy: Policy, from: number, since: number): Policy {
  const holds = policy.holds ?? []
  const found = holds.find((hold) => hold.from === from && (hold.to === undefined || hold.to > since))
  if (!found) throw invalid('from', 'There is no such hold')
  const next = found.from >= since ? [] : [{ ...found, to: since }]
  return checked({ ...policy, since, holds: recent(policy, since).flatMap((hold) => (hold === found ? next : [hold])) })
}

/** Holds stay for a year after their end, so that the past can be told. */
const recent = ({ holds = [] }: Policy, now: number) => holds.filter(({ to }) => to === undefined || to > now - yearMs)

function checked(policy: unknown): Policy {
  const result = policyChoice.safeParse(policy)
  if (!result.success) throw invalidShape(result.error)
  return result.data
}
