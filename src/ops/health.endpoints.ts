import { z } from 'zod'
import { Problem } from '../base/problem.ts'
import { endpoint } from '../http/endpoint.ts'

type Parts = { ping: () => Promise<unknown>; warnings: string[] }

export const healthEndpoints = ({ ping, warnings }: Parts) => [
  endpoint('GET /livez', {
    summary: 'The process answers',
    permission: 'public',
    reply: z.object({ ok: z.literal(true) }),
    handle: () => ({ ok: true as const }),
  }),
  endpoint('GET /readyz', {
    summary: 'The database answers too',
    permission: 'public',
    reply: z.object({ ok: z.literal(true), warnings: z.array(z.string()) }),
    async handle() {
      await ping().catch(() => {
        throw new Problem('unavailable', 'The database does not answer')
      })
      return { ok: true as const, warnings }
    },
  }),
]
