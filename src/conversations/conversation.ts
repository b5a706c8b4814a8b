import { z } from 'zod'
import { clientId, writtenText } from '../base/text.ts'
import { snapshot } from '../exposures/exposure.ts'

const feedbackKind = z.enum(['problem', 'idea', 'praise', 'question'])

/** What a subject sends unasked; it opens a conversation that carries its id. */
export const feedbackDraft = z.object({ id: clientId, kind: feedbackKind, text: writtenText(5000) })

export type FeedbackDraft = z.infer<typeof feedbackDraft>

/** One more message in a conversation that is open already. */
export const messageDraft = z.object({ id: clientId, conversation: clientId, text: writtenText(4000) })

export type MessageDraft = z.infer<typeof messageDraft>

const message = z.object({
  id: z.string(),
  from: z.enum(['subject', 'team']),
  author: z.string().optional().describe('The name of the member who wrote it'),
  text: z.string(),
  at: z.int(),
  sequence: z.int(),
})

export type Message = z.infer<typeof message>

export const conversation = z.object({
  id: z.string(),
  subject: z.string(),
  kind: feedbackKind,
  at: z.int(),
  lastAt: z.int(),
  awaitsTeam: z.boolean().describe('The subject wrote last'),
  readBySubject: z.int().describe('`sequence` of the last message that the subject has read'),
  snapshot: snapshot,
  messages: z.array(message),
})

export type Conversation = z.infer<typeof conversation>

/** What the subject sees of a conversation: nothing about how it is handled. */
export const ownConversation = conversation.pick({
  id: true,
  kind: true,
  at: true,
  messages: true,
  readBySubject: true,
})

export type OwnConversation = z.infer<typeof ownConversation>
