import type { z } from 'zod'
import type { Actor } from '../accounts/account.ts'
import { allows, type Permission } from '../accounts/permission.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { ConsoleRequests } from './protocol.ts'
import { type SocketEvent, socketEvent } from './socket-event.ts'

/** Who sends on `/console`: a member, as they are now, from one of their pages. */
export type ConsoleCaller = { project: Project; actor: Actor; socket: string }

export type ConsoleEvent = SocketEvent<ConsoleCaller> & { permission: Permission }

/** Declares an event of the namespace `/console`: its shape, who may send it, and what it does. */
export const consoleEvent = <Name extends keyof ConsoleRequests, Read>(
  name: Name,
  {
    permission,
    shape,
    handle,
  }: {
    permission: Permission
    shape: z.ZodType<Read, ConsoleRequests[Name][0]>
    handle: (input: Read, caller: ConsoleCaller) => Promise<ConsoleRequests[Name][1]> | ConsoleRequests[Name][1]
  },
): ConsoleEvent => ({
  permission,
  ...socketEvent<ConsoleCaller, Read, ConsoleRequests[Name][1]>(name, {
    shape,
    handle(input, caller) {
      if (!allows(caller.actor.role, permission)) throw new Problem('forbidden', `You may not do this (${permission})`)
      return handle(input, caller)
    },
  }),
})
