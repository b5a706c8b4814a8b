import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { ExposureService } from './exposure.service.ts'
import { exposureBatch } from './exposure.ts'

export const exposureEvents = (exposures: ExposureService): SocketEvent<WidgetCaller>[] => [
  widgetEvent('exposure:seen', {
    shape: exposureBatch,
    limit: 'exposures',
    handle: (batch, { project, identity }) => exposures.record(project, identity, batch),
  }),
]
