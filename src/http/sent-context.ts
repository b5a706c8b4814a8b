import type { Request } from 'express'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import { type AnswerContext, readContext } from '../subjects/answer-context.ts'

/** What the header `Sluice-Context` says (JSON in base64url); refused with each field that cannot be taken. */
export function sentContext(request: Request, project: Project): AnswerContext {
  const header = request.get('sluice-context')
  if (header === undefined) return {}
  const { context, faults } = readContext(project, decoded(header))
  if (faults.length === 0) return context
  const named = faults.map(({ field, message }) => ({ field: `Sluice-Context: ${field}`, message }))
  throw new Problem('invalid', `${named[0]?.field}: ${named[0]?.message}`, named)
}

function decoded(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
  } catch {
    const message = 'Send JSON in base64url'
    throw new Problem('invalid', `Sluice-Context: ${message}`, [{ field: 'Sluice-Context', message }])
  }
}
