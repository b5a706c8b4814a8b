import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type ChoiceDraft, type HoldDraft, held, released } from './change-policy.ts'
import type { Choices, Floors } from './choices.ts'
import { onLadder, type Ruling } from './in-force.ts'
import { mostMarks } from './marks.ts'
import {
  type CurrentChoices,
  choosing,
  currentBy,
  type Decide,
  isSameChoice,
  withDefault,
  withPolicy,
} from './next-choices.ts'
import type { Own, OwnActs } from './own-acts.ts'
import type { PolicyStore } from './policy.store.ts'
import type { Mark, Policy } from './policy.ts'
import { policyTransfers } from './policy-transfer.service.ts'

type Parts = {
  store: PolicyStore
  clock: Clock
  /** What marks that are not kept any longer had given, for every timeline there is. */
  floorsOf: (project: Project, subject: string, marks: readonly Mark[], before: Floors) => Promise<Floors>
  onChosen: (project: string, subject: string) => void
  doors: {
    /** Refuses a channel that is not open to everybody to whoever has not been let in. */
    refuseUninvited: (project: Project, subject: string, channel: string) => Promise<void>
    onLeft: (project: string, subject: string, from: string, to: string) => void
  }
}

/** As much of a project as says what somebody has by it, now or at an instant that is past. */
type Ruled = Pick<Project, 'id' | 'createdAt'> & Ruling

/** What subjects choose: channel, pace and holds, and what they do with single changes. */
export function policyService({ store, clock, floorsOf, onChosen, doors }: Parts) {
  async function load(project: Ruled, { subject, since }: Identity): Promise<CurrentChoices> {
    const found = await store.find(project.id, subject)
    const stored = found ?? { marks: [], floors: {}, own: {}, version: 0 }
    return currentBy(project, stored, Math.max(since, project.createdAt))
  }

  async function save(
    project: Project,
    identity: Identity,
    before: CurrentChoices,
    next: CurrentChoices,
  ): Promise<Choices> {
    const { marks, floors } = await folded(project, identity.subject, next)
    const { policy } = next.stored
    const stored = { ...(policy && { policy }), marks: [...marks], floors, own: next.own, version: before.version + 1 }
    if (!(await store.save(project.id, identity.subject, stored)))
      throw new Problem('stale', 'Your choices were changed somewhere else meanwhile. Look again.')
    onChosen(project.id, identity.subject)
    const [from, to] = [before.policy.channel, next.policy.channel]
    if (from !== to) doors.onLeft(project.id, identity.subject, from, to)
    return next
  }

  async function folded(project: Project, subject: string, { stored, floors }: CurrentChoices) {
    const { marks } = stored
    if (marks.length <= mostMarks) return { marks, floors }
    const oldest = marks.slice(0, mostMarks / 2)
    const had = await floorsOf(project, subject, onLadder(oldest, project.removed), floors)
    return { marks: marks.slice(oldest.length), floors: had }
  }

  async function change(project: Project, identity: Identity, decide: Decide) {
    const current = await load(project, identity)
    return save(project, identity, current, withPolicy(project, current, decide, clock.now() + 1))
  }

  /** Goes back to the project's default, and along with it from now on. Who is there already stays as they are. */
  async function followDefault(project: Project, identity: Identity): Promise<Choices> {
    const current = await load(project, identity)
    return current.chosen ? save(project, identity, current, withDefault(project, current, clock.now() + 1)) : current
  }

  return {
    of: load,

    async preview(
      project: Project,
      identity: Identity,
      draft: ChoiceDraft,
    ): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      return { before, after: withPolicy(project, before, choosing(project, draft), clock.now() + 1) }
    },

    /** The same for one more hold. */
    async previewHold(
      project: Project,
      identity: Identity,
      draft: HoldDraft,
    ): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      const holding = (policy: Policy, since: number) => held(policy, draft, since, project.bounds.holdDays)
      return { before, after: withPolicy(project, before, holding, clock.now() + 1) }
    },

    /** Chooses. Choosing what is chosen already changes nothing. */
    async choose(project: Project, identity: Identity, draft: ChoiceDraft): Promise<Choices> {
      const current = await load(project, identity)
      const next = withPolicy(project, current, choosing(project, draft), clock.now() + 1)
      if (current.chosen && isSameChoice(next.policy, current.policy)) return current
      if (draft.channel !== current.policy.channel)
        await doors.refuseUninvited(project, identity.subject, draft.channel)
      return save(project, identity, current, next)
    },

    /** What going back to the project's default would change. */
    async previewDefault(project: Project, identity: Identity): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      return { before, after: before.chosen ? withDefault(project, before, clock.now() + 1) : before }
    },

    followDefault,

    /** Comes onto a channel whose door has let them in; everything else stays as they chose it. */
    async comeTo(project: Project, identity: Identity, channel: string): Promise<Choices> {
      const current = await load(project, identity)
      const coming = choosing(project, { channel, pace: current.policy.pace })
      return save(project, identity, current, withPolicy(project, current, coming, clock.now() + 1))
    },

    /** Chooses again what was in force until `until` (ms); from the default, its holds come back along with it. */
    async chooseAgain(project: Project, identity: Identity, until: number): Promise<Choices> {
      const current = await load(project, identity)
      const mark = current.marks.find((one) => one.until === until)
      if (!mark) throw new Problem('missing', 'There is no such choice any more')
      if (mark.byDefault) return followDefault(project, identity)
      const { channel, pace, timeZone, soak = null, cadence = null, window = null, holds } = mark.policy
      const choose = choosing(project, { channel, pace, timeZone, soak, cadence, window })
      const deciding: Decide = (policy, since) =>
        choose(current.chosen || !holds ? policy : { ...policy, holds }, since)
      const next = withPolicy(project, current, deciding, clock.now() + 1)
      if (current.chosen && isSameChoice(next.policy, current.policy)) return current
      if (channel !== current.policy.channel) await doors.refuseUninvited(project, identity.subject, channel)
      return save(project, identity, current, next)
    },

    /** Nothing new for a while, but for what security and urgency bring. */
    hold: (project: Project, identity: Identity, draft: HoldDraft) =>
      change(project, identity, (policy, since) => held(policy, draft, since, project.bounds.holdDays)),

    /** Ends the hold that began at `from` (ms). */
    release: (project: Project, identity: Identity, from: number) =>
      change(project, identity, (policy, since) => released(policy, from, since)),

    /** What a subject does with one thing by themselves; it takes effect at `at`, the next millisecond. */
    async act(
      project: Project,
      identity: Identity,
      key: string,
      decide: (acts: OwnActs | undefined, choices: Choices, at: number) => OwnActs,
    ): Promise<Choices> {
      const current = await load(project, identity)
      const own: Own = { ...current.own, [key]: decide(current.own[key], current, clock.now() + 1) }
      return save(project, identity, current, { ...current, own })
    },

    ...policyTransfers({ store, clock, load, onChosen, onLeft: doors.onLeft }),

    /** Which of these have chosen; the others follow the project's default. */
    choosersAmong: (project: Project, subjects: string[]) => store.choosersAmong(project.id, subjects),

    /** How many subjects have chosen a channel. */
    countOn: (project: Project, channel: string) => store.countOn(project.id, channel),

    /** How many subjects have chosen each channel. */
    countByChannel: (project: Project) => store.countByChannel(project.id),
  }
}

export type PolicyService = ReturnType<typeof policyService>
