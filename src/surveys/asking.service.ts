import { digestOf } from '../base/digest.ts'
import { inTurn } from '../base/in-turn.ts'
import { Problem } from '../base/problem.ts'
import { idConflict, refuseOther } from '../base/receipt.ts'
import type { ExposureService } from '../exposures/exposure.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import { type AskBudgetService, mostTries } from './ask-budget.service.ts'
import type { AskFactsService, LoadedFacts } from './ask-facts.service.ts'
import { type Gate, gatesOf, isOpen, type WhyNot } from './ask-now.ts'
import { type Asked, askedAs, type OpenShowing } from './asked-as.ts'
import type { AskingStore } from './asking.store.ts'
import { dueTrigger } from './fact-triggers.ts'
import { gateWords } from './gate-words.ts'
import type { PlaceService } from './place.service.ts'
import type { ResponseStore, StoredResponse } from './response.store.ts'
import type { AskDraft } from './response.ts'
import { saltOf } from './sampled.ts'
import type { SurveyService } from './survey.service.ts'
import type { AskedSurvey, Survey, WatchedSurvey } from './survey.ts'
import { isPageTrigger, type Trigger } from './trigger.ts'

type Parts = {
  surveys: Pick<SurveyService, 'running' | 'published' | 'revision' | 'controlOf'>
  facts: AskFactsService
  askings: Pick<AskingStore, 'save'>
  budgets: Pick<AskBudgetService, 'withdraw'>
  responses: Pick<ResponseStore, 'find' | 'insert'>
  places: PlaceService
  exposures: Pick<ExposureService, 'snapshot'>
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
}

