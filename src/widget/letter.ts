import type { WidgetRequests } from '../sockets/protocol.ts'

/** The requests whose bodies carry a client-made id and are stored once, however often they arrive. */
export type StoredRequest =
  | 'exposure:seen'
  | 'event:happened'
  | 'survey:answer'
  | 'feedback:send'
  | 'conversation:write'
  | 'loop:answer'
  | 'leaving:tell'

/** Something that waits to be stored. */
export type Letter = {
  [Name in StoredRequest]: {
    name: Name
    body: WidgetRequests[Name][0]
    /** Who wrote it, without their name; it is never sent as anybody else. */
    owner: string
    /** When it was written (ms); no two of one tab at the same instant. */
    at: number
  }
}[StoredRequest]

/** Where letters are kept on the device. */
export type LetterStore = {
  /** Oldest first. */
  all(): Promise<Letter[]>
  /** Adds each, or puts it in the place of the one with the same id. */
  keep(letters: readonly Letter[]): Promise<void>
  forget(ids: readonly string[]): Promise<void>
  /** Another tab may have begun to keep letters. */
  lookAgain(): void
}

const mostKept = 200
const longestKept = 7 * 86_400_000

/** Whether a person wrote it; else it was noted by the page. */
export const isWritten = ({ name }: Letter) => name !== 'exposure:seen' && name !== 'event:happened'

export const oldestFirst = (letters: readonly Letter[]) => [...letters].sort((a, b) => a.at - b.at)

/** What must not be kept any longer: what is older than a week, and above 200 what the page noted before what was written. */
export function outdated(letters: readonly Letter[], now: number): Letter[] {
  const old = letters.filter(({ at }) => at < now - longestKept)
  const rest = oldestFirst(letters.filter((letter) => !old.includes(letter)))
  const noted = rest.filter((letter) => !isWritten(letter))
  const leastNeeded = [...noted, ...rest.filter(isWritten)]
  return [...old, ...leastNeeded.slice(0, Math.max(0, rest.length - mostKept))]
}
