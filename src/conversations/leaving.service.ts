import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { Problem } from '../base/problem.ts'
import { type Receipt, receiptOf, refuseOther } from '../base/receipt.ts'
import type { ExposureService } from '../exposures/exposure.service.ts'
import type { Flag } from '../flags/flag.ts'
import { asWritten } from '../projects/as-written.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { LeavingStore, StoredLeaving } from './leaving.store.ts'
import { countsByReason, type LeavingCount, type LeavingDraft } from './leaving.ts'

const soonMs = 48 * 3_600_000

type Parts = {
  store: LeavingStore
  exposures: Pick<ExposureService, 'snapshot' | 'seenBy'>
  allFlags: (project: string) => Promise<Flag[]>
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
}

/** Why people step back: what they say of it is tied to what they saw in the last two days. */
export function leavingService({ store, exposures, allFlags, remember, sequence, clock }: Parts) {
  return {
    /** Stores a reason; the same again gives the same receipt. */
    async tell(project: Project, identity: Identity, sentDraft: LeavingDraft): Promise<Receipt> {
      const draft = asWritten(project, sentDraft)
      const { id, act, flag, reason, text } = draft
      const { subject } = identity
      const sent = { subject, digest: digestOf([act, flag ?? null, reason, text ?? null]) }
      const repeat = async () => {
        const stored = await store.find(project.id, id)
        if (stored) refuseOther(stored, sent)
        return stored ? receiptOf(stored) : undefined
      }
      const repeated = await repeat()
      if (repeated) return repeated
      if (flag !== undefined && !(await allFlags(project.id)).some(({ key }) => key === flag))
        throw new Problem('missing', `There is no flag ${flag}`)
      const at = clock.now()
      const [{ snapshot }, rows, place] = await Promise.all([
        exposures.snapshot(project, identity),
        exposures.seenBy(project, subject),
        sequence(project.id),
        remember(project, identity),
      ])
      const seen = rows.filter(({ lastAt }) => lastAt > at - soonMs)
      const flags = seen.filter(({ claimed }) => !claimed).map((row) => row.flag)
      const leaving: StoredLeaving = {
        ...{ ...draft, ...sent, at, sequence: place, snapshot, seen },
        flags: [...new Set(flag === undefined ? flags : [flag, ...flags])],
      }
      if (await store.insert(project.id, leaving)) return receiptOf(leaving)
      const meanwhile = await repeat()
      if (meanwhile) return meanwhile
      throw new Problem('stale', 'Send it again')
    },

    /** Why people stepped back who had seen a flag within the two days before. */
    async leavingOf(project: Project, flag: string): Promise<LeavingCount[]> {
      return countsByReason(await store.countOf(project.id, flag))
    },

    /** What one subject said becomes another's. */
    move: (project: Project, from: string, into: string) => store.move(project.id, from, into),
  }
}

export type LeavingService = ReturnType<typeof leavingService>
