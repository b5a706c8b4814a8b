import { z } from 'zod'
import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { AskBudgetService } from './ask-budget.service.ts'
import { askBudget } from './ask-budget.ts'
import type { AskingService } from './asking.service.ts'
import type { HappeningService } from './happening.service.ts'
import { happening } from './happening.ts'
import type { ResponseService } from './response.service.ts'
import { answerPart, askDraft } from './response.ts'

type Parts = {
  asking: AskingService
  askBudgets: AskBudgetService
  responses: ResponseService
  happenings: HappeningService
}

export const surveyEvents = (parts: Parts): SocketEvent<WidgetCaller>[] => {
  const { asking, askBudgets, responses, happenings } = parts
  return [
    widgetEvent('survey:watch', {
      shape: z.object({}),
      handle: (_input, { project, identity }) => asking.watch(project, identity),
    }),
    widgetEvent('survey:ask', {
      shape: askDraft,
      limit: 'answers',
      handle: (draft, { project, identity }) => asking.ask(project, identity, draft),
    }),
    widgetEvent('survey:answer', {
      shape: answerPart,
      limit: 'answers',
      handle: (part, { project, identity }) => responses.answer(project, identity, part),
    }),
    widgetEvent('event:happened', {
      shape: happening,
      limit: 'answers',
      handle: (said, { project, identity }) => happenings.happened(project, identity, said),
    }),
    widgetEvent('asking:get', {
      shape: z.object({}),
      handle: (_input, { project, identity }) => askBudgets.get(project, identity.subject),
    }),
    widgetEvent('asking:set', {
      shape: z.object({ budget: askBudget }),
      handle: ({ budget }, { project, identity }) => askBudgets.set(project, identity.subject, budget),
    }),
  ]
}
