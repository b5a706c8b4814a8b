import { newId } from '../src/base/id.ts'
import { type Client, closeClients, latencies, mostPerSecond, openClients, percentile } from './load.ts'
import { median, type Row } from './measure.ts'
import { startProcess } from './processes.ts'

const rounds = 5
const roundMs = 2000
const depth = 8
const text = 'Since the new editor I do not find undo any more; it was in the menu at the top right before. '.repeat(2)

type Showing = { id: string; seq: number }

const feedback = ({ ask }: Client) => ask('feedback:send', { id: newId(Date.now()), kind: 'problem', text })

/** What a page sends at each click in a survey of one question. */
const click = ({ ask }: Client, showing: Showing) =>
  ask('survey:answer', {
    ...{ id: newId(Date.now()), response: showing.id, seq: ++showing.seq, state: 'partial' },
    answers: [{ question: 'score', score: 9, ms: 1200 }],
  })

/** Lets each client be shown the survey as often as it has answers on the way. */
async function showSurvey(clients: readonly Client[]): Promise<Map<Client, Showing[]>> {
  const shown = clients.map(async (client): Promise<[Client, Showing[]]> => {
    await client.ask('asking:set', { budget: 'often' })
    const showings = Array.from({ length: depth }, () => ({ id: newId(Date.now()), seq: 0 }))
    const asked = { survey: 'score', revision: 1, trigger: { on: 'event', name: 'saved' }, language: 'en' }
    for (const { id } of showings) await client.ask('survey:ask', { ...asked, id })
    return [client, showings]
  })
  return new Map(await Promise.all(shown))
}

/** Answers that are on disk when they are acknowledged, against an echo of the same bytes. */
export async function feedbackBench(): Promise<Row[]> {
  const servers = [await startProcess('sluice-process.ts'), await startProcess('bare-process.ts')] as const
  const [own, bare] = [await openClients(servers[0], 100), await openClients(servers[1], 100)]
  const ofOwn = await showSurvey(own)
  const ofBare = new Map(bare.map((client) => [client, [{ id: newId(Date.now()), seq: 0 }]]))
  const sends = {
    'answers to a survey': (client: Client) => {
      const showings = ofOwn.get(client) ?? ofBare.get(client) ?? []
      const next = showings.shift() as Showing
      showings.push(next)
      return click(client, next)
    },
    feedback,
  }
  const rows: Row[] = []
  for (const [name, send] of Object.entries(sends)) {
    const rates: [number[], number[]] = [[], []]
    for (let round = -1; round < rounds; round++)
      for (const [i, clients] of [own, bare].entries()) {
        const rate = await mostPerSecond(clients, depth, roundMs, send)
        // The first round only warms up.
        if (round >= 0) rates[i]?.push(rate)
      }
    const [value, against] = [median(rates[0]), median(rates[1])]
    rows.push({
      ...{ name: `${name} on disk, against an echo by bare Socket.io`, value, against, unit: '/s' },
      ...{ ratio: value / against, promise: '≥ 0.4', kept: value / against >= 0.4 },
    })
    const p99 = percentile(await latencies(own, 300, 10_000, send), 0.99)
    rows.push({ name: `${name}: p99 at 300/s`, value: p99, unit: 'ms', promise: '< 100 ms', kept: p99 < 100 })
  }
  for (const clients of [own, bare]) closeClients(clients)
  for (const server of servers) await server.close()
  return rows
}
