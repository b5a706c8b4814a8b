/** Where "now" comes from, in milliseconds since the epoch. */
export type Clock = { now(): number }

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still until it is moved; the demo's past and the tests run on one. */
export function movingClock(start: number): Clock & { moveTo(instant: number): void; advance(ms: number): void } {
  let now = start
  return {
    now: () => now,
    moveTo: (instant) => {
      now = instant
    },
    advance: (ms) => {
      now += ms
    },
  }
}
