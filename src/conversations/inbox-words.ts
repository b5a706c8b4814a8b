import { countText, listText, numberText, numeralText } from '../base/wording.ts'
import type { Snapshot, Tie } from '../exposures/exposure.ts'
import type { Flag } from '../flags/flag.ts'
import { paceName, paces } from '../pacing/policy.ts'
import type { Channel } from '../projects/channel.ts'
import type { ConversationState } from './conversation.ts'
import type { Act } from './thread.ts'

/** The first line of the inbox: how many people wait; `listed`: the waiting conversations that were read, of `count`. */
export function inboxSentence(listed: readonly { subject: string }[], count: number): string {
  if (count === 0) return 'Nobody waits for an answer.'
  if (count > listed.length) return `${numberText(count)} conversations wait for an answer.`
  const people = new Set(listed.map(({ subject }) => subject)).size
  return `${countText(people, 'person waits', 'people wait')} for an answer.`
}

/** Which flag most of those who wait had on their screens, where at least one had what is new in it. */
export function sawSentence(
  listed: readonly { subject: string; snapshot: Pick<Snapshot, 'ties'> }[],
  flags: readonly Pick<Flag, 'key' | 'title' | 'off'>[],
): string | undefined {
  const people = new Set(listed.map(({ subject }) => subject)).size
  const [most] = flags
    .map((flag) => ({ title: flag.title, saw: whoSawNew(listed, flag) }))
    .filter(({ saw }) => saw > 0)
    .sort((a, b) => b.saw - a.saw || a.title.localeCompare(b.title))
  if (!most) return undefined
  if (people === 1) return `They had seen ${most.title}.`
  return most.saw === people
    ? `All of them had seen ${most.title}.`
    : `${countText(most.saw, 'of them', 'of them')} had seen ${most.title}.`
}

const whoSawNew = (listed: Parameters<typeof sawSentence>[0], flag: Pick<Flag, 'key' | 'off'>): number =>
  new Set(
    listed.flatMap(({ subject, snapshot: { ties } }) =>
      ties.some((tie) => tie.flag === flag.key && tie.variant !== flag.off && !tie.claimed) ? [subject] : [],
    ),
  ).size

/** How many a filter lets through, and how many of them wait; `isAll`: there are no more pages, neither before nor after. */
export function matchSentence(listed: readonly { state: ConversationState }[], isAll: boolean): string {
  if (listed.length === 0) return isAll ? 'No conversation matches.' : 'Nothing on this page matches.'
  const waiting = listed.filter(({ state }) => state === 'open').length
  const wait = `${waitingOf(waiting, listed.length)} for an answer.`
  if (isAll) return `${countText(listed.length, 'conversation matches', 'conversations match')}; ${wait}`
  return `${countText(listed.length, 'conversation', 'conversations')} that match on this page; ${wait}`
}

function waitingOf(waiting: number, all: number): string {
  if (waiting === 0) return 'none waits'
  if (waiting === all) return all === 1 ? 'it waits' : 'all wait'
  return `${numeralText(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`
}

export const stateNames: Record<ConversationState, string> = {
  open: 'waiting for an answer',
  waiting: 'answered',
  closed: 'closed',
}

/** The name that somebody gave themselves, for whoever gave none. */
export const nameOr = (names: ReadonlyMap<string, string>, subject: string): string => names.get(subject) ?? 'Someone'

/** A channel by its rung; a channel that is not on the ladder any more keeps its key for a name. */
export function rungOf(channels: readonly Channel[], key: string): { index: number; name: string } {
  const index = channels.findIndex((channel) => channel.key === key)
  return { index: Math.max(0, index), name: channels[index]?.name ?? key }
}

export function paceLabel(pace: string): string {
  const known = paceName.safeParse(pace).data
  return known ? paces[known].label.toLowerCase() : pace
}

/** One flag as somebody saw it: "New editor: On, revision 5"; `claimed`: only their page said so. */
export type SeenFlag = { flag: string; text: string; isNew: boolean; claimed: boolean }

export const seenFlags = ({ ties }: Pick<Snapshot, 'ties'>, flags: readonly Flag[]): SeenFlag[] =>
  ties.map((tie) =>
    seenFlag(
      tie,
      flags.find(({ key }) => key === tie.flag),
    ),
  )

function seenFlag(tie: Tie, flag: Flag | undefined): SeenFlag {
  const variant = flag?.variants.find(({ key }) => key === tie.variant)?.name ?? tie.variant
  const revision = tie.revision > 0 ? `, revision ${tie.revision}` : ''
  return {
    flag: tie.flag,
    text: `${flag?.title ?? tie.flag}: ${variant}${revision}`,
    isNew: tie.variant !== flag?.off,
    claimed: tie.claimed ?? false,
  }
}

const stateActs: Record<ConversationState, string> = {
  open: 'opened it again',
  waiting: 'waits for the person',
  closed: 'closed it',
}

/** What was done in one sentence; `person`: whose conversation it is, who does what no member did. */
export function actWords(act: Act, person: string): string {
  const who = act.by ?? person
  switch (act.did) {
    case 'state':
      return `${who} ${stateActs[act.state]}.`
    case 'assign':
      return act.to === undefined ? `${who} gave it to nobody.` : `${who} gave it to ${act.to}.`
    case 'tag':
      return `${who} ${tagWords(act.added, act.removed)}.`
    case 'merge':
      return `${who} merged a duplicate.`
    case 'unmerge':
      return `${who} took a duplicate out again.`
    case 'link':
      return `${who} linked it to revision ${act.revision} of ${act.flag}.`
    case 'unlink':
      return `${who} linked it to ${act.flag} no longer.`
    case 'answer':
      return act.fixed ? `${who} says that this is fixed.` : `${who} says that this is not fixed.`
  }
}

const tagWords = (added: readonly string[], removed: readonly string[]) =>
  listText([
    ...(added.length > 0 ? [`added ${tagsText(added)}`] : []),
    ...(removed.length > 0 ? [`removed ${tagsText(removed)}`] : []),
  ])

const tagsText = (tags: readonly string[]) => `the ${tags.length === 1 ? 'tag' : 'tags'} ${listText(tags)}`
