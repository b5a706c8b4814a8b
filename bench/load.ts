import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import type { ServerProcess } from './processes.ts'

export type Client = { socket: Socket; ask: (name: string, body: object) => Promise<unknown> }

type Answer = { ok: boolean; data?: unknown; problem?: { message: string } }

const atOnce = 100

/** So many widgets, each on a connection of its own. */
export async function openClients({ url, key }: Pick<ServerProcess, 'url' | 'key'>, count: number): Promise<Client[]> {
  const clients: Client[] = []
  while (clients.length < count) {
    const some = Array.from({ length: Math.min(atOnce, count - clients.length) }, () => open(url, key))
    clients.push(...(await Promise.all(some)))
  }
  return clients
}

function open(url: string, key: string): Promise<Client> {
  const socket = io(`${url}/widget`, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { key } })
  const ask = async (name: string, body: object) => {
    const answer: Answer = await socket.emitWithAck(name, body)
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.problem?.message}`)
    return answer.data
  }
  return new Promise((done, failed) => {
    socket.once('connect', () => done({ socket, ask }))
    socket.once('connect_error', failed)
  })
}

export function closeClients(clients: readonly Client[]): void {
  for (const { socket } of clients) socket.close()
}

/** How many a second are acknowledged when every client sends the next as soon as the one before is. */
export async function mostPerSecond(
  clients: readonly Client[],
  ms: number,
  send: (client: Client) => Promise<unknown>,
): Promise<number> {
  const from = performance.now()
  const until = from + ms
  let acknowledged = 0
  const keepSending = async (client: Client) => {
    while (performance.now() < until) {
      await send(client)
      acknowledged++
    }
  }
  await Promise.all(clients.map(keepSending))
  return (acknowledged / (performance.now() - from)) * 1000
}

/** The times (ms) to the acknowledgement, sorted, when so many a second are sent whether or not answers come. */
export async function latencies(
  clients: readonly Client[],
  perSecond: number,
  ms: number,
  send: (client: Client) => Promise<unknown>,
): Promise<number[]> {
  const from = performance.now()
  const times: number[] = []
  const sent: Promise<void>[] = []
  const total = (perSecond * ms) / 1000
  while (sent.length < total) {
    const due = Math.min(total, ((performance.now() - from) * perSecond) / 1000)
    while (sent.length < due) {
      // From the instant at which it was due, so that a stall of the sender's own is not left out.
      const start = from + (sent.length * 1000) / perSecond
      const client = clients[sent.length % clients.length] as Client
      sent.push(send(client).then(() => void times.push(performance.now() - start)))
    }
    await pause(1)
  }
  await Promise.all(sent)
  return times.sort((a, b) => a - b)
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
