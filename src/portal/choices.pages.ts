import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { type Page, type PageCall, page } from '../http/page.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import type { Policy } from '../pacing/policy.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { choiceForm, draftFrom } from './choice-form.ts'
import { choiceNames, defaultName } from './choices-words.ts'
import { portalFrame } from './frame.ts'
import { namedProject } from './named-project.ts'
import type { OwnPageService } from './own-page.service.ts'
import { askingWhyLeft, leftBetween } from './why-left.ts'

type Parts = {
  projects: ProjectService
  subjects: SubjectService
  policies: PolicyService
  ownPages: OwnPageService
  clock: Clock
}

const noFields = z.object({})

/** A subject's own page: what they have chosen, what comes when, and why; or how to get there. */
export function choicesPages({ projects, subjects, policies, ownPages, clock }: Parts): Page[] {
  const again = shownAgain(ownPages)
  return [
    page('GET /me/:project', {
      permission: 'public',
      view: 'portal/me',
      async load({ params, query, session }) {
        const project = await namedProject(projects, params.project)
        const subject = session.subjectIn(project.id)
        if (subject === undefined || (await subjects.isMerged(project, subject)))
          return { ...portalFrame(project, 'choices', 'Welcome'), nav: undefined }
        return ownPages.load(project, subject, query)
      },
    }),

    page('POST /me/:project/choices', {
      permission: 'subject',
      form: choiceForm,
      again,
      async handle({ project, subject, form, session }) {
        const identity = await subjects.identityOf(project, subject)
        const { policy: before } = await policies.of(project, identity)
        const { policy, marks } = await policies.choose(project, identity, draftFrom(form))
        const undo = { action: `/me/${project.key}/choices/back/${marks.at(-1)?.until}`, label: 'Undo' }
        const text = savedSentence(project, policy, before)
        const left = leftBetween(project, before, policy)
        session.say(
          policy === before || marks.length === 0
            ? text
            : askingWhyLeft(project, { text, undo }, left, newId(clock.now())),
        )
        return `/me/${project.key}`
      },
    }),

    page('POST /me/:project/choices/default', {
      permission: 'subject',
      form: noFields,
      again,
      async handle({ project, subject, session }) {
        const identity = await subjects.identityOf(project, subject)
        const { chosen, policy: before } = await policies.of(project, identity)
        const { policy, marks } = await policies.followDefault(project, identity)
        const undo = { action: `/me/${project.key}/choices/back/${marks.at(-1)?.until}`, label: 'Undo' }
        const text = `Saved: you follow ${defaultName(project)}.`
        const left = leftBetween(project, before, policy)
        const said = askingWhyLeft(project, { text, undo }, left, newId(clock.now()))
        session.say(chosen ? said : `Nothing has changed: you followed ${defaultName(project)} already.`)
        return `/me/${project.key}`
      },
    }),

    page('POST /me/:project/choices/back/:until', {
      permission: 'subject',
      form: noFields,
      again,
      async handle({ project, subject, params, session }) {
        const identity = await subjects.identityOf(project, subject)
        const { policy: before } = await policies.of(project, identity)
        const { policy, chosen } = await policies.chooseAgain(project, identity, Number(params.until))
        const saved = chosen ? savedSentence(project, policy, before) : `You follow ${defaultName(project)}.`
        session.say(`Undone. ${saved} What you got meanwhile stays.`)
        return `/me/${project.key}`
      },
    }),
  ]
}

/** Where a refused form of a subject's own page is shown again. */
export const shownAgain = (ownPages: OwnPageService) => ({
  permission: 'subject' as const,
  view: 'portal/me',
  load: ({ project, subject }: PageCall<'subject', undefined>) => ownPages.load(project, subject, {}),
})

function savedSentence(project: Project, policy: Policy, before: Policy): string {
  const chosen = choiceNames(project, policy, before)
  return chosen ? `Saved: you chose ${chosen}.` : 'Nothing has changed: you had chosen this already.'
}
