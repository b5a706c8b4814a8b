type Edges = { top: number; bottom: number }

type Found = {
  /** The place in the window, before and after it was filled. */
  before: Edges
  after: Edges
  /** The height of the window, and where the page ends in it. */
  window: number
  pageEnd: number
  /** Whether the browser holds what is in sight where it is when something above it grows. */
  isAnchored: boolean
}

/** Less than this (px) nobody notices. */
const slack = 2

/** Whether filling a place in the page leaves what somebody reads where it is. */
export function keepsStill({ before, after, window, pageEnd, isAnchored }: Found): boolean {
  if (after.bottom - before.bottom <= slack) return true
  if (before.top >= window) return true
  if (before.bottom <= 0) return isAnchored
  // In sight: what follows it would be pushed away, unless nothing of that is in sight.
  return before.bottom >= window - slack || pageEnd - before.bottom <= slack
}
