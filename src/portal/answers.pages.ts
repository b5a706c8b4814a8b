import type { Clock } from '../base/clock.ts'
import type { ConversationService } from '../conversations/conversation.service.ts'
import { type Page, page } from '../http/page.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { answersView } from './answers-view.ts'
import { portalFrame } from './frame.ts'

type Parts = { subjects: SubjectService; policies: PolicyService; conversations: ConversationService; clock: Clock }

/** What a subject wrote to the team, and what the team replied. */
export const answersPages = ({ subjects, policies, conversations, clock }: Parts): Page[] => [
  page('GET /me/:project/answers', {
    permission: 'subject',
    view: 'portal/answers',
    async load({ project, subject }) {
      const identity = await subjects.identityOf(project, subject)
      const [own, { policy }] = await Promise.all([
        conversations.ofSubject(project, identity),
        policies.of(project, identity),
      ])
      return {
        ...portalFrame(project, 'answers', 'My answers'),
        ...answersView(own, policy.timeZone, clock.now()),
      }
    },
  }),
]
