/** Nobody leaves who has just come (ms). */
export const shortestStay = 5000

/** Whether the mouse has left the page over its top edge, where the tabs and the address are. */
export const leavesAtTop = ({ clientY, relatedTarget }: { clientY: number; relatedTarget: unknown }): boolean =>
  relatedTarget === null && clientY <= 0

const rush = 300

/** On a screen without a mouse: a scroll up by half a screen's height within 300 ms, as to reach the address. */
export function scrollRush() {
  let samples: { top: number; at: number }[] = []

  return (top: number, height: number, now: number): boolean => {
    samples = [...samples.filter(({ at }) => now - at <= rush), { top, at: now }]
    const isRush = Math.max(...samples.map((sample) => sample.top)) - top >= height / 2
    if (isRush) samples = []
    return isRush
  }
}
