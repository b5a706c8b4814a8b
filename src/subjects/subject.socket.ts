import { z } from 'zod'
import { slug } from '../base/text.ts'
import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { SubjectService } from './subject.service.ts'

export const subjectEvents = (subjects: SubjectService, publicUrl: () => string): SocketEvent<WidgetCaller>[] => [
  widgetEvent('choices:open', {
    shape: z.object({ join: slug().optional() }),
    async handle({ join }, { project, identity }) {
      const code = await subjects.handOff(project, identity)
      const goingTo = join === undefined ? '' : `?join=${join}`
      return { url: `${publicUrl()}/me/${project.key}/enter/${code}${goingTo}` }
    },
  }),
]
