import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { inTurn } from '../base/in-turn.ts'
import { Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf } from '../base/receipt.ts'
import { recent } from '../base/recent.ts'
import type { ExposureService } from '../exposures/exposure.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AnswerPartStore, StoredPart } from './answer-part.store.ts'
import { answerFaults } from './answers.ts'
import { answersWritten } from './answers-written.ts'
import { flagsAsked } from './fact-triggers.ts'
import type { PlaceService } from './place.service.ts'
import type { ResponseChange, ResponseStore, StoredResponse } from './response.store.ts'
import type { AnswerPart, Response } from './response.ts'
import { stateAt } from './response-state.ts'
import type { SurveyService } from './survey.service.ts'
import type { Survey } from './survey.ts'

/** Each question from its first click to its last word; whoever sends more is no person. */
const mostParts = 200
/** Of so many showings it is known how they stand: whoever has just answered is about to go on. */
const mostKnown = 2000

/** What has to be known of a showing to take a part of its answer. */
type Showing = Pick<StoredResponse, 'id' | 'subject' | 'survey' | 'revision' | 'cells' | 'state' | 'seq' | 'parts'>

type Parts = {
  surveys: Pick<SurveyService, 'published' | 'revision'>
  responses: ResponseStore
  parts: AnswerPartStore
  places: PlaceService
  exposures: Pick<ExposureService, 'snapshot'>
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
  onAnswered: (event: { project: string; flags: string[]; survey: string }) => void
}

/** What people answer: kept from the first click on, tied to what they have seen, until it is completed. */
export function responseService(all: Parts) {
  const { surveys, responses, parts, places, exposures, remember, sequence, clock, onAnswered } = all
  const turns = inTurn()
  const showings = recent<Showing | null>(mostKnown)

  async function answer(project: Project, identity: Identity, part: AnswerPart): Promise<Receipt> {
    const digest = digestOf(part)
    const response = await showingOf(project, identity, part)
    const survey = await surveys.revision(project, response.survey, response.revision)
    const faults = answerFaults(survey, part)
    if (faults[0]) throw new Problem('invalid', `${faults[0].field}: ${faults[0].message}`, faults)
    if (isNews(part, response)) await secure(project, response, part)
    const { stored, isRepeated } = await keepPart(project, identity, part, digest, response)
    const answers = answersWritten(project, survey.questions, part.answers)
    const written = { ...part, answers }
    if (isRepeated) await mergeAgain(project, identity, survey, written)
    else if (isNews(part, response)) await merge(project, identity, survey, response, written)
    else await countLate(project, response)
    return receiptOf(stored)
  }

  /** What a crash may have cut off after a part was kept; a second time it comes to the same. */
  async function mergeAgain(project: Project, identity: Identity, survey: Survey, part: AnswerPart): Promise<void> {
    showings.forget(keyOf(project, part.response))
    const response = await showingOf(project, identity, part)
    if (!isNews(part, response)) return
    await secure(project, response, part)
    await merge(project, identity, survey, response, part)
  }

  /** The showing that a part belongs to. Another process may have changed it since, so what is stored decides in the end. */
  async function showingOf(project: Project, { subject }: Identity, part: AnswerPart): Promise<Showing> {
    const key = keyOf(project, part.response)
    const response = await showings.get(key, [subject], () => responses.find(project.id, part.response))
    if (response?.subject === subject) return response
    showings.forget(key)
    if (await parts.find(project.id, part.id)) throw idConflict()
    throw new Problem('missing', 'You have not been asked this')
  }

  /** The current revision says how many are wanted; those who were asked by an earlier one count in it as well. */
  async function secure(project: Project, response: Showing, { state }: AnswerPart): Promise<void> {
    if (state !== 'completed') return
    const survey = await surveys.published(project, response.survey)
    if (await places.secure(project, survey, response, clock.now())) return
    throw new Problem('conflict', 'As many people as were wanted have answered meanwhile. Thank you all the same.')
  }

  async function keepPart(
    project: Project,
    identity: Identity,
    { id, response }: AnswerPart,
    digest: string,
    { parts: before = 0 }: Showing,
  ): Promise<{ stored: StoredPart; isRepeated: boolean }> {
    const isFull = before >= mostParts
    if (!isFull) {
      await remember(project, identity)
      const part = { id, response, digest, at: clock.now(), sequence: await sequence(project.id) }
      if (await parts.insert(project.id, part)) return { stored: part, isRepeated: false }
    }
    const stored = await parts.find(project.id, id)
    if (stored && stored.digest !== digest) throw idConflict()
    if (stored) return { stored, isRepeated: true }
    if (isFull) throw new Problem('limited', `At most ${mostParts} parts of one answer`)
    throw new Problem('stale', 'Send it again')
  }

  async function merge(
    project: Project,
    identity: Identity,
    survey: Survey,
    response: Showing,
    { state, answers, seq }: AnswerPart,
  ): Promise<void> {
    const { id, subject, revision, cells, parts: before = 0 } = response
    const key = keyOf(project, id)
    const { hash, snapshot } = await exposures.snapshot(project, identity)
    const at = clock.now()
    const change: ResponseChange = { state, answers, seq, at, snapshot: hash }
    if (state !== 'partial') change.doneAt = at
    // Until it is stored nobody knows how it stands.
    showings.forget(key)
    if (!(await responses.merge(project.id, response, change))) return
    const showing = { id, subject, survey: survey.key, revision, cells, state, seq, parts: before + 1 }
    showings.put(key, [subject], showing)
    // A place that is not given up or kept here runs out, or is kept by whoever looks for one.
    if (state === 'completed' && cells.length > 0) await places.keep(project, id)
    if (state === 'dismissed' && cells.length > 0) await places.giveBack(project, id)
    const flags = [...flagsAsked(survey.triggers), ...snapshot.ties.map(({ flag }) => flag)]
    onAnswered({ project: project.id, flags, survey: survey.key })
  }

  async function countLate(project: Project, { id }: Showing): Promise<void> {
    await responses.countLate(project.id, id)
    showings.forget(keyOf(project, id))
  }

  const asNow = <One extends Response>(response: One): One => ({ ...response, state: stateAt(response, clock.now()) })

  return {
    /** Stores a part of an answer with what its subject had seen; the same again gives the same receipt. */
    answer: (project: Project, identity: Identity, part: AnswerPart): Promise<Receipt> =>
      turns.run(keyOf(project, part.response), () => answer(project, identity, part)),

    /** What somebody was asked and said, newest first. */
    async askedOf(project: Project, subject: string): Promise<Response[]> {
      return (await responses.ofSubject(project.id, subject)).map(asNow)
    },

    /** The newest of one survey, before a place in the project's order. */
    async page(project: Project, survey: string, before: number, most: number): Promise<Response[]> {
      return (await responses.page(project.id, survey, before, most)).map(asNow)
    },

    /** One subject's responses become another's. */
    async move(project: Project, from: string, into: string): Promise<void> {
      await responses.move(project.id, from, into)
      showings.clear()
    },
  }
}

const isNews = ({ seq }: AnswerPart, before: Showing) => before.state !== 'completed' && seq > before.seq

const keyOf = ({ id }: Project, response: string) => `${id}:${response}`

export type ResponseService = ReturnType<typeof responseService>
