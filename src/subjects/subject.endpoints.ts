import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'
import type { SubjectService } from './subject.service.ts'

export const subjectEndpoints = (subjects: SubjectService) => [
  endpoint('POST /api/v1/subjects', {
    summary: 'A token for a new anonymous subject, to be sent as Sluice-Subject; nothing is stored yet',
    permission: 'client',
    limit: 'token',
    reply: z.object({ token: z.string(), targetingKey: z.string() }),
    async handle({ project }) {
      const token = subjects.issue(project)
      return { token, targetingKey: (await subjects.identify(project, token)).subject }
    },
  }),
]
