import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { invalid, Problem } from '../base/problem.ts'
import { type Receipt, receiptOf, refuseOther, type Sent } from '../base/receipt.ts'
import type { Evaluation } from '../flags/evaluate.ts'
import type { Flag } from '../flags/flag.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ExposureStore } from './exposure.store.ts'
import type { ExposureBatch, Snapshot, Tie } from './exposure.ts'
import { hashOf, latestTies } from './snapshot.ts'

/** A page may have been open for a day; what it claims of longer ago is held against a day ago. */
const longestMs = dayMs

type Parts = {
  store: ExposureStore
  ruleset: RulesetService
  policies: PolicyService
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
  onSeen: (event: { project: string; flags: string[] }) => void
}

/** What subjects saw: rendered, not merely evaluated. */
export function exposureService({ store, ruleset, policies, remember, sequence, clock, onSeen }: Parts) {
  /** Stores what a page has rendered; variant and assignment are taken from our own evaluation at that instant. */
  async function record(project: Project, identity: Identity, batch: ExposureBatch): Promise<Receipt> {
    const { id, evaluatedAt, flags } = batch
    const keys = flags.map(({ key }) => key)
    const sent = { subject: identity.subject, digest: digestOf([evaluatedAt, flags]) }
    const before = await storedBatch(project, id, sent)
    // A repeat may come after a crash between batch and rows: it must then give the rows that the first would have given.
    const at = before?.at ?? clock.now()
    const instant = Math.min(at, Math.max(Date.parse(evaluatedAt), at - longestMs))
    const evaluated = await ruleset.at(project, identity, keys, instant)
    refuseUnknownVariants(flags, await ruleset.flagsOf(project))
    const stored = before ?? (await keepBatch(project, identity, id, { ...sent, at }))
    const ties = flags.map(({ key, variant }) => tieOf(evaluated.get(key), key, variant))
    await store.fold(project.id, identity.subject, ties, stored.at)
    onSeen({ project: project.id, flags: keys })
    return receiptOf({ id, at: stored.at, sequence: stored.sequence })
  }

  async function storedBatch(project: Project, id: string, sent: Sent) {
    const stored = await store.findBatch(project.id, id)
    if (stored) refuseOther(stored, sent)
    return stored
  }

  async function keepBatch(project: Project, identity: Identity, id: string, batch: Sent & { at: number }) {
    const [place] = await Promise.all([sequence(project.id), remember(project, identity)])
    const fresh = { ...batch, sequence: place }
    if (await store.insertBatch(project.id, id, fresh)) return fresh
    const meanwhile = await storedBatch(project, id, batch)
    if (!meanwhile) throw new Problem('stale', 'Send it again')
    return meanwhile
  }

  return {
    record,

    /** What a subject has seen up to now, kept once under its hash. */
    async snapshot(project: Project, identity: Identity): Promise<{ hash: string; snapshot: Snapshot }> {
      const [rows, { policy }] = await Promise.all([
        store.rowsOf(project.id, identity.subject),
        policies.of(project, identity),
      ])
      const { channel, pace } = policy
      const snapshot: Snapshot = { channel, pace, ties: latestTies(rows), ...identity.context }
      const hash = hashOf(snapshot)
      await store.keepSnapshot(project.id, hash, snapshot)
      return { hash, snapshot }
    },

    snapshots: (project: Project, hashes: readonly string[]) => store.snapshots(project.id, hashes),

    /** The flags whose variant this subject has seen, as far as our own evaluation confirmed it. */
    async flagsSeenBy(project: Project, subject: string): Promise<Set<string>> {
      const rows = await store.rowsOf(project.id, subject)
      return new Set(rows.filter(({ claimed }) => !claimed).map(({ flag }) => flag))
    },

    /** What one subject saw becomes another's. */
    move: (project: Project, from: string, into: string) => store.move(project.id, from, into),

    countByVariant: (project: Project, flag: string) => store.countByVariant(project.id, flag),
  }
}

export type ExposureService = ReturnType<typeof exposureService>

/** A page may claim another variant than it was given, but none that does not exist: rows are kept for each. */
function refuseUnknownVariants(seen: ExposureBatch['flags'], flags: readonly Flag[]): void {
  seen.forEach(({ key, variant }, i) => {
    const variants = flags.find((flag) => flag.key === key)?.variants ?? []
    if (!variants.some((one) => one.key === variant))
      throw invalid(`flags.${i}.variant`, `There is no variant ${variant} of ${key}`)
  })
}

function tieOf(evaluation: Evaluation | undefined, flag: string, variant: string): Tie {
  if (!evaluation) throw new Problem('missing', `There is no flag ${flag}`)
  const { revision, assignment } = evaluation
  return { flag, revision, variant, assignment, ...(evaluation.variant !== variant && { claimed: true }) }
}
