import type { AskFacts } from './ask-facts.ts'
import { isPageTrigger, type Trigger } from './trigger.ts'

/** For so long (ms) after something happened to somebody they can be asked about it. */
const freshMs = 7 * 86_400_000

/** Whether something that the server knows makes a survey due for somebody; what only the page notices never does. */
function isDue(trigger: Trigger, facts: AskFacts): boolean {
  if (isPageTrigger(trigger)) return false
  const isFresh = (at: number) => at <= facts.now && at > facts.now - freshMs
  switch (trigger.on) {
    case 'exposure': {
      const { flag, variants, times } = trigger
      const seen = facts.seen.filter(
        (row) => row.flag === flag && !row.claimed && (variants?.includes(row.variant) ?? true),
      )
      return seen.reduce((sum, row) => sum + row.times, 0) >= times
    }
    case 'channel':
      return facts.channelChangedAt !== undefined && isFresh(facts.channelChangedAt)
    case 'preview-off':
      return facts.previewsOff.some(({ flag, at }) => isFresh(at) && flag === (trigger.flag ?? flag))
    case 'arrival':
      return facts.arrivals.some(({ flag, at }) => isFresh(at) && flag === (trigger.flag ?? flag))
  }
}

/** The first of a survey's triggers that what the server knows of somebody makes it due by. */
export const dueTrigger = ({ triggers }: { triggers: readonly Trigger[] }, facts: AskFacts): Trigger | undefined =>
  triggers.find((trigger) => isDue(trigger, facts))

/** The flags whose exposure a survey is asked after. */
export const flagsAsked = (triggers: readonly Trigger[]): string[] =>
  triggers.flatMap((trigger) => (trigger.on === 'exposure' ? [trigger.flag] : []))
