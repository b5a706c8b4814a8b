import { type FieldFault, Problem } from '../base/problem.ts'
import { defaultFaults, type Rules } from './bounds.ts'
import type { Channel, ChannelDraft, RemovedChannel } from './channel.ts'
import { keyFrom } from './key-from.ts'
import { ladderOf, type Project } from './project.ts'

/** Where those of a removed channel are by an instant (ms), and since when; undefined for a channel that is there. */
export function moveFrom(removed: readonly RemovedChannel[], channel: string, by = Number.POSITIVE_INFINITY) {
  let move: { to: string; at: number } | undefined
  for (const { key, to, at } of removed) if (key === (move?.to ?? channel) && at <= by) move = { to, at }
  return move
}

/** Where somebody on this channel is by an instant (ms): on it, or where those of a removed channel moved. */
export const standsFor = (removed: readonly RemovedChannel[], channel: string, by?: number): string =>
  moveFrom(removed, channel, by)?.to ?? channel

/** What people read for a channel that is there or was. */
export const channelNameIn = ({ channels, removed }: Pick<Project, 'channels' | 'removed'>, key: string): string =>
  [...channels, ...removed].find((channel) => channel.key === key)?.name ?? key

/**
 * The project with another ladder from the instant `at` (ms) on. Who is on a removed channel moves to the next more
 * cautious one that stays, the default with them. Refuses a ladder on which somebody could not stand or leave.
 */
export function withLadder(project: Project, drafts: readonly ChannelDraft[], at: number): Project {
  const from = following(project, at)
  const channels = drafts.map((draft) => channelFrom(project, draft))
  const gone = project.channels.filter(({ key }) => !channels.some((channel) => channel.key === key))
  const removed = [...project.removed, ...gone.map((channel) => removal(project, channel, channels, from))]
  const channel = standsFor(removed, project.default.channel)
  const faults = [
    ...channels.flatMap((one, i) => faultsOf(one, i, channels, project)),
    ...defaultFaults({ ...project, default: { ...project.default, channel } }, channels)
      .filter(({ field }) => field === 'default.channel')
      .map(({ message }) => ({
        field: `channels.${channels.findIndex(({ key }) => key === channel)}.entry`,
        message: `${message}, but who never chose is there`,
      })),
  ]
  if (faults.length) throw new Problem('invalid', faults[0]?.message ?? '', faults)
  return replaced(project, { ...project, channels, removed, default: { ...project.default, channel } }, from)
}

/** The project with other bounds or another default from the instant `at` (ms) on; those before are kept. */
export const withRules = (project: Project, { bounds, default: byDefault }: Rules, at: number): Project =>
  replaced(project, { ...project, bounds, default: byDefault }, following(project, at))

function replaced(project: Project, next: Project, until: number): Project {
  const before = { ladder: ladderOf(project), bounds: project.bounds, default: project.default }
  const after = { ladder: ladderOf(next), bounds: next.bounds, default: next.default }
  const isSame = JSON.stringify(before) === JSON.stringify(after)
  return {
    ...next,
    past: isSame ? project.past : [...project.past, { until, ...before }],
    version: project.version + 1,
  }
}

/** Where the clock was set back, an instant does not come before those that are written already. */
const following = ({ past }: Project, at: number) => Math.max(at, past.at(-1)?.until ?? at)

function channelFrom(project: Project, { key = '', cap, ...draft }: ChannelDraft): Channel {
  const before = project.channels.find((channel) => channel.key === key)
  const isRead = (['name', 'description', 'breaks'] as const).every((field) => before?.[field] === draft[field])
  return {
    key: key || keyFrom(draft.name),
    ...draft,
    ...(draft.entry === 'capped' && cap !== undefined && { cap }),
    text: before && isRead ? before.text : project.version + 1,
  }
}

function removal(project: Project, { key, name }: Channel, staying: readonly Channel[], at: number): RemovedChannel {
  const below = project.channels.slice(
    0,
    project.channels.findIndex((channel) => channel.key === key),
  )
  const to = below.findLast((channel) => staying.some((one) => one.key === channel.key))?.key
  if (to === undefined)
    throw new Problem('invalid', `Nothing more cautious stays for the people on ${name}`, [
      { field: 'channels', message: `${name} cannot be removed: nothing more cautious stays for its people` },
    ])
  return { key, name, to, at }
}

function faultsOf(channel: Channel, i: number, all: readonly Channel[], { removed }: Project): FieldFault[] {
  const { key, name, entry, cap } = channel
  const fault = (field: string, message: string) => [{ field: `channels.${i}.${field}`, message }]
  const before = all.slice(0, i)
  return [
    ...(key === '' ? fault('key', 'Write a key: nothing can be made of this name') : []),
    ...(key === 'constructor' || key === 'prototype' ? fault('key', 'Use another key') : []),
    ...(before.some((other) => other.key === key) ? fault('key', 'Another channel has this key') : []),
    ...(before.some((other) => other.name === name) ? fault('name', 'Another channel has this name') : []),
    ...(removed.some((other) => other.key === key) ? fault('key', 'A channel that was removed had this key') : []),
    ...(entry === 'capped' && cap === undefined ? fault('cap', 'Write how many people there is room for') : []),
    ...(i === 0 && entry !== 'open'
      ? fault('entry', 'The most cautious channel is open to everybody, so that everybody can leave the others')
      : []),
  ]
}
