import type { Clock } from '../base/clock.ts'
import { invalidShape } from '../base/problem.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import { type Page, page } from '../http/page.ts'
import type { ChoiceDraft } from '../pacing/change-policy.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import type { Policy } from '../pacing/policy.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { askedChoice, choiceForm } from './choice-form.ts'
import { choiceNames, choicesView } from './choices-view.ts'
import { channelFeeds } from './feed.ts'
import { portalFrame } from './frame.ts'
import { namedProject } from './named-project.ts'

type Parts = {
  projects: ProjectService
  subjects: SubjectService
  policies: PolicyService
  ruleset: RulesetService
  clock: Clock
}

/** A subject's own page: what they have chosen, what comes when, and why; or how to get there. */
export function choicesPages({ projects, subjects, policies, ruleset, clock }: Parts): Page[] {
  return [
    page('GET /me/:project', {
      permission: 'public',
      view: 'portal/me',
      async load({ params, query, session }) {
        const project = await namedProject(projects, params.project)
        const subject = session.subjectIn(project.id)
        if (subject === undefined || (await subjects.isMerged(project, subject)))
          return { ...portalFrame(project, 'choices', 'Welcome'), nav: undefined }
        return shown(project, subject, query)
      },
    }),

    page('POST /me/:project/choices', {
      permission: 'subject',
      form: choiceForm,
      async handle({ project, subject, form, session }) {
        const identity = await subjects.identityOf(project, subject)
        const { policy: before } = await policies.of(project, identity)
        const { policy } = await policies.choose(project, identity, form)
        session.say(savedSentence(project, policy, before))
        return `/me/${project.key}`
      },
      again: {
        permission: 'subject',
        view: 'portal/me',
        load: ({ project, subject }) => shown(project, subject, {}),
      },
    }),
  ]

  async function shown(project: Project, subject: string, query: Record<string, unknown>) {
    const identity = await subjects.identityOf(project, subject)
    const [flags, before] = await Promise.all([ruleset.flagsOf(project), policies.of(project, identity)])
    const asked = askedIn(query, before.policy)
    const after = asked && (await policies.preview(project, identity, asked)).after
    const view = choicesView({ project, flags, unit: subject, now: clock.now() }, before, after)
    const alternates = channelFeeds(project, before.policy.channel)
    return { ...portalFrame(project, 'choices', 'My choices'), subject, alternates, ...view }
  }
}

/** The choice that an address asks to be shown; what it leaves out stays as it is. */
function askedIn(query: Record<string, unknown>, { channel, pace, timeZone }: Policy): ChoiceDraft | undefined {
  const asked = askedChoice.safeParse(query)
  if (!asked.success) throw invalidShape(asked.error)
  const { data } = asked
  if (Object.keys(data).length === 0) return undefined
  return { channel: data.channel ?? channel, pace: data.pace ?? pace, timeZone: data.timeZone ?? timeZone }
}

function savedSentence(project: Project, policy: Policy, before: Policy): string {
  const chosen = choiceNames(project, policy, before)
  return chosen ? `Saved: you chose ${chosen}.` : 'Nothing has changed: you had chosen this already.'
}
