import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { shortDayText } from '../base/day-words.ts'
import { newId } from '../base/id.ts'
import { invalid, Problem } from '../base/problem.ts'
import { type Page, type PageCall, page } from '../http/page.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { shownAgain } from './choices.pages.ts'
import type { ChoicesService } from './choices.service.ts'
import { namedThings } from './choices-words.ts'
import { startOfDate } from './local-date.ts'
import type { OwnPageService } from './own-page.service.ts'
import { askingWhyLeft } from './why-left.ts'

type Parts = {
  subjects: SubjectService
  policies: PolicyService
  choices: ChoicesService
  ownPages: OwnPageService
  clock: Clock
}

type Call = Pick<PageCall<'subject', unknown>, 'project' | 'subject' | 'params' | 'session'>

const noFields = z.object({})
const change = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63} \d{1,7}$/, 'There is no such change')
const changes = z
  .union([change, z.array(change).max(100)], 'Choose what you want to have now')
  .transform((given) => [given].flat().map(changeIn))

/** What a subject does with single changes and previews on their own page, each with its way back. */
export function actPages({ subjects, policies, choices, ownPages, clock }: Parts): Page[] {
  const again = shownAgain(ownPages)
  const home = ({ key }: Project) => `/me/${key}`
  const whose = ({ project, subject }: Call) => subjects.identityOf(project, subject)
  const titleOf = async (call: Call, flag: string, then?: { title: string } | undefined) =>
    then?.title ?? (await choices.titleOf(call.project, flag))

  return [
    page('POST /me/:project/now', {
      permission: 'subject',
      form: z.object({ change: changes }),
      again,
      async handle(call) {
        const { project, form, session } = call
        const { refused } = await choices.getAllNow(project, await whose(call), form.change)
        const got = form.change.filter(({ flag }) => !refused.some((one) => one.flag === flag))
        const titles = await Promise.all(got.map(({ flag }) => titleOf(call, flag)))
        const left = await Promise.all(
          refused.map(async ({ flag, problem }) => ` ${await titleOf(call, flag)}: ${problem.message}.`),
        )
        const text = `${namedThings(titles)} ${got.length === 1 ? 'is' : 'are'} yours now.${left.join('')}`
        const keys = got.map(({ flag }) => flag).join(',')
        session.say({ text, undo: { action: `${home(project)}/changes/${keys}/give-back`, label: 'Undo' } })
        return home(project)
      },
    }),

    page('POST /me/:project/changes/:flags/give-back', {
      permission: 'subject',
      form: noFields,
      again,
      async handle(call) {
        const { project, params, session } = call
        const identity = await whose(call)
        const flags = (params.flags ?? '').split(',').slice(0, 100)
        for (const flag of flags) await choices.getNow(project, identity, flag, null)
        const titles = await Promise.all(flags.map((flag) => titleOf(call, flag)))
        session.say(`You gave ${namedThings(titles)} back: it comes when it would have come.`)
        return home(project)
      },
    }),

    page('POST /me/:project/changes/:flag/keep/:revision', {
      permission: 'subject',
      form: z.object({ until: z.string('Choose one day').max(10, 'Choose a day') }),
      again,
      async handle(call) {
        const { project, params, form } = call
        const { policy } = await policies.of(project, await whose(call))
        const until = startOfDate(form.until, policy.timeZone)
        if (until === undefined) throw invalid('until', 'Choose a day')
        return keep(call, params.flag ?? '', Number(params.revision), until)
      },
    }),

    page('POST /me/:project/changes/:flag/keep/:revision/:until', {
      permission: 'subject',
      form: noFields,
      again,
      handle: (call) => keep(call, call.params.flag ?? '', Number(call.params.revision), Number(call.params.until)),
    }),

    page('POST /me/:project/changes/:flag/let-come', {
      permission: 'subject',
      form: noFields,
      again,
      async handle(call) {
        const { project, params, session } = call
        const [flag, identity] = [params.flag ?? '', await whose(call)]
        const kept = (await choices.of(project, identity)).coming.find((one) => one.flag === flag)
        await choices.keepOld(project, identity, flag, null)
        const text = `${await titleOf(call, flag, kept)} comes after all.`
        const until = kept?.keptUntil === undefined ? undefined : Date.parse(kept.keptUntil)
        const action = `${home(project)}/changes/${flag}/keep/${kept?.revision}/${until}`
        session.say(until === undefined ? text : { text, undo: { action, label: 'Undo' } })
        return home(project)
      },
    }),

    page('POST /me/:project/previews/:flag/:to', {
      permission: 'subject',
      form: noFields,
      again,
      async handle(call) {
        const { project, params, session } = call
        const [flag, identity] = [params.flag ?? '', await whose(call)]
        const before = (await choices.of(project, identity)).previews.find((one) => one.flag === flag)
        await choices.preview(project, identity, flag, settingOf(params.to))
        const said = { on: 'is switched on.', off: 'is switched off.', team: 'is left to the team again.' }
        const text = `${await titleOf(call, flag, before)} ${said[params.to as keyof typeof said]}`
        const back = before?.by !== 'subject' ? 'team' : before.on ? 'on' : 'off'
        const undo = { action: `${home(project)}/previews/${flag}/${back}`, label: 'Undo' }
        const left = before?.on && params.to === 'off' ? ({ act: 'preview-off', flag } as const) : undefined
        session.say(askingWhyLeft(project, { text, undo }, left, newId(clock.now())))
        return home(project)
      },
    }),
  ]

  async function keep(call: Call, flag: string, revision: number, until: number): Promise<string> {
    const { project, session } = call
    const identity = await whose(call)
    await choices.keepOld(project, identity, flag, { revision, until })
    const { policy } = await policies.of(project, identity)
    const text = `${await titleOf(call, flag)}: you keep the old one until ${shortDayText(until, policy.timeZone)}.`
    session.say({ text, undo: { action: `${home(project)}/changes/${flag}/let-come`, label: 'Undo' } })
    return home(project)
  }
}

function changeIn(text: string): { flag: string; revision: number } {
  const [flag = '', revision] = text.split(' ')
  return { flag, revision: Number(revision) }
}

function settingOf(to: string | undefined): boolean | null {
  if (to === 'team') return null
  if (to === 'on' || to === 'off') return to === 'on'
  throw new Problem('missing', 'There is nothing at this address')
}
