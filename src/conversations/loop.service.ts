import type { Clock } from '../base/clock.ts'
import { kept } from '../base/kept.ts'
import { Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf } from '../base/receipt.ts'
import type { SeenRow } from '../exposures/exposure.ts'
import type { Flag } from '../flags/flag.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ConversationStore } from './conversation.store.ts'
import type { ChangeLink, ConversationState } from './conversation.ts'
import type { DuplicatesStore } from './duplicates.store.ts'
import type { FollowUpService } from './follow-up.service.ts'
import type { LoopStore, Unsaid } from './loop.store.ts'
import { arrivalOf, type Closure, closureFrom, type LoopAnswer, type LoopQuestion, linkOf, loopOf } from './loop.ts'
import { primariesOf } from './present.ts'
import type { StoredConversation } from './stored-conversation.ts'
import { ownedBy } from './talk.ts'
import type { Act } from './thread.ts'

type Parts = {
  store: Pick<ConversationStore, 'find' | 'findAll' | 'claim'>
  loops: LoopStore
  duplicates: Pick<DuplicatesStore, 'of'>
  followUps: FollowUpService
  seenBy: (project: Tenant, subject: string) => Promise<SeenRow[]>
  flagsOf: (project: Tenant) => Promise<readonly Flag[]>
  sequence: (project: string) => Promise<number>
  clock: Clock
  /** Whether a page of this subject is open. */
  isOnline: (project: string, subject: string) => boolean
  onAsk: (event: { project: string; subject: string; question: LoopQuestion }) => void
  onAnswered: (event: { project: string; subject: string; conversation: string; state: ConversationState }) => void
}

type Tenant = { id: string }

type Linked = { one: Unsaid; link: ChangeLink; flag: Flag }

