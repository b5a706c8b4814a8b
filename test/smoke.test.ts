import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { io } from 'socket.io-client'
import type { Acknowledgement, WidgetRequests } from '../src/sockets/protocol.ts'
import { ended, startBuilt } from './support/built.ts'
import { uuid } from './support/sluice.ts'

const root = resolve(import.meta.dirname, '..')
let folder: string

beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' })
  folder = await mkdtemp(join(tmpdir(), 'sluice-smoke-'))
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The built server on this test's folder. */
const startHere = (more: Record<string, string> = {}) => startBuilt({ DATA_DIR: folder, LOG_LEVEL: 'warn', ...more })

const widgetOf = (url: string, key: string, subject: string) => {
  const socket = io(`${url}/widget`, { transports: ['websocket'], reconnection: false, auth: { key, subject } })
  const ask = <Name extends keyof WidgetRequests>(name: Name, input: object = {}) =>
    socket.timeout(10_000).emitWithAck(name, input) as Promise<Acknowledgement<WidgetRequests[Name][1]>>
  return { socket, ask }
}

it('keeps every acknowledged write, once, through kill -9, and stops cleanly on SIGTERM', async () => {
  const first = await startHere()
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

  const second = await startHere()
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
  const { child, url } = await startHere({ DEMO: '0', DATA_DIR: own })
  const ready = await fetch(`${url}/readyz`)
  expect(ready.status).toBe(200)
  await expect(startHere({ DEMO: '0', DATA_DIR: own })).rejects.toThrow(/cannot start: .*(use|another)/i)
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
  await expect(startHere({ [name]: value })).rejects.toThrow(new RegExp(`Settings: ${name} `))
})

it('says in one line that its data folder cannot be made', async () => {
  await expect(startHere({ DATA_DIR: '/proc/none' })).rejects.toThrow(/cannot start: .*ENOENT.*\/proc\/none/)
})
