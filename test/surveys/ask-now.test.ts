import fc from 'fast-check'
import { asksLeft, mergedAsking } from '../../src/surveys/ask-budget.ts'
import type { AskFacts } from '../../src/surveys/ask-facts.ts'
import { type Chance, gatesOf } from '../../src/surveys/ask-now.ts'
import { dueTrigger } from '../../src/surveys/fact-triggers.ts'
import { gateWords } from '../../src/surveys/gate-words.ts'
import { isSampled } from '../../src/surveys/sampled.ts'
import { type Survey, type SurveyDraftSent, surveyDraft } from '../../src/surveys/survey.ts'
import type { Trigger } from '../../src/surveys/trigger.ts'
import cases from './ask-now.cases.json' with { type: 'json' }
import dueCases from './due.cases.json' with { type: 'json' }

const day = 86_400_000
const now = 100 * day

const surveyOf = (more: Partial<SurveyDraftSent> = {}): Survey => ({
  ...surveyDraft.parse({
    ...{ name: 'Writing', language: 'en', triggers: [{ on: 'exit' }] },
    questions: [{ kind: 'nps', id: 'score', text: 'How is it?' }],
    ...more,
  }),
  ...{ key: 'writing', revision: 1, publishedAt: 0 },
})

type FactsSent = Partial<
  Pick<AskFacts, 'channel' | 'pace' | 'seen' | 'channelChangedAt' | 'previewsOff' | 'arrivals'>
> & {
  has?: Record<string, { variant: string; isNew: boolean }>
  /** Days ago. */
  asks?: { survey: string; ago: number }[]
  budget?: 'never' | 'rarely' | 'often'
  completed?: string[]
}

/** Instants in the tables are in days. */
const factsOf = ({ has = {}, asks = [], budget, completed = [], ...more }: FactsSent = {}): AskFacts => ({
  ...{ now, subject: 'anon_a', channel: 'stable', pace: 'first', seen: [], ...more },
  previewsOff: (more.previewsOff ?? []).map(({ flag, at }) => ({ flag, at: at * day })),
  arrivals: (more.arrivals ?? []).map(({ flag, at }) => ({ flag, at: at * day })),
  ...(more.channelChangedAt !== undefined && { channelChangedAt: more.channelChangedAt * day }),
  has: new Map(Object.entries(has)),
  asking: {
    asks: asks.map(({ survey, ago }, i) => ({ response: `r-${i}`, survey, at: now - ago * day })),
    ...(budget && { budget }),
  },
  completed: new Set(completed),
})

const open: Chance = { control: { paused: false }, salt: 's', hasRoom: true, isTriggered: true }

type Case = {
  name: string
  survey?: Partial<SurveyDraftSent> & { opensIn?: number; closesIn?: number }
  facts?: FactsSent
  chance?: Partial<Chance>
  closed: string[]
  /** Days from now. */
  opens?: number
}

describe('who is asked', () => {
  it.each(cases as Case[])('$name', ({ survey = {}, facts, chance, closed, opens }) => {
    const { opensIn, closesIn, ...draft } = survey
    const asked = surveyOf({
      ...draft,
      ...(opensIn !== undefined && { opensAt: now + opensIn * day }),
      ...(closesIn !== undefined && { closesAt: now + closesIn * day }),
    })
    const gates = gatesOf(asked, factsOf(facts), { ...open, ...chance })
    const shut = gates.filter(({ holds }) => !holds)
    expect(shut.map(({ gate }) => gate)).toEqual(closed)
    expect(shut[0]?.until).toBe(opens === undefined ? undefined : now + opens * day)
    for (const gate of gates) expect(gateWords(gate, asked, now)).toMatch(/^[A-Z].*[^.]$/)
  })

  it('is looked at gate by gate, always in the same order', () => {
    expect(gatesOf(surveyOf(), factsOf(), open).map(({ gate }) => gate)).toEqual([
      ...['state', 'schedule', 'audience', 'sampling', 'quota'],
      ...['frequency', 'this-clock', 'any-clock', 'budget', 'trigger'],
    ])
  })
})

type Due = { name: string; triggers: Trigger[]; facts: FactsSent; due: string | null }

it.each(dueCases as Due[])('$name', ({ triggers, facts, due }) => {
  expect(dueTrigger({ triggers }, factsOf(facts))?.on ?? null).toBe(due)
})

describe('the draw', () => {
  it('keeps everybody who was in when the percentage grows', () => {
    const percent = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.string(), fc.string(), percent, percent, (salt, subject, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        if (isSampled(salt, subject, less)) expect(isSampled(salt, subject, more)).toBe(true)
        expect(isSampled(salt, subject, less)).toBe(isSampled(salt, subject, less))
        expect(isSampled(salt, subject, 100)).toBe(true)
      }),
    )
  })

  it('takes about as many as it says, and others for another survey', () => {
    const drawn = (salt: string) => Array.from({ length: 4000 }, (_, i) => isSampled(salt, `anon_${i}`, 10))
    const [one, other] = [drawn('survey:p:a'), drawn('survey:p:b')]
    expect(one.filter(Boolean).length).toBeGreaterThan(340)
    expect(one.filter(Boolean).length).toBeLessThan(460)
    expect(one.filter((isIn, i) => isIn && other[i]).length).toBeLessThan(80)
  })
})

/** A showing has one instant, whoever tells of it. */
const anyAsks = fc
  .uniqueArray(fc.integer({ min: now - 40 * day, max: now }))
  .map((instants) => instants.map((at) => ({ response: `r-${at}`, survey: 'a', at })))

describe('the budget', () => {
  it('is never more for having been asked more, nor for being two people', () => {
    fc.assert(
      fc.property(anyAsks, anyAsks, (own, other) => {
        const merged = mergedAsking({ asks: own }, { asks: other })
        expect(asksLeft(merged, now)).toBeLessThanOrEqual(asksLeft({ asks: own }, now))
        expect(asksLeft(merged, now)).toBeLessThanOrEqual(asksLeft({ asks: other }, now))
        // A merge that was cut off is made again.
        expect(mergedAsking(merged, { asks: other }).asks).toHaveLength(merged.asks.length)
      }),
    )
  })

  it('is what the person themselves said, or else what they said before they signed in', () => {
    expect(mergedAsking({ asks: [], budget: 'often' }, { asks: [], budget: 'never' }).budget).toBe('often')
    expect(mergedAsking({ asks: [] }, { asks: [], budget: 'never' }).budget).toBe('never')
    expect(mergedAsking({ asks: [] }, { asks: [] }).budget).toBeUndefined()
  })
})
