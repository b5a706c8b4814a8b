import type { Clock } from '../base/clock.ts'
import { hashOf } from '../base/digest.ts'
import { newId } from '../base/id.ts'
import { invalid, Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { InvitationStore } from './invitation.store.ts'
import { type Invitation, type InvitationDraft, refusalOf } from './invitation.ts'
import { dayMs } from './zoned-time.ts'

const mostListed = 200

type Parts = { store: InvitationStore; clock: Clock; random: (bytes: number) => Uint8Array }

/** Codes that let people onto a channel that is by invitation. */
export function invitationService({ store, clock, random }: Parts) {
  return {
    /** Makes one; its code is handed out here and never again, for only its hash is stored. */
    async create(
      project: Project,
      channel: string,
      { note, mostUses, days }: InvitationDraft,
      by: { name: string },
    ): Promise<{ invitation: Invitation; code: string }> {
      if (!project.channels.some(({ key }) => key === channel)) throw new Problem('missing', 'There is no such channel')
      const now = clock.now()
      const code = Buffer.from(random(16)).toString('base64url')
      const invitation: Invitation = {
        ...{ id: newId(now), channel, note, uses: 0, createdAt: now, by: by.name },
        ...(mostUses !== undefined && { mostUses }),
        ...(days !== undefined && { expiresAt: now + days * dayMs }),
      }
      await store.insert(project.id, hashOf(code), invitation)
      return { invitation, code }
    },

    /** Those of one channel, the newest first. */
    newest: (project: Project, channel: string) => store.newest(project.id, channel, mostListed),

    /** Takes an invitation back: who came by it stays, nobody else comes. */
    async revoke(project: Project, id: string): Promise<void> {
      if (!(await store.revoke(project.id, id, clock.now())))
        throw new Problem('missing', 'There is no such invitation, or it was taken back already')
    },

    /** Uses a code for one person; refuses one that lets nobody onto this channel. */
    async redeem(project: Project, channel: string, code: string): Promise<Invitation> {
      const found = await store.findByCode(project.id, hashOf(code))
      if (found?.channel !== channel) throw invalid('code', 'This code is not known here')
      const refusal = refusalOf(found, clock.now())
      if (refusal) throw invalid('code', refusal)
      if (!(await store.use(project.id, found))) throw invalid('code', 'This invitation has been used up')
      return found
    },
  }
}

export type InvitationService = ReturnType<typeof invitationService>
