import type { z } from 'zod'
import { guardJson } from '../base/json-guard.ts'
import { invalidShape, Problem } from '../base/problem.ts'
import type { LimitName, More } from '../http/limits.ts'
import type { Acknowledgement, Refusal, WireProblem } from './protocol.ts'

/** One event that a client may send, as it stands in the table of its namespace. */
export type SocketEvent<Caller> = {
  name: string
  shape: z.ZodType
  limit: LimitName
  limitMore?: (input: never, caller: Caller) => More | undefined
  handle: (input: never, caller: Caller) => unknown
}

/** Declares one socket event: name, shape and handler in one object; what the handler returns is acknowledged. */
export function socketEvent<Caller, Input, Reply>(
  name: string,
  {
    shape,
    limit = 'events',
    ...declared
  }: {
    shape: z.ZodType<Input>
    /** Left out: `events`. */
    limit?: LimitName
    /** Another limit that this input is held to as well. */
    limitMore?: (input: Input, caller: Caller) => More | undefined
    handle: (input: Input, caller: Caller) => Promise<Reply> | Reply
  },
): SocketEvent<Caller> {
  return { name, shape, limit, ...declared }
}

type Emitting = { emit(event: 'problem', problem: WireProblem & { event: string }): unknown }

type Dispatching<Caller> = {
  onFault: (fault: unknown) => void
  /** Refuses whoever sends more than they may. */
  admit: (limit: LimitName, caller: Caller, amount?: number) => void
}

/** Answers one incoming event: checks it, handles it, and always says how it went; a client may name it by anything. */
export function dispatcher<Caller>(events: readonly SocketEvent<Caller>[], { onFault, admit }: Dispatching<Caller>) {
  const table = new Map<unknown, SocketEvent<Caller>>(events.map((event) => [event.name, event]))

  return async (socket: Emitting, caller: Caller, sent: readonly unknown[]): Promise<void> => {
    const acknowledge = sent.at(-1)
    if (typeof acknowledge === 'function') acknowledge(await answerTo(sent, caller))
    else socket.emit('problem', { ...answerToUnheard(caller).problem, event: String(sent[0]).slice(0, 64) })
  }

  function answerToUnheard(caller: Caller): Refusal {
    try {
      admit('events', caller)
      throw new Problem('invalid', 'An event needs an acknowledgement function as its last argument')
    } catch (thrown) {
      return refused(thrown, onFault)
    }
  }

  /** `sent`: the name, at most one object, and the acknowledgement function. */
  async function answerTo(sent: readonly unknown[], caller: Caller): Promise<Acknowledgement<unknown>> {
    try {
      const event = table.get(sent[0])
      admit(event?.limit ?? 'events', caller)
      if (!event) throw new Problem('missing', 'There is no such event')
      if (sent.length > 3) throw new Problem('invalid', 'Send one object and an acknowledgement function')
      const said = sent.length === 3 ? sent[1] : undefined
      guardJson(said)
      const input = event.shape.safeParse(said ?? {})
      if (!input.success) throw invalidShape(input.error)
      const more = event.limitMore?.(input.data as never, caller)
      if (more) admit(more.limit, caller, more.amount)
      return { ok: true, data: await event.handle(input.data as never, caller) }
    } catch (thrown) {
      return refused(thrown, onFault)
    }
  }
}

/** A thrown refusal as it travels; our own faults are reported and stay without detail. */
export function refused(thrown: unknown, onFault: (fault: unknown) => void): Refusal {
  if (thrown instanceof Problem) {
    const { kind, message, faults, retryAfter } = thrown
    return { ok: false, problem: { kind, message, faults, ...(retryAfter !== undefined && { retryAfter }) } }
  }
  onFault(thrown)
  return { ok: false, problem: { kind: 'unavailable', message: 'Something went wrong on our side', faults: [] } }
}
