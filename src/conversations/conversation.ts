import { z } from 'zod'
import { clientId, emailAddress, slug, writtenText } from '../base/text.ts'
import { snapshot } from '../exposures/exposure.ts'
import { picture, pictureIds } from './attachment.ts'
import { pageLines } from './page-lines.ts'

export const feedbackKind = z.enum(['problem', 'idea', 'praise', 'question'])

const mood = z.int().min(1).max(5).describe('From 1, bad, to 5, good')

/** Open: the team has to do something; waiting: the person has; closed: nobody. A message of the person opens it. */
export const conversationState = z.enum(['open', 'waiting', 'closed'])

export type ConversationState = z.infer<typeof conversationState>

/** What a subject sends unasked; it opens a conversation that carries its id. */
export const feedbackDraft = z.object({
  id: clientId,
  kind: feedbackKind,
  text: writtenText(5000),
  mood: mood.optional(),
  attachments: pictureIds.optional(),
  lines: pageLines.optional(),
  email: emailAddress.optional().describe('Where an answer goes while the subject is not there'),
  website: z.string().max(2000).optional().describe('Of a field that no person sees: whoever fills it in is a program'),
  hasty: z.literal(true).optional().describe('Sent within two seconds of the first showing of the form'),
})

export type FeedbackDraft = z.infer<typeof feedbackDraft>

/** One more message in a conversation that is open already. */
export const messageDraft = z.object({
  id: clientId,
  conversation: clientId,
  text: writtenText(4000),
  attachments: pictureIds.optional(),
})

export type MessageDraft = z.infer<typeof messageDraft>

export const message = z.object({
  id: z.string(),
  from: z.enum(['subject', 'team']),
  author: z.string().optional().describe('The name of the member who wrote it'),
  text: z.string(),
  attachments: z.array(picture).optional(),
  at: z.int(),
  sequence: z.int(),
})

export type Message = z.infer<typeof message>

/** The change that is meant to settle a conversation. */
export const changeLink = z.object({ flag: slug(), revision: z.int().positive() })

export type ChangeLink = z.infer<typeof changeLink>

/** What everybody may know of a conversation that takes part in it. */
const talk = z.object({
  id: z.string(),
  kind: feedbackKind,
  mood: mood.optional(),
  at: z.int(),
  state: conversationState,
  outcome: z.enum(['fixed', 'not-fixed']).optional().describe('What the subject said once the linked change was there'),
  readBySubject: z.int().describe('`sequence` of the last message that the subject has read'),
  readByTeam: z.int().describe('`sequence` up to which the team has read'),
})

/** What the subject sees of a conversation: nothing about how it is handled. */
export const ownConversation = talk.extend({
  messages: z.array(message),
  email: z.string().optional().describe('Where an answer goes while the subject is not there'),
  earlier: z
    .object({ messages: z.int().positive(), unread: z.int().describe('Those of the team that are not read yet') })
    .optional()
    .describe('How many messages came before these and are left out; conversation:thread has them'),
})

export type OwnConversation = z.infer<typeof ownConversation>

/** What members see of a conversation in a list. */
export const conversationSummary = talk.extend({
  subject: z.string(),
  lastAt: z.int(),
  unread: z.boolean().describe('Something in it has not been read by the team'),
  assignee: z.object({ id: z.string(), name: z.string() }).optional(),
  tags: z.array(z.string()),
  linkedTo: changeLink.optional(),
  mergedInto: z.string().optional().describe('The conversation that this one is a duplicate of'),
  reachable: z.boolean().describe('The subject has left an e-mail address'),
  version: z.int().describe('Send it along with an act: it is refused as stale once somebody else has acted'),
  snapshot,
  last: message.optional(),
})

export type ConversationSummary = z.infer<typeof conversationSummary>
