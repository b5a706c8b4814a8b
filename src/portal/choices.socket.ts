import { z } from 'zod'
import { choiceDraft } from '../pacing/change-policy.ts'
import type { WidgetCaller } from '../sockets/entrance.ts'
import type { SocketEvent } from '../sockets/socket-event.ts'
import { widgetEvent } from '../sockets/widget-event.ts'
import type { ChoicesService } from './choices.service.ts'
import { changeKeepEvent, changeNowEvent, holdChoice, holdEndEvent, previewEvent } from './choices-shape.ts'

/** What the JSON API offers of a subject's choices, over the widget's connection. */
export const choicesEvents = (choices: ChoicesService): SocketEvent<WidgetCaller>[] => [
  widgetEvent('choices:get', {
    shape: z.strictObject({}),
    handle: (_input, { project, identity }) => choices.of(project, identity),
  }),
  widgetEvent('choices:set', {
    shape: choiceDraft,
    handle: (draft, { project, identity }) => choices.choose(project, identity, draft),
  }),
  widgetEvent('choices:preview', {
    shape: choiceDraft,
    handle: (draft, { project, identity }) => choices.compare(project, identity, draft),
  }),
  widgetEvent('default:follow', {
    shape: z.strictObject({}),
    handle: (_input, { project, identity }) => choices.followDefault(project, identity),
  }),
  widgetEvent('default:leave', {
    shape: z.strictObject({}),
    handle: (_input, { project, identity }) => choices.leaveDefault(project, identity),
  }),
  widgetEvent('default:preview', {
    shape: z.strictObject({}),
    handle: (_input, { project, identity }) => choices.compareDefault(project, identity),
  }),
  widgetEvent('hold:set', {
    shape: holdChoice,
    handle: (draft, { project, identity }) => choices.hold(project, identity, draft),
  }),
  widgetEvent('hold:preview', {
    shape: holdChoice,
    handle: (draft, { project, identity }) => choices.compareHold(project, identity, draft),
  }),
  widgetEvent('hold:end', {
    shape: holdEndEvent,
    handle: ({ from }, { project, identity }) => choices.endHold(project, identity, from),
  }),
  widgetEvent('change:now', {
    shape: changeNowEvent,
    handle: ({ flag, revision }, { project, identity }) => choices.getNow(project, identity, flag, revision),
  }),
  widgetEvent('change:keep', {
    shape: changeKeepEvent,
    handle: ({ flag, keep }, { project, identity }) => choices.keepOld(project, identity, flag, keep),
  }),
  widgetEvent('preview:set', {
    shape: previewEvent,
    handle: ({ flag, on }, { project, identity }) => choices.preview(project, identity, flag, on),
  }),
]
