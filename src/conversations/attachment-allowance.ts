const hourMs = 3_600_000

/** What one subject may send within an hour. */
const mostAnHour = { bytes: 20 * 1024 * 1024, pictures: 60 }

/** How many seconds a subject has to wait until they may send `bytes` more; 0: they may now. `sent`: within the last hour, in any order. */
export function secondsToWait(sent: readonly { at: number; bytes: number }[], bytes: number, now: number): number {
  const newestFirst = [...sent].sort((a, b) => b.at - a.at)
  let sum = bytes
  for (const [place, one] of newestFirst.entries()) {
    sum += one.bytes
    const isTooMuch = sum > mostAnHour.bytes || place + 1 >= mostAnHour.pictures
    if (isTooMuch) return Math.max(1, Math.ceil((one.at + hourMs - now) / 1000))
  }
  return 0
}

export const beginOfHour = (now: number): number => now - hourMs
