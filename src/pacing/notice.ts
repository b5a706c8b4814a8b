/**
 * What happened to somebody without their doing: let in from a waiting list, moved, or a waiting list that ended. `at`
 * and `seenAt` in ms; `words`: the names as they were then.
 */
export type Notice = {
  id: string
  kind: 'let-in' | 'moved' | 'list-ended'
  words: { channel: string; to?: string }
  at: number
  seenAt?: number
}

/** A notice as it travels to the person it is for; `at` in ISO 8601. */
export type WireNotice = { id: string; kind: Notice['kind']; text: string; at: string }

export const wireNoticeOf = (notice: Notice): WireNotice => ({
  id: notice.id,
  kind: notice.kind,
  text: noticeText(notice),
  at: new Date(notice.at).toISOString(),
})

/** What is said to the person. */
export function noticeText({ kind, words: { channel, to = '' } }: Notice): string {
  switch (kind) {
    case 'let-in':
      return `There is room on ${channel}, so you are there now. If you have thought better of it, choose another channel: that acts at once.`
    case 'moved':
      return `The team has given up ${channel}, so you are on ${to} now. You keep what ${to} has; what was only on ${channel} is gone.`
    case 'list-ended':
      return `The waiting list of ${channel} has ended. You are where you were.`
  }
}
