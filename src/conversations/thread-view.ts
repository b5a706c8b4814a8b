import { dayText } from '../base/day-words.ts'
import type { Flag } from '../flags/flag.ts'
import { picturesOf } from './attachment.ts'
import type { ChangeLink } from './conversation.ts'
import { actWords, nameOr } from './inbox-words.ts'
import { linkOf, loopOf } from './loop.ts'
import type { StoredConversation } from './stored-conversation.ts'
import type { Act, ConversationDetail, ThreadEntry } from './thread.ts'

type Names = ReadonlyMap<string, string>

/** One line of a thread for a page; `of`: whose duplicate it comes from. */
export function lineOf(
  entry: ThreadEntry,
  { id, readBySubject }: ConversationDetail,
  names: Names,
  flags: readonly Flag[],
) {
  const { at } = entry
  if (entry.entry === 'act') return { at, act: actWords(titled(entry, flags), nameOr(names, entry.subject)) }
  if (entry.entry === 'note') return { at, author: entry.author, text: entry.text, isNote: true }
  const isOurs = entry.from === 'team'
  const name = nameOr(names, entry.subject)
  return {
    ...{ at, text: entry.text, pictures: picturesOf(entry.attachments), isOurs },
    author: isOurs ? entry.author : name,
    isRead: entry.sequence <= readBySubject,
    of: entry.conversation === id ? undefined : name,
  }
}

/** People read a flag's title; its key stands in for one that is gone. */
function titled<One extends Act>(act: One, flags: readonly Flag[]): One {
  if (act.did !== 'link' && act.did !== 'unlink') return act
  return { ...act, flag: flags.find(({ key }) => key === act.flag)?.title ?? act.flag }
}

const pastRevisions = 5

/** The changes that a conversation can be linked to, those of flags that the person had seen first. */
export function changeOptions(flags: readonly Flag[], { linkedTo, snapshot }: ConversationDetail) {
  const isSeen = ({ key }: Flag) => snapshot.ties.some(({ flag }) => flag === key)
  const changes = [...flags.filter(isSeen), ...flags.filter((flag) => !isSeen(flag))].flatMap((flag) =>
    flag.revisions
      .filter(({ number, withdrawnAt }) => withdrawnAt === undefined || isLink(linkedTo, flag.key, number))
      .slice(-pastRevisions)
      .reverse()
      .map(({ number }) => ({ flag: flag.key, revision: number })),
  )
  const all =
    linkedTo && !changes.some((one) => isLink(linkedTo, one.flag, one.revision)) ? [...changes, linkedTo] : changes
  return all.map((change) => ({
    value: `${change.flag}:${change.revision}`,
    text: changeText(change, flags),
    isChosen: isLink(linkedTo, change.flag, change.revision),
  }))
}

const isLink = (link: ChangeLink | undefined, flag: string, revision: number) =>
  link?.flag === flag && link.revision === revision

/** "New editor, revision 5: Undo is back". */
export function changeText({ flag: key, revision }: ChangeLink, flags: readonly Flag[]): string {
  const flag = flags.find((one) => one.key === key)
  const title = flag?.revisions[revision - 1]?.title
  return `${flag?.title ?? key}, revision ${revision}${title === undefined ? '' : `: ${title}`}`
}

/** How far the linked change has come for the person and for those of the duplicates, a sentence each. */
export function arrivalLines(
  primary: StoredConversation,
  duplicates: readonly StoredConversation[],
  names: Names,
  now: number,
): string[] {
  return [primary, ...duplicates].flatMap((one) => {
    const link = linkOf(one, one === primary ? undefined : primary)
    if (!link) return []
    const loop = loopOf(one, link)
    const name = names.get(one.subject) ?? (one === primary ? 'them' : 'whoever sent a duplicate')
    if (!loop) return [`It has not arrived for ${name} yet.`]
    const arrived = `It arrived for ${name} on ${dayText(loop.arrivedAt, 'UTC', now)}`
    if (!loop.answer) return [`${arrived}; they have not said whether it is fixed.`]
    return [
      `${arrived}; they said ${loop.answer.fixed ? 'fixed' : 'not fixed'} on ${dayText(loop.answer.at, 'UTC', now)}.`,
    ]
  })
}