/** Closing the loop: once a change has arrived for who asked for it, they are asked whether it settles the matter. */
export function loopService(parts: Parts) {
  const { store, loops, duplicates, followUps, seenBy, flagsOf, sequence, clock, isOnline, onAsk, onAnswered } = parts
  // Exposures come by the thousand; most are of flags to which nothing is linked.
  const linkedFlags = kept(async (project: string) => new Set(await loops.linkedFlags(project)))

  /** A subject's conversations with the change that is meant to settle each. */
  async function linkedOf(project: Tenant, subject: string): Promise<Linked[]> {
    const own = await loops.ofSubject(project.id, subject)
    if (own.length === 0) return []
    const [primaries, flags] = await Promise.all([
      store.findAll(project.id, [...new Set(own.flatMap(primariesOf))]),
      flagsOf(project),
    ])
    return own.flatMap((one) => {
      const link = linkOf(one, one.mergedInto === undefined ? undefined : primaries.get(one.mergedInto))
      const flag = link && flags.find(({ key }) => key === link.flag)
      return link && flag ? [{ one, link, flag }] : []
    })
  }

  /** The conversations that are linked to a flag, and the duplicates that were merged into them. */
  async function aboutFlag(project: Tenant, flag: string) {
    const linked = await loops.linkedTo(project.id, flag)
    const ids = linked.map(({ id }) => id)
    return { linked, merged: await duplicates.of(project.id, ids) }
  }

  /** Those of which the change has arrived; finding it out first writes it down. */
  async function arrived(project: Tenant, subject: string): Promise<(Linked & { isNew: boolean })[]> {
    const linked = await linkedOf(project, subject)
    if (linked.length === 0) return []
    const rows = await seenBy(project, subject)
    const found: (Linked & { isNew: boolean })[] = []
    for (const one of linked) {
      const known = loopOf(one.one, one.link)
      if (known) found.push({ ...one, isNew: false })
      const arrivedAt = known ? undefined : arrivalOf(one.link, one.flag, rows, one.one.at)
      if (arrivedAt === undefined) continue
      const isNew = await loops.begin(project.id, one.one.id, { ...one.link, arrivedAt })
      found.push({ ...one, isNew })
    }
    return found
  }

  async function ask(project: Tenant, { one, link, flag }: Linked): Promise<LoopQuestion> {
    await loops.asked(project.id, one.id, link, clock.now())
    const change = flag.revisions[link.revision - 1]
    return { conversation: one.id, ...link, title: change?.title ?? flag.title }
  }

  const isWaiting = ({ one, link }: Linked) => loopOf(one, link)?.answer === undefined

  /** Yes closes the conversation, no opens it; the same again gives the same receipt. */
  async function answer(project: Tenant, identity: Identity, sent: LoopAnswer): Promise<Receipt> {
    const { subject } = identity
    const { id, conversation, fixed } = sent
    const own = ownedBy(subject, await store.find(project.id, conversation))
    const given = (one: StoredConversation) => {
      const there = one.loop?.answer
      if (there?.id !== id) return undefined
      if (there.fixed !== fixed) throw idConflict()
      return receiptOf(there)
    }
    const settle = async (receipt: Receipt) => {
      await followUps.follow(project, conversation)
      return receipt
    }
    const repeated = given(own)
    if (repeated) return settle(repeated)
    const asked = (await arrived(project, subject)).find(({ one }) => one.id === conversation)
    if (!asked) throw new Problem('conflict', 'Nothing is asked about this conversation')
    if (!(await store.claim(project.id, id, conversation))) throw idConflict()
    const taken = { id, fixed, at: clock.now(), sequence: await sequence(project.id) }
    const act: Act = { did: 'answer', fixed, at: taken.at, sequence: taken.sequence }
    // A duplicate's subject speaks for themselves; that it is not settled is heard where the team looks.
    const isDuplicate = own.mergedInto !== undefined
    const state: ConversationState = fixed ? 'closed' : 'open'
    const outcome = fixed ? ('fixed' as const) : ('not-fixed' as const)
    const set = { outcome, ...(!isDuplicate && { state, unread: true }) }
    const change = { set, act, untold: isDuplicate && !fixed, mergedInto: own.mergedInto }
    if (!(await loops.answer(project.id, conversation, asked.link, taken, change))) {
      const now = await store.find(project.id, conversation)
      const meanwhile = now && given(now)
      if (meanwhile) return settle(meanwhile)
      // Where it is heard has changed meanwhile, and what has to follow with it.
      if (now && now.mergedInto !== own.mergedInto) return answer(project, identity, sent)
      throw new Problem('conflict', 'This has been answered already')
    }
    onAnswered({ project: project.id, subject, conversation, state: isDuplicate ? own.state : state })
    return settle(receiptOf(taken))
  }

  return {
    /** A conversation is linked to another change, or to none any more. */
    forget: linkedFlags.forget,

    /** Somebody has seen these flags: asks them about what has arrived with them, if their page is open. */
    async noticed(project: Tenant, subject: string, flags: readonly string[]): Promise<void> {
      const linked = await linkedFlags.get(project.id)
      if (!flags.some((flag) => linked.has(flag))) return
      for (const one of await arrived(project, subject))
        if (one.isNew && isOnline(project.id, subject))
          onAsk({ project: project.id, subject, question: await ask(project, one) })
    },

    /** What waits for an answer of this subject. */
    async waiting(project: Tenant, { subject }: Pick<Identity, 'subject'>): Promise<LoopQuestion[]> {
      const open = (await arrived(project, subject)).filter(isWaiting)
      return Promise.all(open.map((one) => ask(project, one)))
    },

    answer,

    /** How far the conversations have come that are linked to a flag, their duplicates too. */
    async closureOf(project: Tenant, flag: string): Promise<Closure> {
      const { linked, merged } = await aboutFlag(project, flag)
      const byId = new Map(linked.map((one) => [one.id, one]))
      const duplicatesLinked = merged.filter((one) => one.linkedTo === undefined)
      return closureFrom(
        [...linked, ...duplicatesLinked].map((one) => {
          const link = linkOf(one, byId.get(one.mergedInto ?? ''))
          return link && loopOf(one, link)
        }),
      )
    },

    /** At the start: finds out what arrived just before a crash. */
    async resume(project: Tenant): Promise<void> {
      for (const flag of await loops.linkedFlags(project.id)) {
        const { linked, merged } = await aboutFlag(project, flag)
        for (const subject of new Set([...linked, ...merged].map((one) => one.subject))) await arrived(project, subject)
      }
    },
  }
}

export type LoopService = ReturnType<typeof loopService>
