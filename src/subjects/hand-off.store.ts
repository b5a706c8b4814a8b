import { type Connection, trusted } from 'mongoose'
import { tenantSchema } from '../database/schema.ts'

type Stored = { _id: string; project: string; subject: string; expiresAt: number }

/** Links that open a subject's own page once; only the hash of a link's code is stored. */
export function handOffStore(connection: Connection) {
  const links = connection.model<Stored>('hand_offs', tenantSchema<Stored>({ subject: String, expiresAt: Number }, []))

  return {
    async insert(codeHash: string, project: string, subject: string, expiresAt: number): Promise<void> {
      await links.create({ _id: codeHash, project, subject, expiresAt })
    },
    /** Takes the link away and says whose it was; whoever comes second finds nothing. */
    async take(codeHash: string, project: string): Promise<{ subject: string; expiresAt: number } | null> {
      return links.findOneAndDelete({ _id: codeHash, project }).lean()
    },
    async removeExpired(project: string, now: number): Promise<void> {
      await links.deleteMany({ project, expiresAt: trusted({ $lt: now }) })
    },
  }
}

export type HandOffStore = ReturnType<typeof handOffStore>
