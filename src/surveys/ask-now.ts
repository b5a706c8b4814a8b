import { z } from 'zod'
import { asksLeft } from './ask-budget.ts'
import type { AskFacts } from './ask-facts.ts'
import { isSampled } from './sampled.ts'
import type { Survey } from './survey.ts'
import { type SurveyControl, stateOf } from './survey-state.ts'

const dayMs = 86_400_000

/** What has to be open for somebody to be asked, in the order in which it is looked at. */
const gateName = z.enum([
  'state',
  'schedule',
  'audience',
  'sampling',
  'quota',
  'frequency',
  'this-clock',
  'any-clock',
  'budget',
  'trigger',
])

type GateName = z.infer<typeof gateName>

/** What keeps a survey from being shown; `revision`: another one has been published since. */
export type WhyNot = GateName | 'revision'

/** Whether a gate is open; `until` (ms) where a closed one opens by itself. */
export type Gate = { gate: GateName; holds: boolean; until?: number }

/** What else decides: what the team did, the survey's draw, whether there is room, and whether a trigger holds. */
export type Chance = { control: SurveyControl; salt: string; hasRoom: boolean; isTriggered: boolean }

/** Every gate between one person and one survey. */
export function gatesOf(survey: Survey, facts: AskFacts, chance: Chance): Gate[] {
  const { now, asking } = facts
  const state = stateOf(survey, chance.control, now)
  const gate = (name: GateName, holds: boolean, until?: number): Gate => ({
    ...{ gate: name, holds },
    ...(until !== undefined && { until }),
  })
  const clock = (name: GateName, last: number | undefined, days: number): Gate => {
    const opens = last === undefined ? undefined : last + days * dayMs
    return opens === undefined || now >= opens ? gate(name, true) : gate(name, false, opens)
  }
  const { everyDays, anyDays } = survey.frequency
  const own = asking.asks.filter((ask) => ask.survey === survey.key)
  return [
    gate('state', !chance.control.paused && chance.control.closedAt === undefined),
    state === 'scheduled'
      ? gate('schedule', false, survey.opensAt)
      : gate('schedule', (survey.closesAt ?? Infinity) > now),
    gate('audience', isMeant(survey, facts)),
    gate('sampling', isSampled(chance.salt, facts.subject, survey.sampling)),
    gate('quota', chance.hasRoom),
    gate('frequency', mayAgain(survey, own.length, facts.completed.has(survey.key))),
    clock('this-clock', lastOf(own), everyDays),
    clock('any-clock', lastOf(asking.asks), anyDays),
    gate('budget', asksLeft(asking, now) > 0),
    gate('trigger', chance.isTriggered),
  ]
}

export const isOpen = (gates: readonly Gate[]): boolean => gates.every(({ holds }) => holds)

const lastOf = (asks: readonly { at: number }[]): number | undefined =>
  asks.length === 0 ? undefined : Math.max(...asks.map(({ at }) => at))

function mayAgain({ frequency: { mode, times } }: Survey, shown: number, isCompleted: boolean): boolean {
  if (mode === 'once') return shown === 0 && !isCompleted
  return shown < times && (mode === 'again' || !isCompleted)
}

function isMeant({ audience: { channels, paces, flags = [] } }: Survey, { channel, pace, has }: AskFacts): boolean {
  if (channels && !channels.includes(channel)) return false
  if (paces && !paces.some((one) => one === pace)) return false
  return flags.every(({ flag, variants }) => {
    const had = has.get(flag)
    return had !== undefined && (variants ? variants.includes(had.variant) : had.isNew)
  })
}
