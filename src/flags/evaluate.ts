import { previewAt, pullsAt } from '../pacing/own-acts.ts'
import { covers } from '../pacing/spans.ts'
import type { Assignment } from './assignment.ts'
import type { Flag, Revision } from './flag.ts'
import { dealt, givenBy, isOut, isSplit } from './given-by.ts'
import { heldBackBy } from './held-back.ts'
import { type InEffect, inEffect } from './in-effect.ts'
import { offerAt } from './preview.ts'
import { everybody, percentIn } from './reach.ts'
import { type Person, standingOf } from './standing.ts'
import type { WhyStep } from './why.ts'

export type Reason = 'STATIC' | 'DEFAULT' | 'TARGETING_MATCH' | 'SPLIT' | 'DISABLED'

export type Evaluation = {
  key: string
  value: unknown
  variant: string
  reason: Reason
  assignment: Assignment
  /** The revision in force for this person; 0: none has arrived. */
  revision: number
  why: WhyStep[]
}

type Given = { variant: string; reason: Reason; assignment: Assignment; revision: number; why: WhyStep[] }

/** What one person gets of a flag at `now` (ms), and why; asks nobody and changes nothing. */
export function evaluate(flag: Flag, person: Person, ladder: readonly string[], now: number): Evaluation {
  const given = killed(flag, now) ?? previewed(flag, person, now) ?? effective(flag, person, ladder, now)
  const value = flag.variants.find(({ key }) => key === given.variant)?.value
  return { key: flag.key, value, ...given }
}

function killed(flag: Flag, now: number): Given | undefined {
  const kill = flag.kills.find((one) => covers(one, now))
  if (!kill) return undefined
  const until = kill.to === undefined ? {} : { until: kill.to }
  const why: WhyStep[] = [{ step: 'kill-switch', outcome: 'decided', ...until }]
  return { variant: flag.off, reason: 'DISABLED', assignment: 'forced', revision: 0, why }
}

function previewed(flag: Flag, { own }: Person, now: number): Given | undefined {
  const offer = offerAt(flag, now)
  if (!offer || previewAt(own?.[flag.key], now) !== true) return undefined
  const why: WhyStep[] = [passed, { step: 'preview', outcome: 'decided' }]
  return { variant: offer.variant, reason: 'TARGETING_MATCH', assignment: 'preview', revision: 0, why }
}

function effective(flag: Flag, person: Person, ladder: readonly string[], now: number): Given {
  const effect = inEffect(flag, person, ladder, now)
  const { revision, back } = effect
  if (!back) return byClock(flag, person, ladder, effect, now)
  const { by, ...until } = back
  const why: WhyStep[] = [passed, { step: by, outcome: 'decided', revision: effect.standing.revision, ...until }]
  const assignment = by === 'preview' ? 'preview' : 'kept'
  return { variant: variantOf(flag, revision, person.unit), reason: 'TARGETING_MATCH', assignment, revision, why }
}

/** What reach, pace, holds, halts and chance give, when the person did nothing by themselves that decides. */
function byClock(flag: Flag, person: Person, ladder: readonly string[], effect: InEffect, now: number): Given {
  const { draw, standing, revision } = effect
  const percent = ({ steps }: Revision) => percentIn(steps, ladder, person.policy.channel, now)
  const out = flag.revisions.filter((one) => isOut(one, now))
  const newest = out.findLast((one) => percent(one) > 0)
  const ahead = newest !== undefined && newest.number > revision ? newest : undefined
  const why = [passed, ...untilNow()]
  const variant = variantOf(flag, revision, person.unit)
  const inForce = flag.revisions[revision - 1]

  if (!inForce) {
    if (ahead && wouldHave(ahead) > 0) return { variant, reason: 'SPLIT', assignment: 'random', revision, why }
    return { variant, reason: 'DEFAULT', assignment: ahead ? 'waiting' : 'channel', revision, why }
  }
  if (isPulled()) {
    why.push({ step: 'pull', outcome: 'decided', revision })
    return { variant, reason: 'TARGETING_MATCH', assignment: 'pulled', revision, why }
  }
  why.push(givenBy(flag, revision, person.policy, ladder, standing, now))
  if (isSplit(inForce)) why.push({ step: 'split', outcome: 'decided', revision })
  const reached = percent(inForce)
  const byChance = isSplit(inForce) || (reached > 0 && reached < everybody)
  if (byChance || (ahead && wouldHave(ahead) > revision))
    return { variant, reason: 'SPLIT', assignment: 'random', revision, why }
  if (ahead) return { variant, reason: 'TARGETING_MATCH', assignment: 'waiting', revision, why }
  return { variant, reason: isForAll(inForce) ? 'STATIC' : 'TARGETING_MATCH', assignment: 'channel', revision, why }

  /** What was published, and what of it is not theirs yet. */
  function untilNow(): WhyStep[] {
    const published = out.at(-1)
    if (!published) return [{ step: 'publication', outcome: 'decided' }]
    const steps: WhyStep[] = [{ step: 'publication', outcome: 'passed', revision: published.number }]
    if (published !== newest) steps.push({ step: 'channel', outcome: 'decided', revision: published.number })
    const drawnIn = out.findLast((one) => draw < percent(one))
    for (const one of new Set([newest, drawnIn]))
      if (one && one.number > revision)
        steps.push(heldBackBy(one.number, draw >= percent(one), standing, person.policy, now))
    return steps
  }

  /** The revision that would be in force had the draw included them. */
  function wouldHave(one: Revision): number {
    return draw < percent(one) ? revision : standingOf(flag, person, ladder, 0, now).revision
  }

  function isPulled(): boolean {
    const own = person.own?.[flag.key]
    if (!own || pullsAt(own, now).length === 0) return false
    const withoutPulls = { ...person, own: { ...person.own, [flag.key]: { ...own, pulls: [] } } }
    return standingOf(flag, withoutPulls, ladder, draw, now).revision < revision
  }

  function isForAll(one: Revision): boolean {
    const [cautious = ''] = ladder
    return percentIn(one.steps, ladder, cautious, now) === everybody
  }
}

const passed: WhyStep = { step: 'kill-switch', outcome: 'passed' }

function variantOf(flag: Flag, revision: number, unit: string): string {
  const inForce = flag.revisions[revision - 1]
  return inForce ? dealt(flag, inForce, unit) : flag.off
}
