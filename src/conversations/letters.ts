import type { Letter } from '../base/letter.ts'
import type { Message } from './conversation.ts'
import type { MailWish } from './mail-choice.ts'
import type { StoredConversation } from './stored-conversation.ts'
import type { Act } from './thread.ts'

export type Recipient = { id: string; name: string; email: string; wish: MailWish }

/** `assignee`: of a duplicate, that of the one it was merged into. */
type About = {
  project: { id: string; name: string }
  conversation: StoredConversation
  assignee: StoredConversation['assignee']
  link: string
}

const kinds = { problem: 'a problem', idea: 'an idea', praise: 'praise', question: 'a question' } as const

const quoted = (text: string) => text.replace(/^/gm, '> ')

const keyOf = ({ project, conversation }: About, sequence: number, to: string) =>
  `${project.id}:${conversation.id}:${sequence}:${to}`

/** Tells members of a message of a subject: everybody who wants all of it of a new one, and whoever it is given to. */
export function lettersForMembers(about: About, message: Message, members: readonly Recipient[]): Letter[] {
  const { project, conversation, assignee, link } = about
  const isNew = message.sequence === conversation.sequence
  const what = isNew ? `Somebody sent ${kinds[conversation.kind]}` : 'Somebody wrote again'
  return members
    .filter(({ id, wish }) => (isNew && wish === 'all') || (wish !== 'none' && assignee?.id === id))
    .map(({ id, email }) => ({
      key: keyOf(about, message.sequence, id),
      to: email,
      title: `${project.name}: ${what}`,
      text: `${what}:\n\n${quoted(message.text)}\n\nAnswer: ${link}\n`,
    }))
}

/** Tells a member that a conversation was given to them; none where they want to hear nothing. */
export function letterForAssignee(about: About, act: Act & { did: 'assign' }, member: Recipient): Letter[] {
  if (member.wish === 'none') return []
  const { project, conversation, link } = about
  const first = conversation.messages[0]?.text ?? ''
  return [
    {
      key: keyOf(about, act.sequence, member.id),
      to: member.email,
      title: `${project.name}: ${act.by ?? 'Somebody'} gave you a conversation`,
      text: `${act.by ?? 'Somebody'} gave you ${kinds[conversation.kind]}:\n\n${quoted(first)}\n\nAnswer: ${link}\n`,
    },
  ]
}

/** Brings a reply to a subject who left an address; there is no link in it, for it would be a key to their page. */
export function letterForSubject(
  project: About['project'],
  conversation: StoredConversation,
  reply: Message,
): Letter[] {
  const { email } = conversation
  if (email === undefined) return []
  const who = `${reply.author ?? 'The team'} of ${project.name}`
  return [
    {
      key: `${project.id}:${conversation.id}:${reply.sequence}`,
      to: email,
      title: `${project.name}: a reply to what you wrote`,
      text: `${who} replied:\n\n${quoted(reply.text)}\n\nOpen ${project.name} to answer. You get this because this address was left with what was written there.\n`,
    },
  ]
}
