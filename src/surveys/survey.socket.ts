import { z } from 'zod'
import type { WidgetCaller } from '../sockets/server.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import { responseDraft } from './single-response.ts'
import type { SurveyService } from './survey.service.ts'

export const surveyEvents = (surveys: SurveyService): SocketEvent<WidgetCaller>[] => [
  widgetEvent('survey:next', {
    shape: z.object({}),
    handle: async (_input, { project, identity }) => ({ question: await surveys.next(project, identity) }),
  }),
  widgetEvent('survey:answer', {
    shape: responseDraft,
    handle: (draft, { project, identity }) => surveys.answer(project, identity, draft),
  }),
]
