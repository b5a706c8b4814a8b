import { createHash } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import { digestOf, hashOf } from '../base/digest.ts'
import { inTurn } from '../base/in-turn.ts'
import { limited, Problem } from '../base/problem.ts'
import { type Receipt, receiptOf, refuseOther } from '../base/receipt.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AttachmentStore, StoredPicture } from './attachment.store.ts'
import { fileName, type Picture, type PictureDraft } from './attachment.ts'
import { beginOfHour, secondsToWait } from './attachment-allowance.ts'
import { cleanPicture } from './attachment-clean.ts'
import type { AttachmentTicketStore, Ticket } from './attachment-ticket.store.ts'

const ticketMs = 2 * 60_000
const unusedMs = 3_600_000
const perSweep = 50

type Parts = {
  store: AttachmentStore
  tickets: AttachmentTicketStore
  sequence: (project: string) => Promise<number>
  projects: { all(): Promise<Project[]> }
  clock: Clock
  random: (bytes: number) => Uint8Array
}

/** The pictures that subjects send with what they write. */
export function attachmentService({ store, tickets, sequence, projects, clock, random }: Parts) {
  const turns = inTurn()

  async function shown(project: Project, picture: StoredPicture | null) {
    const bytes = picture?.isStored && (await store.bytesOf(project.id, picture.id))
    if (!picture || !bytes) throw new Problem('missing', 'There is no such picture')
    return { type: picture.type, name: fileName(picture), bytes }
  }

  return {
    /** The code with which one picture of this size may be sent, once and within two minutes. */
    async ticket(project: Project, { subject }: Identity, { id, type, bytes }: PictureDraft) {
      return turns.run(`${project.id} ${subject}`, async () => {
        const now = clock.now()
        await tickets.removeBefore(project.id, beginOfHour(now))
        const wait = secondsToWait(await tickets.sentSince(project.id, subject, beginOfHour(now), now), bytes, now)
        if (wait > 0) throw limited('You have sent many pictures within an hour. Send this one later.', wait)
        const code = Buffer.from(random(24)).toString('base64url')
        const expiresAt = now + ticketMs
        await tickets.insert(hashOf(code), project.id, { subject, picture: id, type, bytes, at: now, expiresAt })
        return { code, expiresAt }
      })
    },

    /** What this code allows; it allows it once. */
    async admit(project: Project, code: string, id: string, type: string): Promise<Ticket & { most: number }> {
      const ticket = await tickets.use(hashOf(code), project.id, clock.now())
      if (ticket?.picture !== id || ticket.type !== type)
        throw new Problem(
          'unauthenticated',
          'This ticket is not for this picture, used already, or older than two minutes',
        )
      return { ...ticket, most: ticket.bytes }
    },

    /** Stores what came with a ticket, without its metadata; the same again gives the same receipt. */
    async receive(project: Project, { subject, picture: id, type }: Ticket, sent: Uint8Array): Promise<Receipt> {
      const told = { subject, digest: digestOf([type, createHash('sha256').update(sent).digest('base64url')]) }
      const now = clock.now()
      let known = await store.find(project.id, id)
      if (known?.expiresAt !== undefined && known.expiresAt <= now) {
        await store.remove(project.id, id)
        known = null
      }
      if (known) refuseOther(known, told)
      if (known?.isStored) return receiptOf(known)
      const { bytes, width, height } = cleanPicture(type, sent)
      const picture: StoredPicture = known ?? {
        ...{ id, ...told, type, width, height, at: now, sequence: await sequence(project.id) },
        ...{ isStored: false, expiresAt: now + unusedMs },
      }
      if (!known && !(await store.insert(project.id, picture))) {
        const meanwhile = await store.find(project.id, id)
        if (!meanwhile) throw new Problem('stale', 'Send it again')
        refuseOther(meanwhile, told)
        await store.putBytes(project.id, id, bytes)
        return receiptOf(meanwhile)
      }
      await store.putBytes(project.id, id, bytes)
      return receiptOf(picture)
    },

    /** Gives stored pictures of this subject to a message that is about to be stored, and says what they are. */
    async claim(
      project: Project,
      { subject }: Pick<Identity, 'subject'>,
      ids: readonly string[],
      message: string,
    ): Promise<Picture[]> {
      const found = await Promise.all(ids.map((id) => store.find(project.id, id)))
      const free = found.filter((one) => isFree(one, { subject, message, now: clock.now() }))
      // None is taken unless all can be: what a message has that is refused could go with no other one.
      if (free.length < ids.length) throw lacking()
      for (const { id } of free)
        if (!(await store.claim(project.id, subject, id, message, clock.now()))) throw lacking()
      return free.map(({ id, type, width, height }) => ({ id, type, width, height }))
    },

    /** To be called when the message that claimed them is stored; until then they last an hour. */
    keep: (project: Project, message: string, ids: readonly string[]) => store.keep(project.id, message, ids),

    /** A picture for the team: one of a message. */
    async ofMessage(project: Project, id: string) {
      const picture = await store.find(project.id, id)
      return shown(project, picture?.message === undefined ? null : picture)
    },

    /** A picture for whoever has sent it. */
    async ofSubject(project: Project, subject: string, id: string) {
      const picture = await store.find(project.id, id)
      return shown(project, picture?.subject === subject ? picture : null)
    },

    /** One subject's pictures become another's, and count as sent by them. */
    async move({ id }: Project, from: string, into: string): Promise<void> {
      await store.move(id, from, into)
      await tickets.move(id, from, into)
    },

    /** Removes what no message has taken within an hour. */
    async sweep(): Promise<void> {
      for (const { id } of await projects.all())
        while ((await store.removeExpired(id, clock.now(), perSweep)) === perSweep);
    },
  }
}

export type AttachmentService = ReturnType<typeof attachmentService>

/** Whether it may go with this message. */
function isFree(
  one: StoredPicture | null,
  { subject, message, now }: { subject: string; message: string; now: number },
): one is StoredPicture {
  if (!one?.isStored || one.subject !== subject) return false
  return (one.message ?? message) === message && (one.expiresAt ?? now + 1) > now
}

function lacking(): Problem {
  const fault = 'A picture is not here (any more), or belongs to another message. Send it again.'
  return new Problem('missing', fault, [{ field: 'attachments', message: fault }])
}
