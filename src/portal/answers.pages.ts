import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import type { ConversationService } from '../conversations/conversation.service.ts'
import type { LoopService } from '../conversations/loop.service.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { type Page, page } from '../http/page.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { AskBudgetService } from '../surveys/ask-budget.service.ts'
import { askBudget } from '../surveys/ask-budget.ts'
import type { ResponseService } from '../surveys/response.service.ts'
import type { SurveyService } from '../surveys/survey.service.ts'
import { answersView } from './answers-view.ts'
import { askedView } from './asked-view.ts'
import { portalFrame } from './frame.ts'

type Parts = {
  subjects: SubjectService
  policies: PolicyService
  conversations: ConversationService
  loops: Pick<LoopService, 'waiting'>
  responses: Pick<ResponseService, 'askedOf'>
  surveys: Pick<SurveyService, 'revision'>
  askBudgets: Pick<AskBudgetService, 'get' | 'set'>
  ruleset: Pick<RulesetService, 'flagsOf'>
  clock: Clock
}

/** What a subject wrote to the team, what the team replied, and what the team asked them. */
export const answersPages = (parts: Parts): Page[] => [
  page('GET /me/:project/answers', {
    permission: 'subject',
    view: 'portal/answers',
    async load({ project, subject, query }) {
      const { subjects, policies, conversations, loops, responses, surveys, askBudgets, ruleset, clock } = parts
      const identity = await subjects.identityOf(project, subject)
      const [own, questions, { policy }, answered, asking, flags] = await Promise.all([
        conversations.ofSubject(project, identity, typeof query.whole === 'string' ? query.whole : undefined),
        loops.waiting(project, identity),
        policies.of(project, identity),
        responses.askedOf(project, subject),
        askBudgets.get(project, subject),
        ruleset.flagsOf(project),
      ])
      const asked = await Promise.all(
        answered.map(async (response) => ({
          response,
          survey: await surveys.revision(project, response.survey, response.revision),
        })),
      )
      return {
        ...portalFrame(project, 'answers', 'My answers'),
        ...answersView({ ...own, questions, more: query.more }, policy.timeZone, clock.now()),
        messageId: newId(clock.now()),
        ...askedView(asked, asking, flags, policy.timeZone, clock.now()),
      }
    },
  }),
  page('POST /me/:project/asking', {
    permission: 'subject',
    form: z.object({ budget: askBudget }),
    async handle({ project, subject, form, session }) {
      await parts.askBudgets.set(project, subject, form.budget)
      session.say(`Saved: you are asked ${form.budget}, on all your devices.`)
      return `/me/${project.key}/answers`
    },
  }),
]
