import type { Clock } from '../base/clock.ts'
import { invalid, invalidShape, Problem } from '../base/problem.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type Choices, defaultChoices, type Floors } from './choices.ts'
import { mostMarks, remark } from './marks.ts'
import type { PolicyStore } from './policy.store.ts'
import { type Mark, type Policy, policyChoice } from './policy.ts'

type Parts = {
  store: PolicyStore
  clock: Clock
  /** What marks that are not kept any longer had given, for every timeline there is. */
  floorsOf: (project: Project, subject: string, marks: readonly Mark[], before: Floors) => Promise<Floors>
  onChosen: (project: string, subject: string) => void
}

/** What a subject may say of their own policy; the rest follows from it. */
export type Choice = Pick<Policy, 'channel' | 'pace'> & { timeZone?: string | undefined }

/** What subjects choose: their channel and their pace. */
export function policyService({ store, clock, floorsOf, onChosen }: Parts) {
  async function load(project: Project, { subject, since }: Identity): Promise<Choices & { version: number }> {
    const stored = await store.find(project.id, subject)
    if (!stored) return { ...defaultChoices(project, Math.max(since, project.createdAt)), version: 0 }
    return { ...stored, chosen: true }
  }

  /** What the choices would be once this is chosen, from the next millisecond on; refuses what cannot be chosen. */
  function chosenFrom(project: Project, current: Choices, choice: Choice): Choices {
    if (!ladderOf(project).includes(choice.channel)) throw invalid('channel', 'There is no such channel')
    const from = clock.now() + 1
    const { soak: _soak, cadence: _cadence, ...askable } = current.policy
    const kept = choice.pace === 'ask' ? askable : current.policy
    const policy = policyChoice.safeParse({ ...kept, ...definedIn(choice), since: from })
    if (!policy.success) throw invalidShape(policy.error)
    const marks = remark(current.marks, current.policy, from)
    return { policy: policy.data, marks, floors: current.floors, chosen: true }
  }

  async function folded(project: Project, subject: string, choices: Choices): Promise<Choices> {
    if (choices.marks.length <= mostMarks) return choices
    const oldest = choices.marks.slice(0, mostMarks / 2)
    const floors = await floorsOf(project, subject, oldest, choices.floors)
    return { ...choices, marks: choices.marks.slice(oldest.length), floors }
  }

  return {
    of: load,

    async preview(project: Project, identity: Identity, choice: Choice): Promise<{ before: Choices; after: Choices }> {
      const before = await load(project, identity)
      return { before, after: chosenFrom(project, before, choice) }
    },

    /** Chooses; what the old policy had given stays (a mark). Choosing what is chosen already changes nothing. */
    async choose(project: Project, identity: Identity, choice: Choice): Promise<Choices> {
      const current = await load(project, identity)
      if (current.chosen && isChosen(current.policy, choice)) return current
      const next = await folded(project, identity.subject, chosenFrom(project, current, choice))
      const { policy, marks, floors } = next
      const stored = { policy, marks: [...marks], floors, version: current.version + 1 }
      if (!(await store.save(project.id, identity.subject, stored)))
        throw new Problem('stale', 'Your choices were changed somewhere else meanwhile. Look again.')
      onChosen(project.id, identity.subject)
      return next
    },

    /** How many subjects have chosen each channel. */
    countByChannel: (project: Project) => store.countByChannel(project.id),
  }
}

export type PolicyService = ReturnType<typeof policyService>

const isChosen = (policy: Policy, { channel, pace, timeZone = policy.timeZone }: Choice) =>
  policy.channel === channel && policy.pace === pace && policy.timeZone === timeZone

const definedIn = ({ channel, pace, timeZone }: Choice) => ({
  channel,
  pace,
  ...(timeZone !== undefined && { timeZone }),
})
