import { Problem } from '../base/problem.ts'
import type { Channel } from '../projects/channel.ts'

/** Where people join a channel: a local path. */
export const joinPath = (project: string, channel: string): string => `/join/${project}/${channel}`

/** Why somebody who has not been let in cannot choose a channel, with where to join; undefined: it is open. */
export function closedTo(project: string, { key, name, entry, cap = 0 }: Channel): Problem | undefined {
  if (entry === 'open') return undefined
  const reason = entry === 'invitation' ? `${name} is by invitation` : `${name} has room for ${cap} people`
  const message = `${reason}: join it at ${joinPath(project, key)}`
  return new Problem('conflict', message, [{ field: 'channel', message }])
}
