import { type Connection, trusted } from 'mongoose'
import { kept } from '../base/kept.ts'
import { groupFinds } from '../database/group-reads.ts'
import { groupInserts } from '../database/group-writes.ts'
import { tenantSchema } from '../database/schema.ts'

type Claim = { _id: string; project: string; conversation: string }

/**
 * Client-made ids that stand for something in a conversation, so that none stands for two things. `isAlone`: no other
 * process claims any.
 */
export function claimStore(connection: Connection, isAlone: boolean) {
  const claims = connection.model<Claim>('conversation_ids', tenantSchema<Claim>({ conversation: String }))
  const insertClaim = groupInserts(claims)
  const findClaims = groupFinds(claims, '_id')
  const latest = kept(async (project: string) => {
    const ofProject = { project, _id: trusted({ $gt: `${project}:`, $lt: `${project};` }) }
    const found = await claims.findOne(ofProject).sort({ _id: -1 }).lean()
    return { key: found?._id ?? '' }
  })

  return {
    /** Lets an id stand for something in this conversation; false where it does so in another one. */
    async claim(project: string, id: string, conversation: string): Promise<boolean> {
      const key = `${project}:${id}`
      if (isAlone) {
        const last = await latest.get(project)
        if (key > last.key) last.key = key
      }
      if (await insertClaim({ _id: key, project, conversation })) return true
      const [claim] = await findClaims({ project, key })
      return claim?.conversation === conversation
    },

    /** Whether an id stands for something in another conversation, so that none can begin under it. */
    async isClaimed(project: string, id: string): Promise<boolean> {
      const key = `${project}:${id}`
      // Ids begin with the instant at which they were made, so hardly any needs to be looked for.
      if (isAlone && key > (await latest.get(project)).key) return false
      const [claim] = await findClaims({ project, key })
      return claim !== undefined && claim.conversation !== id
    },
  }
}
