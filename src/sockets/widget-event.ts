import type { z } from 'zod'
import type { LimitName, More } from '../http/limits.ts'
import type { WidgetCaller } from './entrance.ts'
import type { WidgetRequests } from './protocol.ts'
import { type SocketEvent, socketEvent } from './socket-event.ts'

/** Declares an event of the namespace `/widget` with the types that the widget is compiled against. */
export const widgetEvent = <Name extends keyof WidgetRequests, Read>(
  name: Name,
  declaration: {
    shape: z.ZodType<Read, WidgetRequests[Name][0]>
    /** Left out: `events`. */
    limit?: LimitName
    /** Another limit that this input is held to as well. */
    limitMore?: (input: Read, caller: WidgetCaller) => More | undefined
    handle: (input: Read, caller: WidgetCaller) => Promise<WidgetRequests[Name][1]>
  },
): SocketEvent<WidgetCaller> => socketEvent(name, declaration)
