import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../src/database/connect.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/server.ts'
import { ended, startBuilt } from '../support/built.ts'
import { sendStubbornly } from './stubborn-clients.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-killed-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The built server on this test's folder; everybody comes from one address, so nothing is limited. */
const startHere = () => startBuilt({ DATA_DIR: folder, LOG_LEVEL: 'warn', RATE_LIMITS: '0' })

it('keeps what 200 sockets send, once each, while it is killed twice, and stops cleanly on SIGTERM', async () => {
  let running = startHere()
  const first = await running
  const key = /data-key="(client_[^"]+)"/.exec(await (await fetch(`${first.url}/demo`)).text())?.[1] ?? ''
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
