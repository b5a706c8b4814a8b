import { listText, percentText } from '../base/wording.ts'
import type { Channel } from '../projects/channel.ts'
import { lowered, percentIn, type Reach, type ReachStep } from './reach.ts'

/** How much of one channel (thousandths of a percent) has a revision; `index` is its rung from the most cautious on. */
export type ChannelReach = { index: number; key: string; name: string; percent: number }

/** What counts in each channel at an instant (ms), the most adventurous first. */
export function reachIn(steps: readonly ReachStep[], channels: readonly Channel[], at: number): ChannelReach[] {
  const ladder = channels.map(({ key }) => key)
  return channels
    .map(({ key, name }, index) => ({ index, key, name, percent: percentIn(steps, ladder, key, at) }))
    .reverse()
}

const whole = 100_000

/** "all of Canary and 50 % of Beta", "everybody", "nobody yet". */
export function openTo(reach: readonly ChannelReach[]): string {
  if (reach.every(({ percent }) => percent === whole)) return 'everybody'
  const full = reach.filter(({ percent }) => percent === whole).map(({ name }) => name)
  const parts = reach
    .filter(({ percent }) => percent > 0 && percent < whole)
    .map(({ name, percent }) => `${percentText(percent)} of ${name}`)
  const all = full.length > 0 ? [`all of ${listText(full)}`, ...parts] : parts
  return all.length > 0 ? listText(all) : 'nobody yet'
}

/** What a wider reach would change, channel by channel, and the names of channels that would have less. */
export type WidenEffect = { changes: { name: string; from: number; to: number }[]; lowers: string[] }

/** The effect of asking for a reach (thousandths of a percent) on top of what a revision has. */
export function widenEffect(steps: readonly ReachStep[], asked: Reach, channels: readonly Channel[]): WidenEffect {
  const ladder = channels.map(({ key }) => key)
  const last = steps.at(-1)
  const next: Reach = { ...last?.reach, ...asked }
  const before = reachIn(steps, channels, last?.at ?? 0)
  const after = reachIn([{ at: 0, reach: next }], channels, 0)
  const changes = before.flatMap(({ name, percent }, i) => {
    const to = after[i]?.percent ?? 0
    return to === percent ? [] : [{ name, from: percent, to }]
  })
  const less = lowered(steps, next, ladder)
  return { changes, lowers: channels.filter(({ key }) => less.includes(key)).map(({ name }) => name) }
}

/** The same in a sentence. */
export function widenWords({ changes, lowers }: WidenEffect): string {
  if (lowers.length > 0)
    return `${listText(lowers)} would have less. Reach only widens: to take a change back, halt it or roll it back.`
  if (changes.length === 0) return 'Nothing changes yet: write a larger percentage above.'
  return `${changes.map(({ name, from, to }) => `${name} ${percentText(from)} → ${percentText(to)}`).join(', ')}.`
}
