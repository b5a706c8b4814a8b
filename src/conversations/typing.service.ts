import type { Clock } from '../base/clock.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { ConversationService } from './conversation.service.ts'
import type { HandlingService, Member, Told } from './handling.service.ts'

type Parts = {
  conversations: Pick<ConversationService, 'find' | 'ownOne'>
  handling: Pick<HandlingService, 'concerned'>
  clock: Clock
  onSubjectTypes: (event: { project: string; conversation: string }) => void
  onTeamTypes: (event: { project: string; conversation: string; member: Member; told: Told[] }) => void
}

const pauseMs = 1000
const mostKept = 10_000

/** That somebody is writing; it is passed on at most once a second, and stored nowhere. */
export function typingService({ conversations, handling, clock, onSubjectTypes, onTeamTypes }: Parts) {
  const lastAt = new Map<string, number>()

  function isDue(key: string): boolean {
    const now = clock.now()
    const last = lastAt.get(key)
    if (last !== undefined && now >= last && now < last + pauseMs) return false
    lastAt.delete(key)
    lastAt.set(key, now)
    const [oldest] = lastAt.keys()
    if (lastAt.size > mostKept && oldest !== undefined) lastAt.delete(oldest)
    return true
  }

  return {
    /** A subject writes in their own conversation. */
    async bySubject(project: Project, identity: Identity, id: string): Promise<void> {
      if (!isDue(`${project.id} ${identity.subject}`)) return
      const { mergedInto } = await conversations.ownOne(project, identity, id)
      onSubjectTypes({ project: project.id, conversation: mergedInto ?? id })
    },

    /** A member writes an answer; those whom it will reach see that somebody does. */
    async byMember(project: Project, { id: member, name }: Member, id: string): Promise<void> {
      if (!isDue(`${project.id} ${member} ${id}`)) return
      const told = await handling.concerned(project, await conversations.find(project, id))
      onTeamTypes({ project: project.id, conversation: id, member: { id: member, name }, told })
    },
  }
}

export type TypingService = ReturnType<typeof typingService>
