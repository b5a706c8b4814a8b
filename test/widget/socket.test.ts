import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { Project } from '../../src/projects/project.ts'
import type { WireFlags, WireProblem } from '../../src/sockets/protocol.ts'
import { socket } from '../../src/widget/socket.ts'
import { startSluice, type TestSluice, uuid } from '../support/sluice.ts'

let sluice: TestSluice
let project: Project
const ends: (() => void)[] = []

beforeAll(async () => {
  sluice = await startSluice()
  project = await sluice.project()
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
afterAll(async () => {
  await sluice.close()
  expect(sluice.faults).toEqual([])
})

/** A socket with all that happens to it, to be waited for. */
function open(credentials: object, origin = sluice.url) {
  const log: [what: string, said?: unknown][] = []
  const watchers = new Set<() => void>()
  const note = (what: string) => (said?: unknown) => {
    log.push([what, said])
    for (const look of watchers) look()
  }
  const line = socket({
    ...{ origin, namespace: '/widget', credentials: () => credentials },
    ...{ onConnect: note('in'), onDisconnect: note('out'), onFailure: note('failure'), onRefuse: note('refused') },
    on: (name, said) => note(name)(said),
    WebSocket: WebSocket as never,
  })
  ends.push(line.leave)
  return {
    line,
    log,
    /** What was said the `count`th time that it happened. */
    happens: (what: string, count = 1) =>
      new Promise<unknown>((done) => {
        function look(): void {
          const found = log.filter(([one]) => one === what)[count - 1]
          if (found) done(found[1])
        }
        watchers.add(look)
        look()
      }),
  }
}

const acknowledged = <Data>(answer: unknown) => (answer as { ok: true; data: Data }).data

it('comes in, asks several things at once, and hears what is pushed', async () => {
  const { line, happens } = open({ key: project.clientKey })
  await happens('in')
  const [flags, nothing] = await Promise.all([
    line.ask('flags:evaluate', {}, 5000),
    line.ask('conversation:list', {}, 5000),
  ])
  expect(acknowledged<WireFlags>(flags).subject).toMatch(/^anon\./)
  expect(nothing).toMatchObject({ ok: true, data: { conversations: [] } })
  expect(await line.ask('no:such', {}, 5000)).toMatchObject({ ok: false, problem: { kind: 'missing' } })

  const id = uuid()
  const text = 'Zeilen\numgebrochen, und 12[3]'
  await line.ask('feedback:send', { id, kind: 'idea', text }, 5000)
  await sluice.services.conversations.reply(project, id, { id: uuid(), text: 'Ja' }, { name: 'Ada' })
  expect(await happens('conversation:message')).toMatchObject({ conversation: id, message: { text: 'Ja' } })
})

it('is told why it is refused, and does not try again by itself', async () => {
  const { line, log, happens } = open({ key: 'client_unknown' })
  const problem = (await happens('refused')) as WireProblem
  expect(problem).toMatchObject({ kind: 'unauthenticated', message: 'This client key is not known' })
  expect(line.isConnected()).toBe(false)
  expect(log).toHaveLength(1)
})

it('comes in anew when it is told to, and what it was asking is answered to nobody', async () => {
  const { line, happens } = open({ key: project.clientKey })
  await happens('in')
  const asked = line.ask('conversation:list', {}, 5000)
  line.connect()
  await expect(asked).rejects.toThrow('The connection has ended')
  await expect(line.ask('conversation:list', {}, 5000)).rejects.toThrow('Not connected')
  await happens('in', 2)
  await expect(line.ask('conversation:list', {}, 5000)).resolves.toMatchObject({ ok: true })
})

it('says that there is no server, again and again', async () => {
  const { happens } = open({}, 'http://127.0.0.1:1')
  await happens('failure')
  await happens('failure', 2)
})

/** A server that lets everybody in and then does what the test says. */
async function madeServer(then: (client: WebSocket) => void, open = { pingInterval: 40, pingTimeout: 40 }) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((done) => server.once('listening', done))
  server.on('connection', (client) => {
    client.send(`0${JSON.stringify({ sid: 'a', upgrades: [], maxPayload: 1000, ...open })}`)
    client.on('message', (data) => {
      if (!String(data).startsWith('40/widget,')) return
      client.send('40/widget,{"sid":"b"}')
      then(client)
    })
  })
  ends.push(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('gives up a connection on which the server is silent', async () => {
  const { happens } = open({}, await madeServer(() => {}))
  await happens('in')
  await happens('out')
})

it('notices that the server sends it away', async () => {
  const { line, happens } = open({}, await madeServer((client) => client.send('41/widget,')))
  await happens('in')
  await happens('out')
  expect(line.isConnected()).toBe(false)
})

it('answers each beat of the server', async () => {
  let beats = 0
  const heard = new Promise<void>((done) => {
    void madeServer((client) => {
      client.on('message', (data) => {
        if (String(data) !== '3') return
        if (++beats === 3) done()
        else client.send('2')
      })
      client.send('2')
    }).then((url) => open({}, url))
  })
  await heard
  expect(beats).toBe(3)
})

it('waits no longer than it was told to', async () => {
  const { line, happens } = open({}, await madeServer(() => {}, { pingInterval: 25_000, pingTimeout: 20_000 }))
  await happens('in')
  await expect(line.ask('flags:evaluate', {}, 10)).rejects.toThrow('No answer in time')
})
