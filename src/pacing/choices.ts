import type { Project } from '../projects/project.ts'
import type { Own } from './own-acts.ts'
import type { Mark, Policy } from './policy.ts'
import type { Had } from './release-clock.ts'

/** What the oldest marks had given, by timeline and channel, once there were too many of them to keep. */
export type Floors = Record<string, Record<string, Had[]>>

/** What a subject has chosen, and the policies they had before; without a choice, the project's default. */
export type Choices = { policy: Policy; marks: readonly Mark[]; floors: Floors; own: Own; chosen: boolean }

/**
 * The policy of who never chose: the most cautious channel, each change as soon as it is out there.
 * `since`: when the subject was first seen (ms); left out for a unit that nobody vouches for.
 */
function defaultPolicy(project: Pick<Project, 'channels'>, since?: number): Policy {
  const [cautious] = project.channels
  if (!cautious) throw new Error('A project has at least two channels')
  return { channel: cautious.key, pace: 'first', timeZone: 'UTC', ...(since !== undefined && { since }) }
}

export const defaultChoices = (project: Pick<Project, 'channels'>, since?: number): Choices => ({
  policy: defaultPolicy(project, since),
  marks: [],
  floors: {},
  own: {},
  chosen: false,
})

/** What the choices were at an instant (ms): the first policy that ended after it, with the marks before. */
export function choicesAt(choices: Choices, instant: number): Choices {
  const { marks } = choices
  const index = marks.findIndex(({ until }) => until > instant)
  const mark = marks[index]
  if (!mark) return choices
  return { ...choices, policy: mark.policy, marks: marks.slice(0, index), chosen: index > 0 }
}
