import type { Clock } from '../base/clock.ts'
import { invalid, Problem } from '../base/problem.ts'
import { capitalised } from '../base/wording.ts'
import { differenceLine, differences, effectSentence } from '../flags/effect.ts'
import type { OwnActService } from '../flags/own-act.service.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import type { ChoiceDraft, HoldDraft } from '../pacing/change-policy.ts'
import type { ChannelService } from '../pacing/channel.service.ts'
import type { Choices } from '../pacing/choices.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { asWritten } from '../projects/as-written.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { choicesReplyOf, differenceReplyOf } from './choices-reply.ts'
import type { ChoicesDifference, ChoicesReply } from './choices-shape.ts'
import { choiceNames, defaultName, holdSentence, ownName } from './choices-words.ts'
import { outlookOf, type Seen, toldOutlook } from './outlook.ts'

/** A hold that does not say when it begins begins at once. */
type AskedHold = Omit<HoldDraft, 'from'> & { from?: number | undefined }

type Parts = {
  policies: PolicyService
  ownActs: OwnActService
  ruleset: RulesetService
  subjects: Pick<SubjectService, 'remember'>
  channels: Pick<ChannelService, 'openTo'>
  clock: Clock
}

/** What a subject may do about how change reaches them; behind their own page, the JSON API and the socket alike. */
export function choicesService({ policies, ownActs, ruleset, subjects, channels, clock }: Parts) {
  async function seenBy(project: Project, { subject }: Identity, now: number): Promise<Seen> {
    const [flags, open] = await Promise.all([ruleset.flagsOf(project), channels.openTo(project, subject)])
    return { project, unit: subject, flags, open, now }
  }

  async function replyAt(project: Project, identity: Identity, now: number): Promise<ChoicesReply> {
    const [seen, choices] = await Promise.all([seenBy(project, identity, now), policies.of(project, identity)])
    return choicesReplyOf(project, choices, toldOutlook(seen, choices))
  }

  /** Does it, and answers with everything as it is from the next millisecond on, when it takes effect. */
  async function acting(project: Project, identity: Identity, act: () => Promise<unknown>): Promise<ChoicesReply> {
    await act()
    await subjects.remember(project, identity)
    return replyAt(project, identity, clock.now() + 1)
  }

  /** `names`: what would be instead of what. */
  function differenceTo(seen: Seen, names: string, before: Choices, after: Choices): ChoicesDifference {
    const found = differences(outlookOf(seen, before), outlookOf(seen, after))
    return differenceReplyOf(
      effectSentence(names, found),
      found.map((one) => differenceLine(one, after.policy.timeZone, seen.now)),
      found,
    )
  }

  const holdFrom = (draft: AskedHold): HoldDraft => ({ ...draft, from: draft.from ?? clock.now() + 1 })

  const service = {
    /** Everything as it is now. */
    of: (project: Project, identity: Identity) => replyAt(project, identity, clock.now()),

    choose: (project: Project, identity: Identity, draft: ChoiceDraft) =>
      acting(project, identity, () => policies.choose(project, identity, draft)),

    /** What a choice would change, before anything is saved. */
    async compare(project: Project, identity: Identity, draft: ChoiceDraft): Promise<ChoicesDifference> {
      const { before, after } = await policies.preview(project, identity, draft)
      const seen = await seenBy(project, identity, clock.now())
      const chosen = choiceNames(project, after.policy, before.policy)
      const kept = choiceNames(project, before.policy, after.policy)
      return differenceTo(seen, chosen ? `${chosen} instead of ${kept}` : 'The same as now', before, after)
    },

    followDefault: (project: Project, identity: Identity) =>
      acting(project, identity, () => policies.followDefault(project, identity)),

    /** What going back to the project's default would change, before anything is saved. */
    async compareDefault(project: Project, identity: Identity): Promise<ChoicesDifference> {
      const { before, after } = await policies.previewDefault(project, identity)
      const seen = await seenBy(project, identity, clock.now())
      const names = `${capitalised(defaultName(project))} instead of ${ownName(project, before.policy, after.policy)}`
      return differenceTo(seen, before.chosen ? names : 'The same as now', before, after)
    },

    /** What they had chosen before they went back to the default chosen again; what was had meanwhile stays. */
    leaveDefault: (project: Project, identity: Identity) =>
      acting(project, identity, async () => {
        const { chosen, marks } = await policies.of(project, identity)
        const before = marks.at(-1)
        if (chosen || !before || before.byDefault)
          throw new Problem('conflict', 'You do not follow the default any more')
        await policies.chooseAgain(project, identity, before.until)
      }),

    hold: (project: Project, identity: Identity, draft: AskedHold) =>
      acting(project, identity, () => policies.hold(project, identity, holdWritten(project, holdFrom(draft)))),

    /** What a hold would change, before anything is saved. */
    async compareHold(project: Project, identity: Identity, draft: AskedHold): Promise<ChoicesDifference> {
      const { before, after } = await policies.previewHold(project, identity, holdFrom(draft))
      const seen = await seenBy(project, identity, clock.now())
      const found = differences(outlookOf(seen, before), outlookOf(seen, after))
      return differenceReplyOf(
        holdSentence(found, after.policy),
        found.map((one) => differenceLine(one, after.policy.timeZone, seen.now)),
        found,
      )
    },

    endHold: (project: Project, identity: Identity, from: number) =>
      acting(project, identity, () => policies.release(project, identity, from)),

    getNow: (project: Project, identity: Identity, flag: string, revision: number | null) =>
      acting(project, identity, () =>
        revision === null
          ? ownActs.ungetNow(project, identity, flag)
          : ownActs.getNow(project, identity, flag, revision),
      ),

    /** What they had before `revision` stays until `until` (ms); null: the new one comes after all. */
    keepOld: (
      project: Project,
      identity: Identity,
      flag: string,
      keep: { revision: number; until: number } | null,
    ): Promise<ChoicesReply> =>
      acting(project, identity, () =>
        keep === null
          ? ownActs.unkeepOld(project, identity, flag)
          : ownActs.keepOld(project, identity, flag, { instead: keep.revision, until: keep.until }),
      ),

    /** On, off, or as the team has it (null). */
    preview: (project: Project, identity: Identity, flag: string, on: boolean | null) =>
      acting(project, identity, () => ownActs.preview(project, identity, flag, on ?? undefined)),

    /** What a subject's page calls the newest change of a flag that they may hear of. */
    async titleOf(project: Project, key: string): Promise<string> {
      const flag = (await ruleset.flagsOf(project)).find((one) => one.key === key)
      const told = flag?.revisions.findLast(({ announced, withdrawnAt }) => announced && withdrawnAt === undefined)
      return told?.title ?? flag?.offers?.at(-1)?.title ?? flag?.title ?? key
    },

    /** "Get it now" for several at once; says what could not be had, and refuses only where nothing could. */
    async getAllNow(project: Project, identity: Identity, changes: readonly { flag: string; revision: number }[]) {
      if (changes.length === 0) throw invalid('change', 'Choose what you want to have now')
      const refused: { flag: string; problem: Problem }[] = []
      for (const { flag, revision } of changes) {
        try {
          await service.getNow(project, identity, flag, revision)
        } catch (thrown) {
          if (!(thrown instanceof Problem)) throw thrown
          refused.push({ flag, problem: thrown })
        }
      }
      const [first] = refused
      if (first && refused.length === changes.length) throw first.problem
      return { refused }
    },
  }
  return service
}

export type ChoicesService = ReturnType<typeof choicesService>

/** A note is held to its length again: what takes the place of a number may be longer. */
function holdWritten(project: Project, hold: HoldDraft): HoldDraft {
  const { text } = asWritten(project, { text: hold.note })
  return text === undefined ? hold : { ...hold, note: text.slice(0, 120) }
}
