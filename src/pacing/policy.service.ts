import type { Clock } from '../base/clock.ts'
import { invalid, Problem } from '../base/problem.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type ChoiceDraft, chosen, type HoldDraft, held, released } from './change-policy.ts'
import { type Choices, choicesOf, defaultChoices, type Floors, marksOf } from './choices.ts'
import { refuseOutside } from './clamped.ts'
import { inForce, movedFrom, onLadder, type Ruling } from './in-force.ts'
import { mostMarks, remark } from './marks.ts'
import type { Own, OwnActs } from './own-acts.ts'
import type { PolicyStore } from './policy.store.ts'
import type { Mark, Policy } from './policy.ts'

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

/**
 * What is in force, and what is stored of it: the choice itself, before the project's rules. `ended`: the policies
 * before, each on the channel of its day.
 */
type Loaded = Choices & { version: number; stored: { policy?: Policy; marks: readonly Mark[] }; ended: readonly Mark[] }

/** As much of a project as says what somebody has by it, now or at an instant that is past. */
type Ruled = Pick<Project, 'id' | 'createdAt'> & Ruling

/** What subjects choose: channel, pace and holds, and what they do with single changes. */
export function policyService({ store, clock, floorsOf, onChosen, doors }: Parts) {
  async function load(project: Ruled, { subject, since }: Identity): Promise<Loaded> {
    const found = await store.find(project.id, subject)
    const { version, ...stored } = found ?? { marks: [], floors: {}, own: {}, version: 0 }
    const known = Math.max(since, project.createdAt)
    return { ...choicesOf(project, stored, known), version, stored, ended: marksOf(project, stored, known) }
  }

  /** What the choices would be with another policy; what the old one had given stays (a mark). */
  function changed(project: Project, current: Loaded, decide: (policy: Policy, since: number) => Policy): Loaded {
    const since = clock.now() + 1
    const policy = decide(current.policy, since)
    const ended = remark(current.ended, current.policy, since, current.chosen)
    return { ...current, ...inForce(project, policy, ended), ended, chosen: true, stored: { policy, marks: ended } }
  }

  /** The same for who goes back to the project's default. */
  function returned(project: Project, current: Loaded): Loaded {
    const since = clock.now() + 1
    const ended = remark(current.ended, current.policy, since)
    const { floors, own } = current
    return { ...current, ...defaultChoices(project, since, ended), floors, own, ended, stored: { marks: ended } }
  }

  function choosing(project: Project, draft: ChoiceDraft) {
    return (policy: Policy, since: number): Policy => {
      if (!ladderOf(project).includes(draft.channel)) throw invalid('channel', 'There is no such channel')
      const next = chosen(policy, draft, since)
      refuseOutside(next, project.bounds)
      return next
    }
  }

  async function save(project: Project, identity: Identity, before: Loaded, next: Loaded): Promise<Choices> {
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

  async function folded(project: Project, subject: string, { stored, floors }: Loaded) {
    const { marks } = stored
    if (marks.length <= mostMarks) return { marks, floors }
    const oldest = marks.slice(0, mostMarks / 2)
    const had = await floorsOf(project, subject, onLadder(oldest, project.removed), floors)
    return { marks: marks.slice(oldest.length), floors: had }
  }

  async function change(project: Project, identity: Identity, decide: (policy: Policy, since: number) => Policy) {
    const current = await load(project, identity)
    return save(project, identity, current, changed(project, current, decide))
  }

  /** Goes back to the project's default, and along with it from now on. Who is there already stays as they are. */
  async function followDefault(project: Project, identity: Identity): Promise<Choices> {
    const current = await load(project, identity)
    return current.chosen ? save(project, identity, current, returned(project, current)) : current
  }

  return {
    of: load,

    async preview(
      project: Project,
      identity: Identity,
      draft: ChoiceDraft,
    ): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      return { before, after: changed(project, before, choosing(project, draft)) }
    },

    /** The same for one more hold. */
    async previewHold(
      project: Project,
      identity: Identity,
      draft: HoldDraft,
    ): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      const holding = (policy: Policy, since: number) => held(policy, draft, since, project.bounds.holdDays)
      return { before, after: changed(project, before, holding) }
    },

    /** Chooses. Choosing what is chosen already changes nothing. */
    async choose(project: Project, identity: Identity, draft: ChoiceDraft): Promise<Choices> {
      const current = await load(project, identity)
      const next = changed(project, current, choosing(project, draft))
      if (current.chosen && sameBut(next.policy, current.policy)) return current
      if (draft.channel !== current.policy.channel)
        await doors.refuseUninvited(project, identity.subject, draft.channel)
      return save(project, identity, current, next)
    },

    /** What going back to the project's default would change. */
    async previewDefault(project: Project, identity: Identity): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      return { before, after: before.chosen ? returned(project, before) : before }
    },

    followDefault,

    /** Comes onto a channel whose door has let them in; everything else stays as they chose it. */
    async comeTo(project: Project, identity: Identity, channel: string): Promise<Choices> {
      const current = await load(project, identity)
      const coming = choosing(project, { channel, pace: current.policy.pace })
      return save(project, identity, current, changed(project, current, coming))
    },

    /** Chooses again what was in force until `until` (ms); from the default, its holds come back along with it. */
    async chooseAgain(project: Project, identity: Identity, until: number): Promise<Choices> {
      const current = await load(project, identity)
      const mark = current.marks.find((one) => one.until === until)
      if (!mark) throw new Problem('missing', 'There is no such choice any more')
      if (mark.byDefault) return followDefault(project, identity)
      const { channel, pace, timeZone, soak = null, cadence = null, window = null, holds } = mark.policy
      const choose = choosing(project, { channel, pace, timeZone, soak, cadence, window })
      const next = changed(project, current, (policy, since) =>
        choose(current.chosen || !holds ? policy : { ...policy, holds }, since),
      )
      if (current.chosen && sameBut(next.policy, current.policy)) return current
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

    /**
     * Gives what one subject chose to another who has chosen nothing themselves; from whoever has, it is only taken
     * away. `hasSeen`: that one has seen the product before, so what the default had given them stays (a mark).
     */
    async move(project: Project, from: string, into: Identity, hasSeen: boolean): Promise<void> {
      const taken = await store.find(project.id, from)
      if (!taken) return
      const own = await load(project, into)
      const marks = hasSeen && taken.policy ? remark(taken.marks, own.policy, clock.now() + 1, false) : taken.marks
      const isTaken =
        own.version === 0 &&
        (await store.save(project.id, into.subject, { ...taken, marks: [...marks], version: own.version + 1 }))
      await store.remove(project.id, from)
      if (isTaken) onChosen(project.id, into.subject)
      // Whoever asked for room while both were there has been told that there is none.
      const { channel } = taken.policy ?? {}
      if (channel !== undefined) doors.onLeft(project.id, from, channel, isTaken ? channel : own.policy.channel)
    },

    /**
     * Writes anew at most `most` of those whose channel was removed, each with a mark, and answers how many; they are
     * told first, so that whoever is cut off in between has been.
     */
    async moveOn(
      project: Project,
      most: number,
      tell: (subject: string, from: string, to: string, at: number) => Promise<void>,
    ): Promise<number> {
      const gone = project.removed.map(({ key }) => key)
      if (gone.length === 0) return 0
      let moved = 0
      for (const { subject, policy, marks, ...rest } of await store.onChannels(project.id, gone, most)) {
        const next = policy && movedFrom(project, policy, marks)
        if (!next) continue
        await tell(subject, policy.channel, next.policy.channel, next.at)
        const stored = { ...rest, policy: next.policy, marks: next.marks, version: rest.version + 1 }
        // Whoever chose something in this very moment has been written anew by that.
        if (await store.save(project.id, subject, stored)) moved++
        onChosen(project.id, subject)
      }
      return moved
    },

    /** Which of these have chosen; the others follow the project's default. */
    choosersAmong: (project: Project, subjects: string[]) => store.choosersAmong(project.id, subjects),

    /** How many subjects have chosen a channel. */
    countOn: (project: Project, channel: string) => store.countOn(project.id, channel),

    /** How many subjects have chosen each channel. */
    countByChannel: (project: Project) => store.countByChannel(project.id),
  }
}

export type PolicyService = ReturnType<typeof policyService>

/** Whether two policies differ in nothing but the instant of the choice. */
const sameBut = ({ since: _one, ...one }: Policy, { since: _other, ...other }: Policy) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const sorted = (policy: object) => Object.entries(policy).sort(([one], [other]) => (one < other ? -1 : 1))
