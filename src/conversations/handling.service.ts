import type { Clock } from '../base/clock.ts'
import { invalid, Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf } from '../base/receipt.ts'
import type { Flag } from '../flags/flag.ts'
import type { Project } from '../projects/project.ts'
import type { ConversationStore } from './conversation.store.ts'
import type { ConversationState } from './conversation.ts'
import type { DuplicatesStore } from './duplicates.store.ts'
import type { FollowUpService } from './follow-up.service.ts'
import { assignedTo, type Decision, type Handling, intoState, linkedTo, tagged } from './handle.ts'
import { type HandlingStore, mostNotes } from './handling.store.ts'
import { summaryOf } from './present.ts'
import type { VersionsShown } from './shown-version.ts'
import type { StoredConversation } from './stored-conversation.ts'
import { existing, refuseMerged } from './talk.ts'
import type { Act, Note } from './thread.ts'

export type Member = { id: string; name: string }

/** How a conversation stands for one of the subjects whom it concerns. */
export type Told = { project: string; subject: string; conversation: string }

type Parts = {
  store: Pick<ConversationStore, 'find' | 'claim'>
  handling: HandlingStore
  duplicates: Pick<DuplicatesStore, 'of'>
  followUps: FollowUpService
  memberById: (id: string) => Promise<Member | undefined>
  flagByKey: (project: Project, key: string) => Promise<Flag>
  sequence: (project: string) => Promise<number>
  clock: Clock
  onHandled: (event: { project: string; conversation: string; linked?: true }) => void
  onState: (event: Told & { state: ConversationState }) => void
  onReadByTeam: (event: Told & { readByTeam: number }) => void
}

const mostTries = 5

/** What members do with a conversation: states, members, tags, changes, notes, read marks. */
export function handlingService(parts: Parts) {
  const { store, handling, duplicates, followUps, memberById, flagByKey, sequence, clock } = parts
  const { onHandled, onState, onReadByTeam } = parts

  async function find(project: Project, id: string): Promise<StoredConversation> {
    const found = existing(await store.find(project.id, id))
    refuseMerged(found)
    return found
  }

  /** What is asked, with all that has to be looked up for it. */
  async function decision(project: Project, asked: Handling) {
    if (asked.do === 'state') return (one: StoredConversation) => intoState(one, asked.state)
    if (asked.do === 'tag') return (one: StoredConversation) => tagged(one, asked.add, asked.remove)
    if (asked.do === 'assign') {
      const member = asked.assignee === null ? null : await memberById(asked.assignee)
      if (member === undefined) throw invalid('assignee', 'There is no such member')
      return (one: StoredConversation) => assignedTo(one, member)
    }
    const { to } = asked
    if (to && !(await flagByKey(project, to.flag)).revisions[to.revision - 1])
      throw invalid('to.revision', `${to.flag} has no revision ${to.revision}`)
    return (one: StoredConversation) => linkedTo(one, to)
  }

  /** Does it once; `version`: refused as stale where somebody has acted since that one. */
  async function handle(project: Project, id: string, asked: Handling, by: Member, version?: number) {
    const decide = await decision(project, asked)
    for (let tries = 0; tries < mostTries; tries++) {
      const read = await find(project, id)
      const decided = decide(read)
      if (!decided) return summaryOf(read)
      if (version !== undefined && read.version !== version) throw staleConversation()
      if (await write(project, read, decided, asked, by)) return summaryOf(await find(project, id))
    }
    throw staleConversation()
  }

  async function write(project: Project, read: StoredConversation, decided: Decision, asked: Handling, by: Member) {
    const act = { ...decided.act, by: by.name, at: clock.now(), sequence: await sequence(project.id) } as Act
    const toAnother = asked.do === 'assign' && asked.assignee !== null && asked.assignee !== by.id
    const untold = toAnother && followUps.hasToFollow({})
    if (!(await handling.change(project.id, read, { ...decided, act, untold }))) return false
    if (untold) await followUps.follow(project, read.id)
    onHandled({ project: project.id, conversation: read.id, ...(asked.do === 'link' && { linked: true }) })
    if (asked.do === 'state')
      for (const told of await concerned(project, read)) onState({ ...told, state: asked.state })
    return true
  }

  const withDuplicates = async (project: Project, one: StoredConversation) => [
    one,
    ...(await duplicates.of(project.id, [one.id])),
  ]

  const toldIn = ({ id: project }: Project, all: readonly StoredConversation[]): Told[] =>
    all.map(({ subject, id }) => ({ project, subject, conversation: id }))

  /** The subject of a conversation, and those of the duplicates that were merged into it. */
  const concerned = async (project: Project, one: StoredConversation): Promise<Told[]> =>
    toldIn(project, await withDuplicates(project, one))

  return {
    handle,
    concerned,

    /** Does the same with each; what is refused for one is named, and the others go on. */
    async handleAll(project: Project, ids: readonly string[], asked: Handling, by: Member, shown: VersionsShown = {}) {
      const done: string[] = []
      const refused: { id: string; problem: string }[] = []
      for (const id of new Set(ids)) {
        try {
          await handle(project, id, asked, by, shown[id])
          done.push(id)
        } catch (thrown) {
          if (!(thrown instanceof Problem)) throw thrown
          refused.push({ id, problem: thrown.message })
        }
      }
      return { done, refused }
    },

    /** Adds a note for members; the same again gives the same receipt. */
    async note(project: Project, id: string, draft: { id: string; text: string }, by: Member): Promise<Receipt> {
      const receipt = ({ notes }: StoredConversation) => {
        const there = notes.find((one) => one.id === draft.id)
        if (there && there.text !== draft.text) throw idConflict()
        return there && receiptOf(there)
      }
      const repeated = receipt(await find(project, id))
      if (repeated) return repeated
      const [isFree, place] = await Promise.all([store.claim(project.id, draft.id, id), sequence(project.id)])
      if (!isFree) throw idConflict()
      const note: Note = { ...draft, author: by.name, at: clock.now(), sequence: place }
      if (await handling.addNote(project.id, id, note)) {
        onHandled({ project: project.id, conversation: id })
        return receiptOf(note)
      }
      const meanwhile = receipt(await find(project, id))
      if (meanwhile) return meanwhile
      throw new Problem('limited', `A conversation holds at most ${mostNotes} notes`)
    },

    /** Marks up to which `sequence` the team has read; a mark never goes back. */
    async markRead(project: Project, id: string, upTo: number): Promise<{ readByTeam: number }> {
      const read = await find(project, id)
      const all = await withDuplicates(project, read)
      const last = Math.max(...all.flatMap(({ messages }) => messages.map(({ sequence: one }) => one)))
      const readByTeam = Math.min(upTo, last)
      if (readByTeam <= read.readByTeam && !read.unread) return { readByTeam: read.readByTeam }
      await handling.readByTeam(project.id, id, readByTeam)
      onHandled({ project: project.id, conversation: id })
      for (const told of toldIn(project, all)) onReadByTeam({ ...told, readByTeam })
      return { readByTeam: Math.max(readByTeam, read.readByTeam) }
    },
  }
}

export type HandlingService = ReturnType<typeof handlingService>

const staleConversation = () =>
  new Problem('stale', 'Somebody has acted on this conversation meanwhile. Look again, then repeat what you did.')
