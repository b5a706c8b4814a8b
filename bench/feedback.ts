import { newId } from '../src/base/id.ts'
import { type Client, closeClients, latencies, mostPerSecond, openClients, percentile } from './load.ts'
import { median, type Row } from './measure.ts'
import { startProcess } from './processes.ts'

const rounds = 5
const roundMs = 2000
const depth = 8
const text = 'Since the new editor I do not find undo any more; it was in the menu at the top right before. '.repeat(2)

const send = ({ ask }: Client) => ask('feedback:send', { id: newId(Date.now()), kind: 'problem', text })

/** Answers that are on disk when they are acknowledged, against an echo of the same bytes. */
export async function feedbackBench(): Promise<Row[]> {
  const servers = [await startProcess('sluice-process.ts'), await startProcess('bare-process.ts')] as const
  const [own, bare] = [await openClients(servers[0], 100), await openClients(servers[1], 100)]
  const rates: [number[], number[]] = [[], []]
  for (let round = -1; round < rounds; round++)
    for (const [i, clients] of [own, bare].entries()) {
      const rate = await mostPerSecond(clients, depth, roundMs, send)
      // The first round only warms up.
      if (round >= 0) rates[i]?.push(rate)
    }
  const times = await latencies(own, 300, 10_000, send)
  for (const clients of [own, bare]) closeClients(clients)
  for (const server of servers) await server.close()

  const [value, against] = [median(rates[0]), median(rates[1])]
  const p99 = percentile(times, 0.99)
  return [
    {
      ...{ name: 'answers on disk, against an echo by bare Socket.io', value, against, unit: '/s' },
      ...{ ratio: value / against, promise: '≥ 0.4', kept: value / against >= 0.4 },
    },
    { name: 'p99 at 300/s', value: p99, unit: 'ms', promise: '< 100 ms', kept: p99 < 100 },
  ]
}
