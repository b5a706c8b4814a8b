import type { Clock } from '../base/clock.ts'
import { invalidShape, Problem } from '../base/problem.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import type { ChannelService } from '../pacing/channel.service.ts'
import type { Choices } from '../pacing/choices.ts'
import type { NoticeService } from '../pacing/notice.service.ts'
import { noticeText } from '../pacing/notice.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { askedIn } from './choice-form.ts'
import { choicesView } from './choices-view.ts'
import { channelFeeds } from './feed.ts'
import { portalFrame } from './frame.ts'
import { holdForm, holdFrom } from './hold-form.ts'
import { holdView } from './hold-view.ts'

type Parts = {
  subjects: Pick<SubjectService, 'identityOf'>
  policies: PolicyService
  notices: Pick<NoticeService, 'unseen'>
  channels: Pick<ChannelService, 'openTo'>
  ruleset: RulesetService
  clock: Clock
  /** Remembers when a subject's flags change next (ms), to tell their open pages then. */
  watch: (project: string, subject: string, at: number | null) => void
}

type Fields = Record<string, unknown>

/** What a subject's own page shows, and what it would show with the choice that its address asks for. */
export function ownPageService({ subjects, policies, notices, channels, ruleset, clock, watch }: Parts) {
  /** A choice that cannot be is shown with its faults, in the place where its effect would stand. */
  async function lookedAt(look: () => Promise<Choices | undefined>) {
    try {
      return { after: await look() }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      const faults = Object.fromEntries(thrown.faults.map(({ field, message }) => [field, message]))
      return { refusal: { problem: thrown.message, faults } }
    }
  }

  async function choiceIn(project: Project, identity: Identity, before: Choices, query: Fields) {
    if (query.default !== undefined) return (await policies.previewDefault(project, identity)).after
    const asked = askedIn(query, before.policy)
    return asked && (await policies.preview(project, identity, asked)).after
  }

  async function holdIn(project: Project, identity: Identity, { policy }: Choices, query: Fields) {
    if (query.holdFrom === undefined) return undefined
    const form = holdForm.safeParse(query)
    if (!form.success) throw invalidShape(form.error)
    const draft = holdFrom(form.data, policy.timeZone, clock.now() + 1)
    return { draft, form: form.data, after: (await policies.previewHold(project, identity, draft)).after }
  }

  return {
    async load(project: Project, subject: string, query: Fields) {
      const identity = await subjects.identityOf(project, subject)
      const evaluated = await ruleset.forSubject(project, identity)
      watch(project.id, subject, ruleset.nextChange(project, evaluated))
      const { choices: before, flags } = evaluated
      const open = await channels.openTo(project, subject)
      const seen = { project, flags, unit: subject, open, now: clock.now() }
      const choice = await lookedAt(() => choiceIn(project, identity, before, query))
      let held: Awaited<ReturnType<typeof holdIn>>
      const hold = await lookedAt(async () => {
        held = await holdIn(project, identity, before, query)
        return held?.after
      })
      return {
        ...portalFrame(project, 'choices', 'My choices'),
        stream: `/me/${project.key}/stream`,
        subject,
        told: (await notices.unseen(project, subject)).map((notice) => ({ id: notice.id, text: noticeText(notice) })),
        alternates: channelFeeds(project, before.policy.channel),
        ...choicesView(seen, before, choice.after),
        refusal: choice.refusal,
        hold: {
          ...holdView(
            seen,
            before,
            held && hold.after && { after: hold.after, until: held.draft.to, fields: held.form },
          ),
          refusal: hold.refusal,
        },
        faults: { ...choice.refusal?.faults, ...hold.refusal?.faults },
      }
    },
  }
}

export type OwnPageService = ReturnType<typeof ownPageService>
