import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Snapshot, Tie } from './exposure.ts'

type Batch = { _id: string; project: string; subject: string; digest: string; at: number; sequence: number }
type Row = Tie & { _id: string; project: string; subject: string; firstAt: number; lastAt: number }
type KeptSnapshot = Snapshot & { _id: string; project: string; hash: string }

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
      },
      [{ keys: { project: 1, subject: 1 } }, { keys: { project: 1, flag: 1, variant: 1 } }],
    ),
  )
  const snapshots = connection.model<KeptSnapshot>(
    'snapshots',
    tenantSchema<KeptSnapshot>({ hash: String, ...snapshotFields }, [{ keys: { project: 1, hash: 1 }, unique: true }]),
  )

  return {
    async findBatch(project: string, id: string): Promise<Batch | null> {
      return batches.findOne({ _id: `${project}:${id}`, project }).lean()
    },

    /** False where a batch with this id is there already. */
    async insertBatch(project: string, id: string, batch: Omit<Batch, '_id' | 'project'>): Promise<boolean> {
      return isInserted(batches.create({ _id: `${project}:${id}`, project, ...batch }))
    },

    /** Folds what was seen into the subject's rows; doing it twice changes nothing. */
    async fold(project: string, subject: string, ties: readonly Tie[], at: number): Promise<void> {
      await rows.bulkWrite(
        ties.map((tie) => ({
          updateOne: {
            filter: { _id: rowId(project, subject, tie) },
            update: { $setOnInsert: { project, subject, ...tie }, $min: { firstAt: at }, $max: { lastAt: at } },
            upsert: true,
          },
        })),
        { ordered: true },
      )
    },

    /** Moves what one subject saw to another, with its receipts; what both saw becomes one row. */
    async move(project: string, from: string, into: string): Promise<void> {
      const found = await rows.find({ project, subject: from }).lean()
      if (found.length > 0) {
        await rows.bulkWrite(
          found.map(({ _id: _, firstAt, lastAt, ...row }) => ({
            updateOne: {
              filter: { _id: rowId(project, into, row) },
              update: { $setOnInsert: { ...row, subject: into }, $min: { firstAt }, $max: { lastAt } },
              upsert: true,
            },
          })),
          { ordered: true },
        )
        await rows.deleteMany({ project, _id: trusted({ $in: found.map(({ _id }) => _id) }) })
      }
      await batches.updateMany({ project, subject: from }, { $set: { subject: into } })
    },

    async rowsOf(project: string, subject: string): Promise<(Tie & { lastAt: number })[]> {
      const found = await rows.find({ project, subject }).sort({ lastAt: 1 }).lean()
      return found.map(({ flag, revision, variant, assignment, claimed, lastAt }) => ({
        ...{ flag, revision, variant, assignment, lastAt },
        ...(claimed && { claimed }),
      }))
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
      await snapshots.updateOne(
        { _id: `${project}:${hash}`, project },
        { $setOnInsert: { hash, ...snapshot } },
        { upsert: true },
      )
    },

    async snapshots(project: string, hashes: readonly string[]): Promise<Map<string, Snapshot>> {
      const found = await snapshots.find({ project, hash: trusted({ $in: hashes }) }).lean()
      return new Map(found.map(({ _id, project, hash, ...snapshot }) => [hash, snapshot]))
    },
  }
}

const rowId = (project: string, subject: string, { flag, revision, variant, assignment, claimed }: Tie) =>
  `${project}:${subject}:${flag}:${revision}:${variant}:${claimed ? 'claimed' : assignment}`

export type ExposureStore = ReturnType<typeof exposureStore>
