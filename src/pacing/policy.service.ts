import type { Clock } from '../base/clock.ts'
import { invalid, Problem } from '../base/problem.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type ChoiceDraft, chosen, type HoldDraft, held, released } from './change-policy.ts'
import { type Choices, defaultChoices, type Floors } from './choices.ts'
import { mostMarks, remark } from './marks.ts'
import type { Own, OwnActs } from './own-acts.ts'
import type { PolicyStore } from './policy.store.ts'
import type { Mark, Policy } from './policy.ts'

const longestHoldDays = 90

type Parts = {
  store: PolicyStore
  clock: Clock
  /** What marks that are not kept any longer had given, for every timeline there is. */
  floorsOf: (project: Project, subject: string, marks: readonly Mark[], before: Floors) => Promise<Floors>
  onChosen: (project: string, subject: string) => void
}

type Loaded = Choices & { version: number }

/** What subjects choose: channel, pace and holds, and what they do with single changes. */
export function policyService({ store, clock, floorsOf, onChosen }: Parts) {
  async function load(project: Project, { subject, since }: Identity): Promise<Loaded> {
    const stored = await store.find(project.id, subject)
    const byDefault = defaultChoices(project, Math.max(since, project.createdAt))
    if (!stored) return { ...byDefault, version: 0 }
    const { policy, marks, floors, own, version } = stored
    return policy ? { policy, marks, floors, own, version, chosen: true } : { ...byDefault, own, version }
  }

  /** What the choices would be with another policy; what the old one had given stays (a mark). */
  function changed(current: Choices, decide: (policy: Policy, since: number) => Policy): Choices {
    const since = clock.now() + 1
    const policy = decide(current.policy, since)
    return { ...current, policy, marks: remark(current.marks, current.policy, since), chosen: true }
  }

  function choosing(project: Project, draft: ChoiceDraft) {
    return (policy: Policy, since: number): Policy => {
      if (!ladderOf(project).includes(draft.channel)) throw invalid('channel', 'There is no such channel')
      return chosen(policy, draft, since)
    }
  }

  async function save(project: Project, identity: Identity, current: Loaded, next: Choices): Promise<Choices> {
    const { policy, marks, floors, own, chosen } = await folded(project, identity.subject, next)
    const version = current.version + 1
    const stored = { ...(chosen && { policy }), marks: chosen ? [...marks] : [], floors, own, version }
    if (!(await store.save(project.id, identity.subject, stored)))
      throw new Problem('stale', 'Your choices were changed somewhere else meanwhile. Look again.')
    onChosen(project.id, identity.subject)
    return next
  }

  async function folded(project: Project, subject: string, choices: Choices): Promise<Choices> {
    if (choices.marks.length <= mostMarks) return choices
    const oldest = choices.marks.slice(0, mostMarks / 2)
    const floors = await floorsOf(project, subject, oldest, choices.floors)
    return { ...choices, marks: choices.marks.slice(oldest.length), floors }
  }

  async function change(project: Project, identity: Identity, decide: (policy: Policy, since: number) => Policy) {
    const current = await load(project, identity)
    return save(project, identity, current, changed(current, decide))
  }

  return {
    of: load,

    async preview(
      project: Project,
      identity: Identity,
      draft: ChoiceDraft,
    ): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      return { before, after: changed(before, choosing(project, draft)) }
    },

    /** Chooses. Choosing what is chosen already changes nothing. */
    async choose(project: Project, identity: Identity, draft: ChoiceDraft): Promise<Choices> {
      const current = await load(project, identity)
      const next = changed(current, choosing(project, draft))
      const isSame = current.chosen && sameBut(next.policy, current.policy)
      return isSame ? current : save(project, identity, current, next)
    },

    /** Nothing new for a while, but for what security and urgency bring. */
    hold: (project: Project, identity: Identity, draft: HoldDraft) =>
      change(project, identity, (policy, since) => held(policy, draft, since, longestHoldDays)),

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
      const marks = hasSeen && taken.policy ? remark(taken.marks, own.policy, clock.now() + 1) : taken.marks
      const isTaken =
        own.version === 0 &&
        (await store.save(project.id, into.subject, { ...taken, marks: [...marks], version: own.version + 1 }))
      await store.remove(project.id, from)
      if (isTaken) onChosen(project.id, into.subject)
    },

    /** How many subjects have chosen each channel. */
    countByChannel: (project: Project) => store.countByChannel(project.id),
  }
}

export type PolicyService = ReturnType<typeof policyService>

/** Whether two policies differ in nothing but the instant of the choice. */
const sameBut = ({ since: _one, ...one }: Policy, { since: _other, ...other }: Policy) =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

const sorted = (policy: object) => Object.entries(policy).sort(([one], [other]) => (one < other ? -1 : 1))
