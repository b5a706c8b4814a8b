import { newId } from '../src/base/id.ts'
import { type Client, closeClients, latencies, mostPerSecond, openClients, percentile } from './load.ts'
import type { Row } from './measure.ts'
import { startProcess } from './processes.ts'

const perSecond = 1000
const seconds = 20

const send = ({ ask }: Client) =>
  ask('exposure:seen', {
    ...{ id: newId(Date.now()), evaluatedAt: new Date().toISOString() },
    flags: [{ key: 'new-editor', variant: 'on', seconds: 1 }],
  })

/** Batches of one exposure each, the smallest that there are. */
export async function exposuresBench(): Promise<Row[]> {
  const server = await startProcess('sluice-process.ts')
  const clients = await openClients(server, 800)
  await latencies(clients, perSecond, 5000, send)
  const before = await server.memory()
  const times = await latencies(clients, perSecond, seconds * 1000, send)
  const grown = (await server.memory()) - before
  const most = await mostPerSecond(clients, 3000, send)
  closeClients(clients)
  await server.close()

  const p99 = percentile(times, 0.99)
  const perBatch = grown / (perSecond * seconds)
  return [
    { name: `p99 at ${perSecond}/s`, value: p99, unit: 'ms', promise: '< 500 ms', kept: p99 < 500 },
    {
      ...{ name: `memory that ${perSecond * seconds} of them leave behind, each`, value: perBatch, unit: 'bytes' },
      ...{ promise: '< 2048', kept: perBatch < 2048 },
    },
    { name: 'the most', value: most, unit: '/s', promise: `≥ ${perSecond}`, kept: most >= perSecond },
  ]
}
