import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import type { ConversationService } from '../conversations/conversation.service.ts'
import { messageDraft } from '../conversations/conversation.ts'
import type { LeavingService } from '../conversations/leaving.service.ts'
import { leavingDraft } from '../conversations/leaving.ts'
import type { LoopService } from '../conversations/loop.service.ts'
import { type Page, page } from '../http/page.ts'
import type { SubjectService } from '../subjects/subject.service.ts'

type Parts = {
  subjects: SubjectService
  conversations: Pick<ConversationService, 'write'>
  loops: Pick<LoopService, 'answer'>
  leavings: Pick<LeavingService, 'tell'>
  clock: Clock
}

const answer = z.object({ fixed: z.enum(['yes', 'no'], 'Choose one') })

/** What a subject says on their own page: one more message, whether a change has settled it, and why they step back. */
export const sayingPages = ({ subjects, conversations, loops, leavings, clock }: Parts): Page[] => [
  page('POST /me/:project/answers/:conversation', {
    permission: 'subject',
    limit: 'messages',
    form: messageDraft.pick({ id: true, text: true }),
    async handle({ project, subject, params, form, session }) {
      const conversation = params.conversation ?? ''
      await conversations.write(project, await subjects.identityOf(project, subject), { ...form, conversation })
      session.say('Sent. The team’s reply will stand here.')
      return `/me/${project.key}/answers`
    },
  }),

  page('POST /me/:project/answers/:conversation/settled', {
    permission: 'subject',
    limit: 'answers',
    form: answer,
    async handle({ project, subject, params, form, session }) {
      const conversation = params.conversation ?? ''
      const fixed = form.fixed === 'yes'
      const sent = { id: newId(clock.now()), conversation, fixed }
      await loops.answer(project, await subjects.identityOf(project, subject), sent)
      session.say(fixed ? 'Thank you. The team knows now.' : 'Thank you. The team has it again.')
      const answers = `/me/${project.key}/answers`
      return fixed ? answers : `${answers}?more=${conversation}#talk-${conversation}`
    },
  }),

  page('POST /me/:project/leaving', {
    permission: 'subject',
    limit: 'answers',
    form: leavingDraft.and(z.object({ undo: z.string().max(300).optional() })),
    async handle({ project, subject, form: { undo, ...draft }, session }) {
      await leavings.tell(project, await subjects.identityOf(project, subject), draft)
      const text = 'Thank you. The team reads this.'
      const home = `/me/${project.key}`
      const back = undo?.startsWith(`${home}/`) && !undo.includes('..') ? undo : undefined
      session.say(back === undefined ? text : { text, undo: { action: back, label: 'Undo' } })
      return home
    },
  }),
]
