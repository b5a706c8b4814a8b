import type { z } from 'zod'
import { guardJson } from '../base/json-guard.ts'
import { invalidShape, Problem } from '../base/problem.ts'
import type { LimitName, More } from '../http/limits.ts'
import type { Acknowledgement, WireProblem } from './protocol.ts'

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
    const last = sent.at(-1)
    const acknowledge = typeof last === 'function' ? (last as (answer: Acknowledgement<unknown>) => void) : undefined
    const [name, ...inputs] = acknowledge ? sent.slice(0, -1) : sent
    const answer = acknowledge ? await answerTo(table.get(name), inputs, caller) : answerToUnheard(caller)
    if (acknowledge) acknowledge(answer)
    else if (!answer.ok) socket.emit('problem', { ...answer.problem, event: String(name).slice(0, 64) })
  }

  function answerToUnheard(caller: Caller): Acknowledgement<unknown> {
    try {
      admit('events', caller)
      throw new Problem('invalid', 'An event needs an acknowledgement function as its last argument')
    } catch (thrown) {
      return refused(thrown, onFault)
    }
  }

  async function answerTo(
    event: SocketEvent<Caller> | undefined,
    inputs: unknown[],
    caller: Caller,
  ): Promise<Acknowledgement<unknown>> {
    try {
      admit(event?.limit ?? 'events', caller)
      if (!event) throw new Problem('missing', 'There is no such event')
      if (inputs.length > 1) throw new Problem('invalid', 'Send one object and an acknowledgement function')
      guardJson(inputs[0])
      const input = event.shape.safeParse(inputs[0] ?? {})
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
export function refused(thrown: unknown, onFault: (fault: unknown) => void): { ok: false; problem: WireProblem } {
  if (thrown instanceof Problem) {
    const { kind, message, faults, retryAfter } = thrown
    return { ok: false, problem: { kind, message, faults, ...(retryAfter !== undefined && { retryAfter }) } }
  }
  onFault(thrown)
  return { ok: false, problem: { kind: 'unavailable', message: 'Something went wrong on our side', faults: [] } }
}
