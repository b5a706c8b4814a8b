import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { connect } from '../src/database/connect.ts'
import { startEmbeddedMongo } from '../src/embedded-mongo/server.ts'
import { ended, startBuilt } from './support/built.ts'
import { sendStubbornly } from './support/stubborn-clients.ts'

const root = resolve(import.meta.dirname, '..')
let folder: string

beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'pipe' })
  folder = await mkdtemp(join(tmpdir(), 'sluice-smoke-'))
}, 60_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The built server on this test's folder. */
const startHere = (more: Record<string, string> = {}) => startBuilt({ DATA_DIR: folder, LOG_LEVEL: 'warn', ...more })

it('keeps what 200 sockets send, once each, while it is killed twice, and stops cleanly on SIGTERM', async () => {
  let running = startHere()
  const first = await running
  const key = /data-key="(client_[^"]+)"/.exec(await (await fetch(`${first.url}/demo`)).text())?.[1] ?? ''
  expect(first.output).toMatch(/\/console\/set-up\/\S+/)
  const issue = async () => {
    const issued = await fetch(`${first.url}/api/v1/subjects`, { method: 'POST', headers: { 'x-api-key': key } })
    return ((await issued.json()) as { token: string }).token
  }
  const tokens = await Promise.all(Array.from({ length: 200 }, issue))

  let acknowledged = 0
  async function crash(): Promise<Awaited<typeof running>> {
    const { child } = await running
    const gone = ended(child)
    child.kill('SIGKILL')
    await gone
    return startHere()
  }
  const clients = await sendStubbornly(tokens, {
    ...{ key, flag: { key: 'note-list', variant: 'cosy' }, rounds: 2 },
    serverNow: async () => (await running).url,
    onAcknowledged() {
      if (++acknowledged === 200 || acknowledged === 500) running = crash()
    },
  })
  expect(acknowledged).toBe(200 * 4)
  const { child } = await running
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(0)

  const stored = await readStored(join(folder, 'db'))
  const sent = new Set(clients.flatMap(({ feedback }) => feedback))
  const ours = stored.conversations.filter(({ id, messages }) => sent.has(id) && messages.length === 1)
  expect(new Set(ours.map(({ id }) => id))).toEqual(sent)
  const batches = clients.flatMap(({ exposures }) => exposures)
  expect(batches.filter((id) => !stored.batches.has(id))).toEqual([])
  const senders = new Set(ours.map(({ subject }) => subject))
  const seen = stored.seen.filter(({ subject }) => senders.has(subject))
  expect(seen.map(({ times }) => times)).toEqual(Array(200).fill(2))
  expect(new Set(stored.sequences).size).toBe(stored.sequences.length)
}, 120_000)

type Conversation = { id: string; subject: string; messages: object[]; sequence: number }
type Batch = { _id: string; subject: string; sequence: number }
type Seen = { subject: string; flag: string; times: number }

/** What a server that has ended left in its folder. */
async function readStored(dataFolder: string) {
  const database = await startEmbeddedMongo({ folder: dataFolder, onFault: (fault) => expect(fault).toBeUndefined() })
  const connection = await connect(database.uri)
  const conversations = await connection.collection<Conversation>('conversations').find().toArray()
  const batches = await connection.collection<Batch>('exposure_batches').find().toArray()
  const seen = await connection.collection<Seen>('exposures').find().toArray()
  await connection.close()
  await database.close()
  return {
    ...{ conversations, seen },
    batches: new Set(batches.map(({ _id }) => _id.split(':')[1])),
    sequences: [...conversations, ...batches].map(({ sequence }) => sequence),
  }
}

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
