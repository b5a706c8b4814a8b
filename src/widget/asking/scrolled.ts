type Scrolled = { scrollTop: number; scrollHeight: number; clientHeight: number }

/** How far something is scrolled, in percent of how far it can be; what cannot be scrolled is not scrolled at all. */
export function scrolledPercent({ scrollTop, scrollHeight, clientHeight }: Scrolled): number {
  const way = scrollHeight - clientHeight
  // Browsers stop at fractions of a pixel before the end.
  return way > 0 ? (100 * (Math.max(0, scrollTop) + 1)) / way : 0
}

/** Whether it is as good as the page itself: many products scroll an element of theirs instead. */
export const isLikePage = ({ clientHeight }: Scrolled, viewport: number): boolean => clientHeight >= viewport / 2
