import { newId } from '../src/base/id.ts'
import { type Client, closeClients, latencies, mostPerSecond, openClients, percentile } from './load.ts'
import { median, type Row } from './measure.ts'
import { startProcess } from './processes.ts'

const rounds = 5
const roundMs = 2000
/** So many people, each of whom sends the next when the one before is acknowledged, as the widget does. */
const people = 800
const text = 'Since the new editor I do not find undo any more; it was in the menu at the top right before. '.repeat(2)

type Showing = { id: string; seq: number }

const feedback = ({ ask }: Client) => ask('feedback:send', { id: newId(Date.now()), kind: 'problem', text })

/** What a page sends at each click in a survey of one question. */
const click = ({ ask }: Client, showing: Showing) =>
  ask('survey:answer', {
    ...{ id: newId(Date.now()), response: showing.id, seq: ++showing.seq, state: 'partial' },
    answers: [{ question: 'score', score: 9, ms: 1200 }],
  })

/** Lets each client be shown the survey once more; they may be asked eight times in all. */
async function showSurvey(clients: readonly Client[]): Promise<Map<Client, Showing>> {
  const asked = { survey: 'score', revision: 1, trigger: { on: 'event', name: 'saved' }, language: 'en' }
  const shown = clients.map(async (client): Promise<[Client, Showing]> => {
    const id = newId(Date.now())
    await client.ask('survey:ask', { ...asked, id })
    return [client, { id, seq: 0 }]
  })
  return new Map(await Promise.all(shown))
}

/** Answers that are on disk when they are acknowledged, against an echo of the same bytes. */
export async function feedbackBench(): Promise<Row[]> {
  const servers = [await startProcess('sluice-process.ts'), await startProcess('bare-process.ts')] as const
  const [own, bare] = [await openClients(servers[0], people), await openClients(servers[1], people)]
  for (const { ask } of own) await ask('asking:set', { budget: 'often' })
  let ofOwn = new Map<Client, Showing>()
  const ofBare: Showing = { id: newId(Date.now()), seq: 0 }
  const sends = {
    'answers to a survey': {
      async prepare() {
        ofOwn = await showSurvey(own)
      },
      send: (client: Client) => click(client, ofOwn.get(client) ?? ofBare),
    },
    feedback: { async prepare() {}, send: feedback },
  }
  const rows: Row[] = []
  for (const [name, { prepare, send }] of Object.entries(sends)) {
    const rates: [number[], number[]] = [[], []]
    for (let round = -1; round < rounds; round++) {
      await prepare()
      for (const [i, clients] of [own, bare].entries()) {
        const rate = await mostPerSecond(clients, roundMs, send)
        // The first round only warms up.
        if (round >= 0) rates[i]?.push(rate)
      }
    }
    const [value, against] = [median(rates[0]), median(rates[1])]
    rows.push({
      ...{ name: `${name} on disk, against an echo by bare Socket.io`, value, against, unit: '/s' },
      ...{ ratio: value / against, promise: '≥ 0.4', kept: value / against >= 0.4 },
    })
    await prepare()
    const p99 = percentile(await latencies(own, 300, 10_000, send), 0.99)
    rows.push({ name: `${name}: p99 at 300/s`, value: p99, unit: 'ms', promise: '< 100 ms', kept: p99 < 100 })
  }
  for (const clients of [own, bare]) closeClients(clients)
  for (const server of servers) await server.close()
  return rows
}
