import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { invalid } from '../base/problem.ts'
import { type Page, page } from '../http/page.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { shownAgain } from './choices.pages.ts'
import type { ChoicesService } from './choices.service.ts'
import { holdName } from './choices-words.ts'
import { holdForm, holdFrom } from './hold-form.ts'
import type { OwnPageService } from './own-page.service.ts'

type Parts = {
  subjects: SubjectService
  policies: PolicyService
  choices: ChoicesService
  ownPages: OwnPageService
  clock: Clock
}

/** "Hold everything until a date": made, ended, and made again, on a subject's own page. */
export function holdPages({ subjects, policies, choices, ownPages, clock }: Parts): Page[] {
  const again = shownAgain(ownPages)
  return [
    page('POST /me/:project/holds', {
      permission: 'subject',
      form: holdForm,
      again,
      async handle({ project, subject, form, session }) {
        const identity = await subjects.identityOf(project, subject)
        const now = clock.now()
        const { policy } = await policies.of(project, identity)
        const draft = holdFrom(form, policy.timeZone, now + 1)
        await choices.hold(project, identity, draft)
        const undo = { action: `/me/${project.key}/holds/${Math.max(draft.from, now + 1)}/end`, label: 'Undo' }
        session.say({ text: `Saved. ${holdName(draft, policy.timeZone, now)}.`, undo })
        return `/me/${project.key}`
      },
    }),

    page('POST /me/:project/holds/:from/end', {
      permission: 'subject',
      form: z.object({}),
      again,
      async handle({ project, subject, params, session }) {
        const identity = await subjects.identityOf(project, subject)
        const from = Number(params.from)
        const ended = (await policies.of(project, identity)).policy.holds?.find((hold) => hold.from === from)
        await choices.endHold(project, identity, from)
        const action = `/me/${project.key}/holds/${from}/again/${ended?.to}`
        const text = 'The hold has ended: what would have come meanwhile comes at your next time.'
        session.say(ended?.to === undefined ? text : { text, undo: { action, label: 'Undo' } })
        return `/me/${project.key}`
      },
    }),

    page('POST /me/:project/holds/:from/again/:to', {
      permission: 'subject',
      form: z.object({}),
      again,
      async handle({ project, subject, params, session }) {
        const identity = await subjects.identityOf(project, subject)
        const [from, to, since] = [Number(params.from), Number(params.to), clock.now() + 1]
        if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) throw invalid('to', 'Choose a day')
        const { policy } = await policies.of(project, identity)
        const note = policy.holds?.find((hold) => hold.from === from)?.note
        const draft = { from: Math.max(from, since), to, ...(note !== undefined && { note }) }
        await choices.hold(project, identity, draft)
        session.say(`Undone. ${holdName(draft, policy.timeZone, since)}.`)
        return `/me/${project.key}`
      },
    }),
  ]
}
