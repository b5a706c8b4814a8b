import type { Policy } from '../pacing/policy.ts'
import type { Project } from '../projects/project.ts'
import type { WhyReader } from './why-words.ts'

/** Whom sentences are for: somebody with this policy; `now` in ms. */
export const readerOf = (project: Pick<Project, 'channels'>, policy: Policy, now: number): WhyReader => ({
  channel: channelName(project, policy.channel),
  pace: policy.pace,
  timeZone: policy.timeZone,
  now,
})

/** What people call a channel; one that is not on the ladder any more keeps its key for a name. */
export const channelName = ({ channels }: Pick<Project, 'channels'>, channel: string): string =>
  channels.find(({ key }) => key === channel)?.name ?? channel
