import type { Response, ResponseState } from './response.ts'

/** For so long (ms) after it was shown a survey is open; unanswered until then it has expired. */
export const openMs = 86_400_000

/** Whether somebody can go on with a response on the next page, or on another device. */
export const isOpen = ({ state, shownAt }: Pick<Response, 'state' | 'shownAt'>, now: number): boolean =>
  (state === 'shown' || state === 'partial') && now < shownAt + openMs

/** What a response is at `now` (ms): nobody writes down that nothing came. */
export const stateAt = ({ state, shownAt }: Pick<Response, 'state' | 'shownAt'>, now: number): ResponseState =>
  state === 'shown' && now >= shownAt + openMs ? 'expired' : state
