import type { Clock } from '../base/clock.ts'
import { invalidShape, Problem } from '../base/problem.ts'
import { readTyped, typedForm, wholeNumber } from '../base/typed-form.ts'
import { agoText, capitalised, numberText, pluralText } from '../base/wording.ts'
import { type PageCall, type PageSession, page, unfinished } from '../http/page.ts'
import type { Channel } from '../projects/channel.ts'
import type { Project } from '../projects/project.ts'
import type { ChannelService } from './channel.service.ts'
import { joinPath } from './doors.ts'
import type { InvitationService } from './invitation.service.ts'
import { invitationDraft, refusalOf } from './invitation.ts'

type Parts = {
  channels: ChannelService
  invitations: InvitationService
  names: (project: Project, subjects: string[]) => Promise<Map<string, string>>
  countOn: (project: Project, channel: string) => Promise<number>
  url: string
  clock: Clock
}

type Looked = Pick<PageCall<'settings:read', undefined>, 'project' | 'params' | 'typed' | 'session'>

/** Who may join one channel: its address to hand out, its invitations, and who waits. */
export function invitationPages({ channels, invitations, names, countOn, url, clock }: Parts) {
  // The reply to the form is the only place where a code stands: it must not be kept in the session either.
  const justMade = new WeakMap<PageSession, string>()

  const shown = {
    view: 'projects/door',
    async load({ project, params, typed, session }: Looked) {
      const channel = namedChannel(project, params.channel)
      const now = clock.now()
      const [all, waiting, on] = await Promise.all([
        invitations.newest(project, channel.key),
        channels.waitingFor(project, channel.key),
        countOn(project, channel.key),
      ])
      const named = await names(
        project,
        waiting.map(({ subject }) => subject),
      )
      const code = justMade.get(session)
      const joinUrl = `${url}${joinPath(project.key, channel.key)}`
      return {
        channel,
        joinUrl,
        made: code && { code, url: `${joinUrl}?code=${code}` },
        headline: headlineOf(channel, on),
        invitations: all.map((one) => ({ ...one, refusal: refusalOf(one, now), made: agoText(one.createdAt, now) })),
        waiting: waiting.map(({ subject, at }, i) => ({
          place: i + 1,
          name: named.get(subject) ?? 'Somebody without a name',
          since: agoText(at, now),
        })),
        values: readTyped(typed ?? { mostUses: '1', days: '14' }),
      }
    },
  }
  const path = ({ project, params }: Pick<Looked, 'project' | 'params'>) =>
    `/console/${project.key}/settings/channels/${params.channel}`

  return [
    page('GET /console/:project/settings/channels/:channel', { ...shown, permission: 'settings:read' }),
    page('POST /console/:project/settings/channels/:channel/invitations', {
      permission: 'settings:write',
      form: typedForm,
      again: { ...shown, permission: 'settings:write' },
      async handle({ project, params, form, actor, session }) {
        const draft = invitationDraft.safeParse({
          note: form.note ?? '',
          ...(form.mostUses && { mostUses: wholeNumber(form.mostUses) }),
          ...(form.days && { days: wholeNumber(form.days) }),
        })
        if (!draft.success) throw invalidShape(draft.error)
        const { key } = namedChannel(project, params.channel)
        justMade.set(session, (await invitations.create(project, key, draft.data, actor)).code)
        return unfinished
      },
    }),
    page('POST /console/:project/settings/channels/:channel/invitations/:id/revoke', {
      permission: 'settings:write',
      form: typedForm,
      async handle(call) {
        await invitations.revoke(call.project, call.params.id ?? '')
        call.session.say('Taken back. Who came by it stays; nobody else comes.')
        return path(call)
      },
    }),
  ]
}

function namedChannel({ channels }: Project, key: string | undefined): Channel {
  const channel = channels.find((one) => one.key === key)
  if (!channel) throw new Problem('missing', 'There is no such channel')
  return channel
}

function headlineOf({ name, entry, cap = 0 }: Channel, on: number): string {
  if (entry === 'open') return `${name} is open to everybody.`
  const there = on === 0 ? 'nobody is' : pluralText(on, 'person is', 'people are')
  return entry === 'invitation'
    ? `${name} is by invitation; ${there} there${on === 0 ? ' yet' : ''}.`
    : `${capitalised(there)} on ${name}${on === 0 ? ' yet' : ''}, which has room for ${numberText(cap)}.`
}
