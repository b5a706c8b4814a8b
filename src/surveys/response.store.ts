import { type Connection, trusted } from 'mongoose'
import { isInserted } from '../database/duplicate-key.ts'
import { groupFinds } from '../database/group-reads.ts'
import { groupUpdates } from '../database/group-writes.ts'
import { anything, tenantSchema } from '../database/schema.ts'
import type { Response } from './response.ts'

/**
 * One showing as it is stored; `digest` is of what was asked for, to tell a repeat from a conflict, `cells` are the
 * counts of the quota in which it stands, `parts` is how many came of it (left out: none).
 */
export type StoredResponse = Response & { digest: string; cells: readonly string[]; parts?: number }

/** How far somebody came with a survey: `left` is dismissed after at least one answer. */
export type Stage = 'shown' | 'partial' | 'completed' | 'dismissed' | 'left'

/** `tally`: survey and stage in one, so that an index alone counts them. */
type Stored = StoredResponse & { _id: string; project: string; tally: string }

const stageOf = ({ state, answers }: Pick<Response, 'state' | 'answers'>): Stage => {
  if (state === 'expired') return 'shown'
  return state === 'dismissed' && answers.length > 0 ? 'left' : state
}

const tallyOf = (survey: string, response: Pick<Response, 'state' | 'answers'>) => `${survey} ${stageOf(response)}`

/** What a part of an answer changes. */
export type ResponseChange = Pick<StoredResponse, 'state' | 'answers' | 'snapshot' | 'at' | 'seq' | 'doneAt'>

/** Responses: one document a showing, with all that has been answered of it. */
export function responseStore(connection: Connection) {
  const responses = connection.model<Stored>(
    'survey_responses',
    tenantSchema<Stored>(
      {
        id: String,
        subject: String,
        survey: String,
        revision: Number,
        language: String,
        trigger: anything,
        state: String,
        answers: anything,
        snapshot: String,
        shownAt: Number,
        doneAt: Number,
        at: Number,
        seq: Number,
        sequence: Number,
        digest: String,
        cells: anything,
        parts: Number,
        tally: String,
      },
      [
        { keys: { project: 1, subject: 1 } },
        { keys: { project: 1, survey: 1, sequence: -1 } },
        { keys: { project: 1, tally: 1, doneAt: 1 } },
      ],
    ),
  )
  const plain = { _id: 0, project: 0, tally: 0, parts: 0 } as const
  const findResponses = groupFinds(responses, '_id')
  const updateResponses = groupUpdates(responses, ({ seq }, update) => seq === (update.$set as ResponseChange).seq)

  return {
    async find(project: string, id: string): Promise<StoredResponse | null> {
      const [stored] = await findResponses({ project, key: `${project}:${id}` })
      if (!stored) return null
      const { _id, project: _, tally, ...found } = stored
      return found
    },

    /** False where this id is there already. */
    async insert(project: string, response: StoredResponse): Promise<boolean> {
      const stored = {
        _id: `${project}:${response.id}`,
        project,
        ...response,
        tally: tallyOf(response.survey, response),
      }
      return isInserted(responses.create(stored))
    },

    /** Takes over a part, unless a later one came before it or the response is completed; doing it twice is doing it once. */
    async merge(
      project: string,
      { id, survey }: Pick<StoredResponse, 'id' | 'survey'>,
      change: ResponseChange,
    ): Promise<boolean> {
      return updateResponses({
        filter: { _id: `${project}:${id}`, project, seq: { $lt: change.seq }, state: { $ne: 'completed' } },
        update: { $set: { tally: tallyOf(survey, change), ...change }, $inc: { parts: 1 } },
      })
    },

    /** Counts a part that came too late to be taken over. */
    async countLate(project: string, id: string): Promise<void> {
      await responses.updateOne({ _id: `${project}:${id}`, project }, { $inc: { parts: 1 } })
    },

    /** What a subject was asked, newest first. */
    async ofSubject(project: string, subject: string): Promise<StoredResponse[]> {
      return responses.find({ project, subject }, plain).sort({ shownAt: -1 }).lean<StoredResponse[]>()
    },

    /** The newest of one survey before a place in the project's order. */
    async page(project: string, survey: string, before: number, most: number): Promise<StoredResponse[]> {
      return responses
        .find({ project, survey, sequence: trusted({ $lt: before }) }, plain)
        .sort({ sequence: -1 })
        .limit(most)
        .lean<StoredResponse[]>()
    },

    /** One survey's responses, one after the other, newest first. */
    each(project: string, survey: string): AsyncIterable<Pick<Response, 'state' | 'answers' | 'shownAt' | 'revision'>> {
      return responses
        .find({ project, survey }, { _id: 0, state: 1, answers: 1, shownAt: 1, revision: 1 })
        .sort({ sequence: -1 })
        .lean<Response>()
        .cursor()
    },

    /** How many responses of each survey have come to which stage. */
    async countByStage(project: string): Promise<Map<string, Map<Stage, number>>> {
      const rows = await responses.aggregate<{ _id: string | null; n: number }>([
        { $match: { project } },
        { $group: { _id: '$tally', n: { $sum: 1 } } },
      ])
      const counts = new Map<string, Map<Stage, number>>()
      for (const { _id, n } of rows) {
        const [survey = '', stage = 'shown'] = (_id ?? '').split(' ')
        counts.set(survey, (counts.get(survey) ?? new Map()).set(stage as Stage, n))
      }
      return counts
    },

    /** How many have completed one survey since an instant (ms). */
    async completedSince(project: string, survey: string, since: number): Promise<number> {
      const tally = tallyOf(survey, { state: 'completed', answers: [] })
      return responses.countDocuments({ project, tally, doneAt: trusted({ $gte: since }) })
    },

    async move(project: string, from: string, into: string): Promise<void> {
      await responses.updateMany({ project, subject: from }, { $set: { subject: into } })
    },
  }
}

export type ResponseStore = ReturnType<typeof responseStore>
