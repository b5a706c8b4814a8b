import { z } from 'zod'
import { conversationState, conversationSummary, type Message, message } from './conversation.ts'
import { pageLines } from './page-lines.ts'

/** What members tell each other in a conversation; no subject ever gets one. */
const note = z.object({ id: z.string(), author: z.string(), text: z.string(), at: z.int(), sequence: z.int() })

export type Note = z.infer<typeof note>

const done = z.object({
  by: z.string().optional().describe('The member who did it; left out: the subject'),
  at: z.int(),
  sequence: z.int(),
})

/** Something that was done with a conversation; it stands in the thread for members. */
const act = z.discriminatedUnion('did', [
  done.extend({ did: z.literal('state'), state: conversationState }),
  done.extend({ did: z.literal('assign'), to: z.string().optional().describe('The member; left out: nobody') }),
  done.extend({ did: z.literal('tag'), added: z.array(z.string()), removed: z.array(z.string()) }),
  done.extend({ did: z.enum(['merge', 'unmerge']), conversation: z.string(), into: z.string() }),
  done.extend({ did: z.enum(['link', 'unlink']), flag: z.string(), revision: z.int() }),
  done.extend({ did: z.literal('answer'), fixed: z.boolean() }),
])

export type Act = z.infer<typeof act>

/** An act before it is known when it is done and by whom. */
export type ActDone<One extends Act = Act> = One extends Act ? Omit<One, 'by' | 'at' | 'sequence'> : never

const said = { messages: z.array(message), notes: z.array(note), acts: z.array(act) }

/** One conversation as members see it, with the duplicates that were merged into it. */
export const conversationDetail = conversationSummary.extend({
  ...said,
  lines: pageLines.optional(),
  merged: z.array(conversationSummary.extend(said)),
})

export type ConversationDetail = z.infer<typeof conversationDetail>

/** One line of the thread; `conversation` and `subject` name the duplicate that it comes from. */
export type ThreadEntry = { conversation: string; subject: string } & (
  | ({ entry: 'message' } & Message)
  | ({ entry: 'note' } & Note)
  | ({ entry: 'act' } & Act)
)

/** All that was written and done, in the order in which it was, duplicates and what became of them too. */
export function threadOf({ merged, ...primary }: ConversationDetail): ThreadEntry[] {
  const entries = [primary, ...merged].flatMap(({ id: conversation, subject, messages, notes, acts }) => {
    const from = { conversation, subject }
    return [
      ...messages.map((one): ThreadEntry => ({ ...from, entry: 'message', ...one })),
      ...notes.map((one): ThreadEntry => ({ ...from, entry: 'note', ...one })),
      // That a duplicate was merged is kept with both.
      ...acts
        .filter(({ did }) => conversation === primary.id || (did !== 'merge' && did !== 'unmerge'))
        .map((one): ThreadEntry => ({ ...from, entry: 'act', ...one })),
    ]
  })
  return entries.sort((a, b) => a.sequence - b.sequence)
}
