import { z } from 'zod'
import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { NoticeService } from './notice.service.ts'
import { wireNoticeOf } from './notice.ts'

export const noticeEvents = (notices: NoticeService): SocketEvent<WidgetCaller>[] => [
  widgetEvent('notice:list', {
    shape: z.object({}),
    async handle(_input, { project, identity }) {
      return { notices: (await notices.unseen(project, identity.subject)).map(wireNoticeOf) }
    },
  }),
  widgetEvent('notice:seen', {
    shape: z.object({ id: z.string().max(64) }),
    async handle({ id }, { project, identity }) {
      await notices.see(project, identity.subject, id)
      return { id }
    },
  }),
]
