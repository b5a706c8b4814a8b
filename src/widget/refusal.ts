import type { WireProblem } from '../sockets/protocol.ts'

/** The server understood, and said no; anything else that goes wrong on the way says nothing about what is stored. */
export class Refusal extends Error {
  readonly problem: WireProblem

  constructor(problem: WireProblem) {
    super(problem.message)
    this.name = 'Refusal'
    this.problem = problem
  }
}

/** Whether a message was refused because its pictures are not there any more: they have to be sent again before it. */
export const lacksPictures = (thrown: unknown): boolean =>
  thrown instanceof Refusal && thrown.problem.kind === 'missing' && thrown.problem.faults[0]?.field === 'attachments'
