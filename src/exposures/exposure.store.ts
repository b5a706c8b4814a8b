import { type Connection, trusted } from 'mongoose'
import { groupFinds } from '../database/group-reads.ts'
import { groupInserts, groupKeeps, groupUpserts } from '../database/group-writes.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { SeenRow, SeenTie, Snapshot, Tie } from './exposure.ts'

type Batch = { _id: string; project: string; subject: string; digest: string; at: number; sequence: number }

/** `recent`: the last batches that were folded into a row, so that none is a second time after a crash. */
type Row = SeenRow & { _id: string; project: string; subject: string; recent: string[] }
type KeptSnapshot = Snapshot & { _id: string; project: string; hash: string }

const mostRecent = 16
const snapshotFields = { channel: String, pace: String, ties: anything, appVersion: String, dimensions: anything }

/** Batches as they came (for their receipts), one row a subject, flag, revision and variant, and the snapshots. */
export function exposureStore(connection: Connection) {
  const batches = connection.model<Batch>(
    'exposure_batches',
    tenantSchema<Batch>({ subject: String, digest: String, at: Number, sequence: Number }, [
      { keys: { project: 1, subject: 1 } },
    ]),
  )
  const rows = connection.model<Row>(
    'exposures',
    tenantSchema<Row>(
      {
        subject: String,
        flag: String,
        revision: Number,
        variant: String,
        assignment: String,
        claimed: Boolean,
        firstAt: Number,
        lastAt: Number,
        times: Number,
        seconds: Number,
        recent: anything,
      },
      [{ keys: { project: 1, subject: 1 } }, { keys: { project: 1, flag: 1, variant: 1 } }],
    ),
  )
  const snapshots = connection.model<KeptSnapshot>(
    'snapshots',
    tenantSchema<KeptSnapshot>({ hash: String, ...snapshotFields }, [{ keys: { project: 1, hash: 1 }, unique: true }]),
  )
  const insertBatch = groupInserts(batches)
  const upsertRows = groupUpserts(rows)
  const keptSnapshots = groupKeeps(snapshots)
  const findBatches = groupFinds(batches, '_id')
  const findRows = groupFinds(rows, 'subject')

  /** Adds to one row what `source`, a batch or another row, brings; the same source again changes nothing. */
  const folding = (project: string, subject: string, source: string, tie: Tie, seen: Seen) => ({
    filter: { _id: rowId(project, subject, tie), recent: { $ne: source } },
    update: {
      $setOnInsert: { project, subject, ...tie },
      $min: { firstAt: seen.firstAt },
      $max: { lastAt: seen.lastAt },
      $inc: { times: seen.times, seconds: seen.seconds },
      $push: { recent: { $each: [source], $slice: -mostRecent } },
    },
  })

  return {
    async findBatch(project: string, id: string): Promise<Batch | null> {
      return (await findBatches({ project, key: `${project}:${id}` }))[0] ?? null
    },

    /** False where a batch with this id is there already. */
    insertBatch: (project: string, id: string, batch: Omit<Batch, '_id' | 'project'>): Promise<boolean> =>
      insertBatch({ _id: `${project}:${id}`, project, ...batch }),

    /** Folds what a batch says was seen into the subject's rows; doing it twice changes nothing. */
    async fold(project: string, subject: string, batch: string, seen: readonly SeenTie[], at: number): Promise<void> {
      await upsertRows(
        seen.map(({ times, seconds, ...tie }) =>
          folding(project, subject, batch, tie, { firstAt: at, lastAt: at, times, seconds }),
        ),
      )
    },

    /** Moves what one subject saw to another, with its receipts; what both saw becomes one row. */
    async move(project: string, from: string, into: string): Promise<void> {
      const found = await rows.find({ project, subject: from }).lean()
      if (found.length > 0) {
        await upsertRows(found.map((row) => folding(project, into, row._id, tieOf(row), { ...row, ...countsOf(row) })))
        await rows.deleteMany({ project, _id: trusted({ $in: found.map(({ _id }) => _id) }) })
      }
      await batches.updateMany({ project, subject: from }, { $set: { subject: into } })
    },

    /** What a subject saw, in order of `lastAt`. */
    async rowsOf(project: string, subject: string): Promise<SeenRow[]> {
      const found = await findRows({ project, key: subject })
      return found
        .map((row) => ({ ...tieOf(row), firstAt: row.firstAt, lastAt: row.lastAt, ...countsOf(row) }))
        .sort((one, other) => one.lastAt - other.lastAt)
    },

    /** How many subjects saw each variant of a flag, claims left out. */
    async countByVariant(project: string, flag: string): Promise<Map<string, number>> {
      const found = await rows.aggregate<{ _id: string; n: number }>([
        { $match: { project, flag, claimed: { $ne: true } } },
        { $group: { _id: { variant: '$variant', subject: '$subject' } } },
        { $group: { _id: '$_id.variant', n: { $sum: 1 } } },
      ])
      return new Map(found.map(({ _id, n }) => [_id, n]))
    },

    /** Keeps a snapshot under its hash; equal ones are kept once. */
    async keepSnapshot(project: string, hash: string, snapshot: Snapshot): Promise<void> {
      await keptSnapshots.keep(`${project}:${hash}`, () => ({ project, hash, ...snapshot }))
    },

    async snapshots(project: string, hashes: readonly string[]): Promise<Map<string, Snapshot>> {
      const found = await snapshots.find({ project, hash: trusted({ $in: hashes }) }).lean()
      return new Map(found.map(({ _id, project, hash, ...snapshot }) => [hash, snapshot]))
    },
  }
}

type Seen = Pick<SeenRow, 'firstAt' | 'lastAt' | 'times' | 'seconds'>

const rowId = (project: string, subject: string, { flag, revision, variant, assignment, claimed }: Tie) =>
  `${project}:${subject}:${flag}:${revision}:${variant}:${claimed ? 'claimed' : assignment}`

const tieOf = ({ flag, revision, variant, assignment, claimed }: Tie): Tie => ({
  ...{ flag, revision, variant, assignment },
  ...(claimed && { claimed }),
})

/** Rows from before there were counts stand for one time. */
const countsOf = ({ times = 1, seconds = 0 }: Partial<SeenRow>) => ({ times, seconds })

export type ExposureStore = ReturnType<typeof exposureStore>
