import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { askerOf, type Limiter } from '../http/limiter.ts'
import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { inContext } from '../subjects/answer-context.ts'
import type { MergeService } from '../subjects/merge.service.ts'
import { refusedToken } from '../subjects/token-refusal.ts'

/** The event with which a page begins; it alone needs no subject yet, and its reply carries the new one's token. */
const first = 'flags:evaluate'

type Parts = {
  events: readonly SocketEvent<WidgetCaller>[]
  merges: Pick<MergeService, 'arrive'>
  limits: Pick<Limiter, 'admit'>
}

/** Every event of the widget over HTTP, for pages whose way to us lets no WebSocket through: same shapes, same replies. */
export const widgetEndpoints = ({ events, merges, limits }: Parts): Endpoint[] => [
  endpoint('POST /api/v1/widget/knock', {
    summary:
      'Where a page that its browser lets ask nothing else says so, with its key in a form: its project hears why',
    permission: 'client',
    reply: z.object({}),
    handle: () => ({}),
  }),
  ...events.map(({ name, shape, limit, limitMore, handle }) =>
    endpoint(`POST /api/v1/widget/${name.replace(':', '/')}`, {
      summary: `What the widget's socket does as ${name}`,
      permission: 'client',
      limit,
      body: shape,
      reply: z.unknown(),
      async handle({ project, subjectToken: subject, previousToken: previous, context, body, address }) {
        if (subject === undefined && name !== first) throw refusedToken('Say who is asking: send Sluice-Subject')
        const { identity, token } = await merges.arrive(project, { subject, previous })
        const asker = askerOf(project.id, identity.subject)
        limits.admit(limit, { subject: asker })
        const caller: WidgetCaller = { project, token, identity: inContext(project, identity, context) }
        const more = limitMore?.(body as never, caller)
        if (more) limits.admit(more.limit, { address, project: project.id, subject: asker }, more.amount)
        return handle(body as never, caller)
      },
    }),
  ),
]
