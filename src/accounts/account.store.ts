import { type Connection, Schema } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import type { Actor } from './account.ts'

export type StoredAccount = Actor & { passwordHash: string }

type Stored = Omit<StoredAccount, 'id'> & { _id: string; createdAt: number }
type SetUp = { _id: 'owner'; tokenHash: string }

/** Members, and the one-time link that makes the first of them. */
export function accountStore(connection: Connection) {
  const accountSchema = new Schema<Stored>(
    { _id: String, name: String, email: String, role: String, passwordHash: String, createdAt: Number },
    { strict: 'throw', versionKey: false, id: false, autoIndex: false },
  )
  accountSchema.index({ email: 1 }, { unique: true })
  const accounts = connection.model<Stored>('accounts', accountSchema)
  const setUps = connection.model<SetUp>(
    'set_ups',
    new Schema<SetUp>({ _id: String, tokenHash: String }, { strict: 'throw', versionKey: false, autoIndex: false }),
  )

  return {
    async isEmpty(): Promise<boolean> {
      return (await accounts.findOne({}, { _id: 1 }).lean()) === null
    },

    async byEmail(email: string): Promise<StoredAccount | null> {
      const found = await accounts.findOne({ email }).lean()
      return found && plain(found)
    },

    async byId(id: string): Promise<StoredAccount | null> {
      const found = await accounts.findOne({ _id: id }).lean()
      return found && plain(found)
    },

    async all(): Promise<StoredAccount[]> {
      return (await accounts.find({}).sort({ name: 1 }).lean()).map(plain)
    },

    /** False where the e-mail address has an account already. */
    async insert({ id, ...account }: StoredAccount, createdAt: number): Promise<boolean> {
      return isInserted(accounts.create({ _id: id, ...account, createdAt }))
    },

    /** From now on only this link makes the first account. */
    async offerSetUp(tokenHash: string): Promise<void> {
      await setUps.updateOne({ _id: 'owner' }, { $set: { tokenHash } }, { upsert: true })
    },

    async isSetUpOffered(tokenHash: string): Promise<boolean> {
      return (await setUps.findOne({ _id: 'owner', tokenHash }).lean()) !== null
    },

    /** Takes the link away; of several at once, one gets true. */
    async takeSetUp(tokenHash: string): Promise<boolean> {
      return (await setUps.findOneAndDelete({ _id: 'owner', tokenHash }).lean()) !== null
    },
  }
}

export type AccountStore = ReturnType<typeof accountStore>

const plain = ({ _id, name, email, role, passwordHash }: Stored): StoredAccount => ({
  id: _id,
  ...{ name, email, role, passwordHash },
})
