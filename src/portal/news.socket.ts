import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { NewsService } from './news.service.ts'
import { newsTold } from './news-shape.ts'

export const newsEvents = (news: NewsService): SocketEvent<WidgetCaller>[] => [
  widgetEvent('news:told', {
    shape: newsTold,
    handle: (told, { project, identity }) => news.tell(project, identity, told),
  }),
]
