import { closeClients, openClients } from './load.ts'
import type { Row } from './measure.ts'
import { type ServerProcess, startProcess } from './processes.ts'

const widgets = 5000

/** What an open page costs while nothing happens, and how long a change takes to all of them. */
export async function socketsBench(): Promise<Row[]> {
  const [own, bare] = [await measured('sluice-process.ts'), await measured('bare-process.ts')]
  const ratio = own.bytes / bare.bytes
  return [
    {
      ...{ name: `memory of each of ${widgets} idle widgets`, value: own.bytes / 1024, against: bare.bytes / 1024 },
      ...{ unit: 'KiB', ratio, promise: '≤ 1.3', kept: ratio <= 1.3 },
    },
    {
      ...{ name: 'a flag change until all have evaluated again', value: own.ms, against: bare.ms, unit: 'ms' },
      ...{ promise: '< 5000 ms', kept: own.ms < 5000 },
    },
  ]
}

async function measured(file: Parameters<typeof startProcess>[0]): Promise<{ bytes: number; ms: number }> {
  const server = await startProcess(file)
  // What the first connections load belongs to the server, not to each of them.
  closeClients(await openClients(server, 50))
  const before = await server.memory()
  const clients = await openClients(server, widgets)
  const bytes = ((await server.memory()) - before) / widgets
  const ms = await toldAll(server, clients)
  closeClients(clients)
  await server.close()
  return { bytes, ms }
}

async function toldAll(server: ServerProcess, clients: Awaited<ReturnType<typeof openClients>>): Promise<number> {
  const evaluated = clients.map(
    ({ socket, ask }) =>
      new Promise<void>((done, failed) =>
        socket.once('flags:changed', () => ask('flags:evaluate', {}).then(() => done(), failed)),
      ),
  )
  const from = performance.now()
  await server.change()
  await Promise.all(evaluated)
  return performance.now() - from
}
