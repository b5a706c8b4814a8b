import { inTurn } from '../base/in-turn.ts'
import type { Project } from '../projects/project.ts'
import type { AskFacts } from './ask-facts.ts'
import type { PlaceStore } from './place.store.ts'
import { type Cell, cellsFor, cellsKept, everybody } from './quota.ts'
import { openMs } from './response-state.ts'
import type { Survey } from './survey.ts'

type Held = { id: string; cells: readonly string[] }

/**
 * Quotas, which are hard: a place is taken before a survey is shown, is given back when it is put aside or after a day
 * without an end, and is kept when it is completed.
 */
export function placeService({ store }: { store: PlaceStore }) {
  /** Many who want the last place at the same moment would only make each other look again. */
  const turns = inTurn()

  /** Takes a place in each count, or none. */
  async function takeAll(
    project: Project,
    survey: Survey,
    response: string,
    cells: readonly Cell[],
    now: number,
  ): Promise<boolean> {
    for (const { cell, limit } of cells) {
      const wanted = { survey: survey.key, cell, response, limit }
      const turn = `${project.id}:${survey.key}:${cell}`
      if (await turns.run(turn, () => store.take(project.id, wanted, now, now + openMs))) continue
      await store.giveBack(project.id, response)
      return false
    }
    return true
  }

  return {
    /** Whether there is room for one more of this person, as far as can be seen without taking it. */
    async hasRoom(project: Project, survey: Survey, facts: AskFacts): Promise<boolean> {
      for (const { cell, limit } of cellsFor(survey, facts))
        if ((await store.inUse(project.id, survey.key, cell, facts.now)) >= limit) return false
      return true
    },

    /** Whether as many as were wanted in all have answered, or are answering. */
    async isFull(project: Project, { key, quota }: Pick<Survey, 'key' | 'quota'>, now: number): Promise<boolean> {
      return quota.total !== undefined && (await store.inUse(project.id, key, everybody, now)) >= quota.total
    },

    /** Takes room for one showing, for a day; undefined where there is none, or else the counts that it stands in. */
    async take(project: Project, survey: Survey, response: string, facts: AskFacts): Promise<string[] | undefined> {
      const cells = cellsFor(survey, facts)
      const isTaken = await takeAll(project, survey, response, cells, facts.now)
      return isTaken ? cells.map(({ cell }) => cell) : undefined
    },

    /** Makes sure of the room of a response that is about to be completed; false where others have got it meanwhile. */
    secure: (project: Project, survey: Survey, { id, cells }: Held, now: number): Promise<boolean> =>
      takeAll(project, survey, id, cellsKept(survey, cells), now),

    keep: (project: Project, response: string) => store.keep(project.id, response),
    giveBack: (project: Project, response: string) => store.giveBack(project.id, response),
  }
}

export type PlaceService = ReturnType<typeof placeService>
