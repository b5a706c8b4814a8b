import type { AnswerContext } from './answer-context.ts'

/** What a product says of a subject in a signed token; flat. */
export type Attributes = Record<string, string | number | boolean>

/** Who is asking: a subject of one project, and since when they are known (ms); of a signed one also who they are. */
export type Identity = {
  subject: string
  since: number
  name?: string
  attributes?: Attributes
  /** The id of the identity secret that proves a signed token. */
  signedWith?: string
  /** Until when (ms) the signed token proves it. */
  provenUntil?: number
  /** What the page that they use says of itself. */
  context?: AnswerContext
}

/** Whether the product vouches for this subject; it can never be mistaken for an anonymous one. */
export const isSigned = (subject: string): boolean => subject.startsWith('user_')

export const subjectOf = (sub: string): string => `user_${sub}`
