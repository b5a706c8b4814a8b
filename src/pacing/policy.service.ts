import type { Clock } from '../base/clock.ts'
import { invalid, Problem } from '../base/problem.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type Choices, choicesAt, defaultChoices } from './choices.ts'
import { remark } from './marks.ts'
import type { PolicyStore } from './policy.store.ts'
import type { Policy } from './policy.ts'

type Parts = { store: PolicyStore; clock: Clock; onChosen: (project: string, subject: string) => void }

/** What a subject may say of their own policy; the rest follows from it. */
export type Choice = Pick<Policy, 'channel' | 'pace'> & { timeZone?: string | undefined }

/** What subjects choose: their channel and their pace. */
export function policyService({ store, clock, onChosen }: Parts) {
  async function load(project: Project, { subject, since }: Identity): Promise<Choices & { version: number }> {
    const stored = await store.find(project.id, subject)
    if (!stored) return { ...defaultChoices(project, Math.max(since, project.createdAt)), version: 0 }
    return { policy: stored.policy, marks: stored.marks, chosen: true, version: stored.version }
  }

  /** What the choices would be once this is chosen; throws where the channel is not on the ladder. */
  function chosenFrom(project: Project, current: Choices, choice: Choice): Choices {
    if (!ladderOf(project).includes(choice.channel)) throw invalid('channel', 'There is no such channel')
    const now = clock.now()
    const { channel, pace, timeZone = current.policy.timeZone } = choice
    const { soak: _soak, cadence: _cadence, ...kept } = current.policy
    const own = pace === 'ask' ? kept : current.policy
    return {
      policy: { ...own, channel, pace, timeZone, since: now },
      marks: remark(current.marks, current.policy, now),
      chosen: true,
    }
  }

  return {
    of: load,

    /** The choices as they were at an instant (ms) that is past. */
    asOf: async (project: Project, identity: Identity, instant: number): Promise<Choices> =>
      choicesAt(await load(project, identity), instant),

    async preview(project: Project, identity: Identity, choice: Choice): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      return { before, after: chosenFrom(project, before, choice) }
    },

    /** Chooses; what the old policy had given stays (a mark). */
    async choose(project: Project, identity: Identity, choice: Choice): Promise<Choices> {
      const current = await load(project, identity)
      const next = chosenFrom(project, current, choice)
      const { policy, marks } = next
      const saved = await store.save(project.id, identity.subject, {
        policy,
        marks: [...marks],
        version: current.version + 1,
      })
      if (!saved) throw new Problem('stale', 'Your choices were changed somewhere else meanwhile. Look again.')
      onChosen(project.id, identity.subject)
      return next
    },

    /** How many subjects have chosen each channel. */
    countByChannel: (project: Project) => store.countByChannel(project.id),
  }
}

export type PolicyService = ReturnType<typeof policyService>
