import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { inTurn } from '../base/in-turn.ts'
import { Problem } from '../base/problem.ts'
import { idConflict, type Receipt, receiptOf } from '../base/receipt.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { HappeningStore } from './happening.store.ts'
import { dayOf, type Happening, keptDays } from './happening.ts'

const mostNames = 50

type Parts = {
  store: HappeningStore
  remember: (project: Project, identity: Identity) => Promise<void>
  sequence: (project: string) => Promise<number>
  clock: Clock
}

/** What happens in the product, for triggers and for the estimate of whom they would reach. */
export function happeningService({ store, remember, sequence, clock }: Parts) {
  const turns = inTurn()

  async function happened(project: Project, identity: Identity, { id, ...said }: Happening): Promise<Receipt> {
    const { subject } = identity
    const [now, digest] = [clock.now(), digestOf(said)]
    const day = dayOf(id, now)
    const before = await store.noted(project.id, subject, day, said.name, id)
    if (before) {
      if (before.digest !== digest) throw idConflict()
      return receiptOf(before)
    }
    if ((await store.countOthers(project.id, subject, day, said.name)) >= mostNames)
      // Not `limited`: it would be sent again and again, and always be of that day.
      throw new Problem('conflict', `More than ${mostNames} kinds of events in one day are not kept`)
    const [place] = await Promise.all([sequence(project.id), remember(project, identity)])
    const note = { id, digest, at: now, sequence: place }
    const isNew = await store.note(project.id, subject, day, said, note)
    if (isNew) await store.forgetBefore(project.id, subject, day - keptDays)
    return receiptOf((await store.noted(project.id, subject, day, said.name, id)) ?? note)
  }

  return {
    /** Notes that something happened; the same again gives the same receipt. One by one, for a day has room for so many names. */
    happened: (project: Project, identity: Identity, said: Happening): Promise<Receipt> =>
      turns.run(`${project.id}:${identity.subject}`, () => happened(project, identity, said)),

    /** What one subject did becomes another's. */
    move: (project: Project, from: string, into: string) => store.move(project.id, from, into),
  }
}

export type HappeningService = ReturnType<typeof happeningService>
