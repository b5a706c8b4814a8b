import type { ErrorRequestHandler, Request, Response } from 'express'
import { newId } from '../base/id.ts'
import { type FieldFault, Problem, type ProblemKind } from '../base/problem.ts'

/** The status of each kind of refusal. */
export const statusOf: Record<ProblemKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  limited: 429,
  unavailable: 503,
}

/** A refusal ready to be sent: its status, and words for the person who gets it. */
export type Refusal = {
  status: number
  kind: ProblemKind | 'fault'
  message: string
  faults: readonly FieldFault[]
  /** In seconds. */
  retryAfter?: number | undefined
  /** For a fault of ours: what the log calls it. */
  id?: string
}

/** What to answer to whatever was thrown; our own faults get an id and no detail. */
function refusalOf(thrown: unknown, onFault: (fault: unknown, id: string) => void): Refusal {
  if (thrown instanceof Problem) {
    const { kind, message, faults, retryAfter } = thrown
    return { status: statusOf[kind], kind, message, faults, retryAfter }
  }
  const fromParser = parserRefusal(thrown)
  if (fromParser) return fromParser
  const id = newId(Date.now())
  onFault(thrown, id)
  return {
    status: 500,
    kind: 'fault',
    message: `Something went wrong on our side. It is logged as ${id}.`,
    faults: [],
    id,
  }
}

/** What to answer where Express or one of its body parsers threw: they do so with a status and a type. */
export function parserRefusal(thrown: unknown): Refusal | undefined {
  if (!(thrown instanceof Error) || !('status' in thrown) || typeof thrown.status !== 'number') return undefined
  if (thrown.status < 400 || thrown.status >= 500) return undefined
  const type = 'type' in thrown ? String(thrown.type) : ''
  const words: Record<string, string> = {
    'entity.parse.failed': 'The body is not valid JSON',
    'entity.too.large': 'The body is larger than 64 KiB',
    'encoding.unsupported': 'A compressed body is not accepted; send it as it is',
    'upload.unsupported': 'Files of this type are not taken here',
    'upload.too.large': 'The body is larger than was said, or than may be sent at all',
    'upload.aborted': 'The body did not arrive whole',
    'charset.unsupported': 'Send the body in UTF-8',
    'media.unsupported': 'Send the body as application/json',
    'parameters.too.many': 'The form has too many fields',
  }
  return { status: thrown.status, kind: 'invalid', message: words[type] ?? 'The request cannot be read', faults: [] }
}

/** Answers as `application/problem+json` (RFC 9457), with `kind` and `faults` beside the standard members. */
function sendProblem(response: Response, refusal: Refusal): void {
  const { status, kind, message, faults, id } = refusal
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({ type: 'about:blank', title: kind, status, detail: message, kind, faults, ...(id && { id }) }),
    )
}

/** The last handler: JSON for programs, a page for people. */
export function problemHandler(
  onFault: (fault: unknown, id: string) => void,
  renderPage: (refusal: Refusal, request: Request, response: Response) => string,
): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) return next(thrown)
    const refusal = refusalOf(thrown, onFault)
    if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', String(refusal.retryAfter))
    if (request.accepts(['json', 'html']) === 'html')
      response
        .status(refusal.status)
        .type('html')
        .send(renderPage(refusal, request, response))
    else sendProblem(response, refusal)
  }
}
