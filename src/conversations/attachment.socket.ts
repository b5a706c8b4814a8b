import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { AttachmentService } from './attachment.service.ts'
import { pictureDraft } from './attachment.ts'

export const attachmentEvents = (
  attachments: AttachmentService,
  publicUrl: () => string,
): SocketEvent<WidgetCaller>[] => [
  widgetEvent('attachment:ticket', {
    shape: pictureDraft,
    limit: 'tickets',
    limitMore: ({ bytes }) => ({ limit: 'pictures', amount: bytes / 1024 / 1024 }),
    async handle(draft, { project, identity }) {
      const { code, expiresAt } = await attachments.ticket(project, identity, draft)
      const url = `${publicUrl()}/api/v1/attachments/${draft.id}`
      return { url, ticket: code, expiresAt: new Date(expiresAt).toISOString() }
    },
  }),
]
