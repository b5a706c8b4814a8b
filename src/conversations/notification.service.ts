import type { Letter } from '../base/letter.ts'
import type { Untold } from './follow-up.service.ts'
import { letterForAssignee, letterForSubject, lettersForMembers, type Recipient } from './letters.ts'
import type { MailChoiceService } from './mail-choice.service.ts'
import type { StoredConversation } from './stored-conversation.ts'

type Parts = {
  post: (letters: readonly Letter[]) => Promise<void>
  choices: Pick<MailChoiceService, 'wishes'>
  members: () => Promise<Omit<Recipient, 'wish'>[]>
  projectById: (id: string) => Promise<{ id: string; key: string; name: string } | undefined>
  find: (project: string, id: string) => Promise<StoredConversation | null>
  duplicatesOf: (project: string, primaries: readonly string[]) => Promise<StoredConversation[]>
  isOnline: (project: string, subject: string) => boolean
  /** Where this server is reached. */
  url: () => string
}

/** Writes letters about what was said and done: to members who want them, and to subjects who are not there. */
export function notificationService(parts: Parts) {
  const { post, choices, members, projectById, find, duplicatesOf, isOnline, url } = parts

  async function recipients(): Promise<Recipient[]> {
    const all = await members()
    const wishes = await choices.wishes(all)
    return all.map((member) => ({ ...member, wish: wishes.get(member.id) ?? 'none' }))
  }

  return async ({ id }: { id: string }, { conversation, sequences }: Untold): Promise<void> => {
    const project = await projectById(id)
    if (!project) return
    const isUntold = ({ sequence }: { sequence: number }) => sequences.includes(sequence)
    const messages = conversation.messages.filter(isUntold)
    const given = conversation.acts.filter(isUntold).filter((act) => act.did === 'assign')
    const { mergedInto } = conversation
    const primary = mergedInto === undefined ? conversation : await find(id, mergedInto)
    const assignee = primary?.assignee
    const about = {
      ...{ project, conversation, assignee },
      link: `${url()}/console/${project.key}/inbox/${mergedInto ?? conversation.id}`,
    }
    const team = await recipients()
    const letters = [
      ...messages.filter(({ from }) => from === 'subject').flatMap((one) => lettersForMembers(about, one, team)),
      ...given.flatMap((act) => {
        const member = team.find((one) => one.id === assignee?.id)
        return member ? letterForAssignee(about, act, member) : []
      }),
      ...(await forSubjects(project, conversation, messages)),
    ]
    await post(letters)
  }

  async function forSubjects(
    project: { id: string; name: string },
    conversation: StoredConversation,
    messages: StoredConversation['messages'],
  ): Promise<Letter[]> {
    const replies = messages.filter(({ from }) => from === 'team')
    if (replies.length === 0) return []
    const reached = [conversation, ...(await duplicatesOf(project.id, [conversation.id]))]
    return reached
      .filter(({ subject }) => !isOnline(project.id, subject))
      .flatMap((one) => replies.flatMap((reply) => letterForSubject(project, one, reply)))
  }
}
