import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { invalid, Problem } from '../base/problem.ts'
import { type Receipt, receiptOf, refuseOther, type Sent } from '../base/receipt.ts'
import { recent } from '../base/recent.ts'
import type { Evaluation } from '../flags/evaluate.ts'
import type { Flag } from '../flags/flag.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { dayMs } from '../pacing/zoned-time.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ExposureStore } from './exposure.store.ts'
import type { ExposureBatch, SeenTie, Snapshot } from './exposure.ts'
import { hashOf, latestTies } from './snapshot.ts'

/** What waited offline, or was seen in a page that stayed open, for longer than this is held against this long ago. */
const longestMs = 30 * dayMs
/** Servers' clocks differ a little; an evaluation of later than this was made up. */
const longestAheadMs = 60_000
/** Of so many people who have just been about it is known what they have seen. */
const mostKnown = 5000

type Parts = {
  store: ExposureStore
  ruleset: RulesetService
  policies: PolicyService
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
  onSeen: (event: { project: string; subject: string; flags: string[] }) => void
  /** Whether no other process stores what subjects see and choose, of which this one would not hear. */
  isAlone: boolean
}

/** A snapshot, and the hash under which it is kept. */
export type KeptSnapshot = { hash: string; snapshot: Snapshot }

/** What subjects saw: rendered, not merely evaluated. */
export function exposureService(parts: Parts) {
  const { store, ruleset, policies, remember, sequence, clock, onSeen, isAlone } = parts
  const snapshots = recent<KeptSnapshot>(isAlone ? mostKnown : 0)
  const forget = (project: string, subject: string) => snapshots.forget(`${project}:${subject}`)

  /** Stores what a page has rendered; variant and assignment are taken from our own evaluation at that instant. */
  async function record(project: Project, identity: Identity, batch: ExposureBatch): Promise<Receipt> {
    const { id, evaluatedAt, flags } = batch
    const keys = flags.map(({ key }) => key)
    const sent = { subject: identity.subject, digest: digestOf([evaluatedAt, flags]) }
    const before = await storedBatch(project, id, sent)
    if (before) return receiptOf({ ...before, id })
    const at = clock.now()
    refuseUnknownVariants(flags, await ruleset.flagsOf(project))
    const evaluated = await ruleset.at(project, identity, keys, instantOf(evaluatedAt, at))
    const seen = onceEach(flags).map((one) => tieOf(evaluated.get(one.key) as Evaluation, one))
    // The rows come first: a batch that is stored was counted, and one that a crash cut off is counted once when it is
    // sent again, for rows know their last batches.
    const [place] = await Promise.all([
      sequence(project.id),
      remember(project, identity),
      store.fold(project.id, identity.subject, id, seen, at).finally(() => forget(project.id, identity.subject)),
    ])
    const stored = await keepBatch(project, id, { ...sent, at, sequence: place })
    onSeen({ project: project.id, subject: identity.subject, flags: keys })
    return receiptOf({ ...stored, id })
  }

  async function storedBatch(project: Project, id: string, sent: Sent) {
    const stored = await store.findBatch(project.id, id)
    if (stored) refuseOther(stored, sent)
    return stored
  }

  async function keepBatch(project: Project, id: string, batch: Sent & { at: number; sequence: number }) {
    if (await store.insertBatch(project.id, id, batch)) return batch
    const meanwhile = await storedBatch(project, id, batch)
    if (!meanwhile) throw new Problem('stale', 'Send it again')
    return meanwhile
  }

  async function takeSnapshot(project: Project, identity: Identity): Promise<KeptSnapshot> {
    const [rows, { policy }] = await Promise.all([
      store.rowsOf(project.id, identity.subject),
      policies.of(project, identity),
    ])
    const { channel, pace } = policy
    const snapshot: Snapshot = { channel, pace, ties: latestTies(rows), ...identity.context }
    const hash = hashOf(snapshot)
    await store.keepSnapshot(project.id, hash, snapshot)
    return { hash, snapshot }
  }

  return {
    record,

    /** What a subject has seen up to now, kept once under its hash. */
    snapshot: (project: Project, identity: Identity): Promise<KeptSnapshot> =>
      snapshots.get(`${project.id}:${identity.subject}`, [project, identity.context], () =>
        takeSnapshot(project, identity),
      ),

    /** To be called when a subject has chosen: their next snapshot says so. */
    forget,

    snapshots: (project: Project, hashes: readonly string[]) => store.snapshots(project.id, hashes),

    /** The flags whose variant this subject has seen, as far as our own evaluation confirmed it. */
    async flagsSeenBy(project: Project, subject: string): Promise<Set<string>> {
      const rows = await store.rowsOf(project.id, subject)
      return new Set(rows.filter(({ claimed }) => !claimed).map(({ flag }) => flag))
    },

    /** All that a subject has seen, in order of when last. */
    seenBy: (project: { id: string }, subject: string) => store.rowsOf(project.id, subject),

    /** What one subject saw becomes another's. */
    async move(project: Project, from: string, into: string): Promise<void> {
      await store.move(project.id, from, into)
      for (const subject of [from, into]) forget(project.id, subject)
    },

    countByVariant: (project: Project, flag: string) => store.countByVariant(project.id, flag),
  }
}

export type ExposureService = ReturnType<typeof exposureService>

/** A page may claim another variant than it was given, but none that does not exist: rows are kept for each. */
function refuseUnknownVariants(seen: ExposureBatch['flags'], flags: readonly Flag[]): void {
  seen.forEach(({ key, variant }, i) => {
    const flag = flags.find((one) => one.key === key)
    if (!flag) throw new Problem('missing', `There is no flag ${key}`)
    if (!flag.variants.some((one) => one.key === variant))
      throw invalid(`flags.${i}.variant`, `There is no variant ${variant} of ${key}`)
  })
}

/** The instant (ms) to evaluate at again. */
function instantOf(evaluatedAt: string, now: number): number {
  const instant = Date.parse(evaluatedAt)
  if (instant > now + longestAheadMs) throw invalid('evaluatedAt', 'Nothing can have been evaluated in the future')
  return Math.min(now, Math.max(instant, now - longestMs))
}

type Sum = { key: string; variant: string; times: number; seconds: number }

/** What a batch names more than once is one, with what it adds up to. */
function onceEach(flags: ExposureBatch['flags']): Sum[] {
  const sums = new Map<string, Sum>()
  for (const { key, variant, times = 1, seconds = 0 } of flags) {
    const name = `${key} ${variant}`
    const sum = sums.get(name) ?? { key, variant, times: 0, seconds: 0 }
    sums.set(name, { ...sum, times: sum.times + times, seconds: sum.seconds + seconds })
  }
  return [...sums.values()]
}

function tieOf({ revision, assignment, ...evaluation }: Evaluation, { key, variant, times, seconds }: Sum): SeenTie {
  const claimed = evaluation.variant !== variant
  return { flag: key, revision, variant, assignment, ...(claimed && { claimed }), times, seconds }
}
