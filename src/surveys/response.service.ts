import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { inTurn } from '../base/in-turn.ts'
import { Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf } from '../base/receipt.ts'
import type { ExposureService } from '../exposures/exposure.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AnswerPartStore, StoredPart } from './answer-part.store.ts'
import { answerFaults } from './answers.ts'
import { answersWritten } from './answers-written.ts'
import { flagsAsked } from './fact-triggers.ts'
import type { PlaceService } from './place.service.ts'
import type { ResponseStore, StoredResponse } from './response.store.ts'
import type { AnswerPart, Response } from './response.ts'
import { stateAt } from './response-state.ts'
import type { SurveyService } from './survey.service.ts'
import type { Survey } from './survey.ts'

/** Each question from its first click to its last word; whoever sends more is no person. */
const mostParts = 200

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

  async function answer(project: Project, identity: Identity, part: AnswerPart): Promise<Receipt> {
    const digest = digestOf(part)
    const [repeated, response] = await Promise.all([
      parts.find(project.id, part.id),
      responses.find(project.id, part.response),
    ])
    const isOwn = response?.subject === identity.subject
    if (repeated && (repeated.digest !== digest || !isOwn)) throw idConflict()
    if (!response || !isOwn) throw new Problem('missing', 'You have not been asked this')
    const survey = await surveys.revision(project, response.survey, response.revision)
    const faults = answerFaults(survey, part)
    if (faults[0]) throw new Problem('invalid', `${faults[0].field}: ${faults[0].message}`, faults)
    const isNews = response.state !== 'completed' && part.seq > response.seq
    if (isNews && part.state === 'completed') await secure(project, response)
    const [stored, seen] = await Promise.all([
      repeated ?? keepPart(project, identity, part, digest, response),
      isNews ? exposures.snapshot(project, identity) : undefined,
    ])
    const answers = answersWritten(project, survey.questions, part.answers)
    if (seen) await merge(project, seen, survey, response, { ...part, answers })
    else if (!repeated) await responses.countLate(project.id, response.id)
    return receiptOf(stored)
  }

  /** The current revision says how many are wanted; those who were asked by an earlier one count in it as well. */
  async function secure(project: Project, response: StoredResponse): Promise<void> {
    const survey = await surveys.published(project, response.survey)
    if (await places.secure(project, survey, response, clock.now())) return
    throw new Problem('conflict', 'As many people as were wanted have answered meanwhile. Thank you all the same.')
  }

  async function keepPart(
    project: Project,
    identity: Identity,
    { id, response }: AnswerPart,
    digest: string,
    { parts: before = 0 }: StoredResponse,
  ): Promise<StoredPart> {
    if (before >= mostParts) throw new Problem('limited', `At most ${mostParts} parts of one answer`)
    const [place] = await Promise.all([sequence(project.id), remember(project, identity)])
    const part = { id, response, digest, at: clock.now(), sequence: place }
    if (await parts.insert(project.id, part)) return part
    const meanwhile = await parts.find(project.id, id)
    if (!meanwhile) throw new Problem('stale', 'Send it again')
    if (meanwhile.digest !== digest) throw idConflict()
    return meanwhile
  }

  /** Takes a part over; after a crash its repeat does it again, which comes to the same. */
  async function merge(
    project: Project,
    { hash, snapshot }: Awaited<ReturnType<ExposureService['snapshot']>>,
    survey: Survey,
    { id, cells }: StoredResponse,
    { state, answers, seq }: AnswerPart,
  ): Promise<void> {
    const at = clock.now()
    const isDone = state !== 'partial'
    const change = { survey: survey.key, state, answers, seq, at, snapshot: hash, cells, ...(isDone && { doneAt: at }) }
    if (!(await responses.merge(project.id, id, change))) return
    // A place that is not given up or kept here runs out, or is kept by whoever looks for one.
    if (state === 'completed' && cells.length > 0) await places.keep(project, id)
    if (state === 'dismissed' && cells.length > 0) await places.giveBack(project, id)
    const flags = [...flagsAsked(survey.triggers), ...snapshot.ties.map(({ flag }) => flag)]
    onAnswered({ project: project.id, flags, survey: survey.key })
  }

  const asNow = <One extends Response>(response: One): One => ({ ...response, state: stateAt(response, clock.now()) })

  return {
    /** Stores a part of an answer with what its subject had seen; the same again gives the same receipt. */
    answer: (project: Project, identity: Identity, part: AnswerPart): Promise<Receipt> =>
      turns.run(`${project.id}:${part.response}`, () => answer(project, identity, part)),

    /** What somebody was asked and said, newest first. */
    async askedOf(project: Project, subject: string): Promise<Response[]> {
      return (await responses.ofSubject(project.id, subject)).map(asNow)
    },

    /** The newest of one survey, before a place in the project's order. */
    async page(project: Project, survey: string, before: number, most: number): Promise<Response[]> {
      return (await responses.page(project.id, survey, before, most)).map(asNow)
    },

    /** One subject's responses become another's. */
    move: (project: Project, from: string, into: string) => responses.move(project.id, from, into),
  }
}

export type ResponseService = ReturnType<typeof responseService>
