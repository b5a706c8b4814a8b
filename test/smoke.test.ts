import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { io } from 'socket.io-client'
import type { Acknowledgement, WidgetRequests } from '../src/sockets/protocol.ts'
import { uuid } from './support/sluice.ts'

const root = resolve(import.meta.dirname, '..')
let folder: string

beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' })
  folder = await mkdtemp(join(tmpdir(), 'sluice-smoke-'))
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The built server as `npm start` runs it, once it has printed its address. */
async function startBuilt(more: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'warn', ...more },
  })
  const output = await outputUntil(child, /ready: (\S+)/)
  return { child, output, url: /ready: (\S+?)\/?\s/.exec(output)?.[1] ?? '' }
}

function outputUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = ''
  return new Promise((done, fail) => {
    const take = (chunk: Buffer) => {
      output += chunk
      if (pattern.test(output)) setImmediate(() => done(output))
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', (code) => fail(new Error(`Ended with ${code}: ${output}`)))
  })
}

const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once('exit', (code) => done(code)))

const widgetOf = (url: string, key: string, subject: string) => {
  const socket = io(`${url}/widget`, { transports: ['websocket'], reconnection: false, auth: { key, subject } })
  const ask = <Name extends keyof WidgetRequests>(name: Name, input: object = {}) =>
    socket.timeout(10_000).emitWithAck(name, input) as Promise<Acknowledgement<WidgetRequests[Name][1]>>
  return { socket, ask }
}

it('keeps every acknowledged write, once, through kill -9, and stops cleanly on SIGTERM', async () => {
  const first = await startBuilt()
  const key = /data-key="(client_[^"]+)"/.exec(await (await fetch(`${first.url}/demo`)).text())?.[1] ?? ''
  expect(first.output).toMatch(/\/console\/set-up\/\S+/)
  const issued = await fetch(`${first.url}/api/v1/subjects`, { method: 'POST', headers: { 'x-api-key': key } })
  const { token } = (await issued.json()) as { token: string }

  const acknowledged: string[] = []
  const gone = ended(first.child)
  const { ask } = widgetOf(first.url, key, token)
  const write = async () => {
    for (;;) {
      const id = uuid()
      const answer = await ask('feedback:send', { id, kind: 'idea', text: `Idea ${id}` })
      if (answer.ok) acknowledged.push(id)
      if (acknowledged.length === 40) first.child.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: 8 }, write))
  await gone
  expect(acknowledged.length).toBeGreaterThanOrEqual(40)

  const second = await startBuilt()
  const { ask: askAgain, socket } = widgetOf(second.url, key, token)
  const answer = await askAgain('conversation:list')
  if (!answer.ok) throw new Error(answer.problem.message)
  const stored = answer.data.conversations.map(({ id }) => id)
  expect(new Set(stored).size).toBe(stored.length)
  expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([])
  socket.close()

  second.child.kill('SIGTERM')
  expect(await ended(second.child)).toBe(0)
}, 60_000)

it('starts with DEMO=0 and nothing else, and refuses a second server on its folder', async () => {
  const own = join(folder, 'empty')
  const { child, url } = await startBuilt({ DEMO: '0', DATA_DIR: own })
  const ready = await fetch(`${url}/readyz`)
  expect(ready.status).toBe(200)
  await expect(startBuilt({ DEMO: '0', DATA_DIR: own })).rejects.toThrow(/cannot start: .*(use|another)/i)
  child.kill('SIGINT')
  expect(await ended(child)).toBe(0)
}, 60_000)

it.each([
  ['PORT', 'eighty'],
  ['TRUST_PROXY', 'everybody'],
  ['SESSION_SECRET', 'short'],
  ['PUBLIC_URL', 'example.org'],
  ['MONGODB_URI', 'http://example.org'],
  ['LOG_LEVEL', 'loud'],
  ['DEMO', 'no'],
])('names a setting that is wrong: %s', async (name, value) => {
  await expect(startBuilt({ [name]: value })).rejects.toThrow(new RegExp(`Settings: ${name} `))
})

it('says in one line that its data folder cannot be made', async () => {
  await expect(startBuilt({ DATA_DIR: '/proc/none' })).rejects.toThrow(/cannot start: .*ENOENT.*\/proc\/none/)
})