/** Who is asked what, and why not; all devices of a person share both clocks, for these are kept here. */
export function askingService(parts: Parts) {
  const { surveys, facts, askings, budgets, responses, places, exposures, remember, sequence } = parts
  const turns = inTurn()

  async function gatesFor(
    project: Project,
    survey: Survey,
    known: LoadedFacts,
    isTriggered: boolean,
    hasRoom?: boolean,
  ): Promise<Gate[]> {
    const control = await surveys.controlOf(project, survey.key)
    const room = hasRoom ?? (await places.hasRoom(project, survey, known))
    return gatesOf(survey, known, { control, salt: saltOf(project.id, survey.key), hasRoom: room, isTriggered })
  }

  /** Starts both clocks for a showing; the gates are looked at again where another device was faster. */
  async function start(
    project: Project,
    identity: Identity,
    survey: Survey,
    { id, trigger }: AskDraft,
  ): Promise<{ known: LoadedFacts; trigger: Trigger } | { why: WhyNot }> {
    for (let tries = 0; tries < mostTries; tries++) {
      const loaded = await facts.of(project, identity)
      // A showing that a crash cut off after its clocks were started does not stand in its own way.
      const { asks, ...wish } = loaded.asking
      const others = asks.filter((ask) => ask.response !== id)
      const known = { ...loaded, asking: { ...wish, asks: others } }
      const held = trigger ? survey.triggers.find((one) => isSame(one, trigger)) : dueTrigger(survey, known)
      const closed = (await gatesFor(project, survey, known, held !== undefined)).find(({ holds }) => !holds)
      if (closed || !held) {
        if (others.length < asks.length) await budgets.withdraw(project, identity.subject, id)
        return { why: closed?.gate ?? 'trigger' }
      }
      const own = { response: id, survey: survey.key, at: known.now }
      const next = { ...wish, asks: [...others, own], version: known.version + 1 }
      if (await askings.save(project.id, identity.subject, next)) return { known, trigger: held }
    }
    throw new Problem('stale', 'Ask again')
  }

  async function ask(project: Project, identity: Identity, draft: AskDraft): Promise<Asked> {
    const sent = { subject: identity.subject, digest: digestOf(draft) }
    const before = await responses.find(project.id, draft.id)
    if (before) return repeated(project, before, sent)
    const survey = await surveys.published(project, draft.survey)
    if (survey.revision !== draft.revision) return { asked: null, why: 'revision' }
    const started = await start(project, identity, survey, draft)
    if ('why' in started) return { asked: null, why: started.why }
    const { known, trigger } = started
    const cells = await places.take(project, survey, draft.id, known)
    if (!cells) {
      await budgets.withdraw(project, identity.subject, draft.id)
      return { asked: null, why: 'quota' }
    }
    const [{ hash }, place] = await Promise.all([
      exposures.snapshot(project, identity),
      sequence(project.id),
      remember(project, identity),
    ])
    const response: StoredResponse = {
      ...{ id: draft.id, ...sent, survey: survey.key, revision: survey.revision, language: draft.language, trigger },
      ...{ state: 'shown', answers: [], snapshot: hash, cells, seq: 0, sequence: place },
      ...{ shownAt: known.now, at: known.now },
    }
    if (await responses.insert(project.id, response)) return shown(project, response)
    const meanwhile = await responses.find(project.id, draft.id)
    if (!meanwhile) throw idConflict()
    return repeated(project, meanwhile, sent)
  }

  const shown = async (project: Project, response: StoredResponse): Promise<{ asked: AskedSurvey }> => ({
    asked: askedAs(
      await surveys.revision(project, response.survey, response.revision),
      response,
      saltOf(project.id, response.survey),
    ),
  })

  function repeated(project: Project, before: StoredResponse, sent: { subject: string; digest: string }) {
    refuseOther(before, sent)
    return shown(project, before)
  }

  async function watch(project: Project, survey: Survey, known: LoadedFacts): Promise<WatchedSurvey[]> {
    const { key, revision, delay } = survey
    const [due, triggers] = [dueTrigger(survey, known) !== undefined, survey.triggers.filter(isPageTrigger)]
    if (!due && triggers.length === 0) return []
    // Room costs a look into the database: it is the last thing to ask for.
    if (!isOpen(await gatesFor(project, survey, known, true, true))) return []
    return (await places.hasRoom(project, survey, known)) ? [{ key, revision, due, triggers, delay }] : []
  }

  return {
    /** What a page is to watch for, the most important first, what is due at once, and what is not finished yet. */
    async watch(
      project: Project,
      identity: Identity,
    ): Promise<{ surveys: WatchedSurvey[]; open?: OpenShowing; chance?: true }> {
      const running = await surveys.running(project)
      if (running.length === 0) return { surveys: [] }
      const known = await facts.of(project, identity)
      const watched = await Promise.all(running.map((survey) => watch(project, survey, known)))
      // Whoever was not drawn must stay so, and would be drawn anew with another token.
      const chance = running.some(({ sampling }) => sampling < 100)
      const reply = { surveys: watched.flat(), ...(chance && { chance }) }
      const open = running.some(({ key }) => key === known.open?.survey) ? known.open : undefined
      if (!open) return reply
      const { asked } = await shown(project, open)
      return { ...reply, open: { asked, answers: open.answers, seq: open.seq } }
    },

    /** Shows a survey, if every gate is open still; the same id again gives the same showing. */
    ask: (project: Project, identity: Identity, draft: AskDraft): Promise<Asked> =>
      turns.run(`${project.id}:${identity.subject}`, () => ask(project, identity, draft)),

    /** Why this person is, or is not, asked this survey now: every gate, in words for the team. */
    async gates(project: Project, identity: Identity, key: string): Promise<(Gate & { words: string })[]> {
      const [survey, known] = await Promise.all([surveys.published(project, key), facts.of(project, identity)])
      const gates = await gatesFor(project, survey, known, dueTrigger(survey, known) !== undefined)
      return gates.map((gate) => ({ ...gate, words: gateWords(gate, survey, known.now) }))
    },
  }
}

export type AskingService = ReturnType<typeof askingService>

const isSame = (one: Trigger, other: Trigger) => JSON.stringify(one) === JSON.stringify(other)
