import { rm } from 'node:fs/promises'
import { movingClock } from '../../src/base/clock.ts'
import { buildIndexes, connect } from '../../src/database/connect.ts'
import { demoStore } from '../../src/demo/demo.store.ts'
import { seedDemo } from '../../src/demo/seed.service.ts'
import { seededRandom } from '../../src/demo/seeded-random.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/server.ts'
import { sluiceBus } from '../../src/events.ts'
import { comingTo } from '../../src/flags/coming.ts'
import { mean } from '../../src/insights/score.ts'
import { services } from '../../src/services.ts'
import { memoryFolder } from '../support/memory-folder.ts'

const now = Date.parse('2026-11-23T15:20:00Z')
const day = 86_400_000

const faults: unknown[] = []

/** A new database, and all that seeds it as the server's start does. */
async function emptyDatabase() {
  const folder = await memoryFolder()
  const database = await startEmbeddedMongo({ folder, onFault: (fault) => faults.push(fault) })
  const open = async () => {
    const connection = await connect(database.uri)
    const clock = movingClock(0)
    const fail = (fault: unknown) => {
      throw fault
    }
    const all = services({ connection, clock, secret: 'secret', bus: sluiceBus(fail), random: seededRandom(7).bytes })
    const store = demoStore(connection)
    await buildIndexes(connection)
    return {
      connection,
      clock,
      store,
      services: all,
      seed: (parts: { clock?: typeof clock } = {}) => seedDemo({ services: all, clock, store, now, ...parts }),
    }
  }
  const close = async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { open, close }
}

type Opened = Awaited<ReturnType<Awaited<ReturnType<typeof emptyDatabase>>['open']>>

async function countsOf({ connection }: Opened) {
  const counts: Record<string, number> = {}
  for (const { collection } of Object.values(connection.models)) {
    const count = await collection.countDocuments()
    if (count > 0) counts[collection.name] = count
  }
  return counts
}

describe('the demo', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>
  const connections: Opened[] = []
  const open = async () => {
    const opened = await database.open()
    connections.push(opened)
    return opened
  }
  beforeEach(async () => {
    database = await emptyDatabase()
  })
  afterEach(async () => {
    for (const { connection } of connections.splice(0)) await connection.close()
    await database.close()
    expect(faults).toEqual([])
  })

  const expected = {
    projects: 1,
    flags: 3,
    subjects: 100,
    policies: 100,
    exposure_batches: 323,
    exposures: 467,
    snapshots: 53,
    survey_revisions: 1,
    survey_responses: 85,
    answer_parts: 85,
    askings: 85,
    conversation_ids: 16,
    installations: 1,
    conversations: 12,
    sequences: 1,
    demos: 1,
  }

  it('is made once, the same every time', async () => {
    const opened = await open()
    expect(await opened.seed()).toBe(true)
    expect(await countsOf(opened)).toEqual(expected)
    const again = await open()
    expect(await again.seed()).toBe(false)
    expect(await countsOf(again)).toEqual(expected)

    const { projects, installations, flags, policies, inbox, insights, subjects } = again.services
    const [project] = await projects.all()
    if (!project) throw new Error('There is no project')
    expect(project).toMatchObject({ key: 'notewell', name: 'Notewell', createdAt: now - 21 * day })
    const { connected = now, exposure, answer } = await installations.firstsOf(project.id)
    expect([exposure, connected < (answer ?? 0), connected > project.createdAt]).toEqual([connected, true, true])
    expect(await policies.countByChannel(project)).toEqual(
      new Map([
        ['stable', 75],
        ['beta', 18],
        ['canary', 7],
      ]),
    )
    expect(await inbox.counts(project)).toMatchObject({ open: 3, unread: 3 })
    const { conversations } = await inbox.list(project, { state: 'open' }, { cursor: undefined, limit: 10 })
    const [newest] = conversations
    expect(newest?.at).toBeLessThan(now)
    expect([...(await subjects.names(project, [newest?.subject ?? ''])).values()]).toEqual([expect.stringMatching(/ /)])

    const editor = await flags.find(project, 'new-editor')
    expect(editor.halts).toMatchObject([{ to: expect.any(Number) }])
    const greeting = await flags.find(project, 'welcome')
    expect(greeting.revisions.map(({ withdrawnAt }) => withdrawnAt !== undefined)).toEqual([false, true, false])

    const [asked] = (await insights.of(project, editor)).surveys
    expect(asked?.tally.fair).toMatchObject([
      { variant: 'off', n: 30, state: 'shown' },
      { variant: 'on', n: 31, state: 'shown' },
    ])
    const means = asked?.tally.fair.map((slice) => (slice.state === 'shown' ? mean(slice.histogram) : 0)) ?? []
    expect(means[1]).toBeGreaterThan((means[0] ?? 10) + 1)

    const all = await flags.all(project)
    for (const pace of ['steady', 'calm'] as const) {
      const person = { unit: 'anon_x', policy: { channel: 'stable', pace, timeZone: 'UTC' }, marks: [] }
      const titles = comingTo(all, person, ['stable', 'beta', 'canary'], now).map(({ title }) => title)
      expect(titles).toContain('A quieter greeting')
    }

    const [asksFirst] = await subjects.search(project, 'Femi Haddad', 1)
    if (!asksFirst) throw new Error('Nobody wants to be asked')
    const { policy, having, coming } = await opened.services.choices.of(project, asksFirst)
    expect(policy.pace).toBe('ask')
    expect(having.map(({ title }) => title)).toEqual(['New editor'])
    expect(coming.map(({ title, at }) => [title, at])).toEqual([
      ['Paste from anywhere', null],
      ['A new note list', null],
      ['A quieter greeting', null],
    ])
  }, 20_000)

  it('is made again after it was killed in the middle', async () => {
    const killed = await open()
    let moves = 0
    const { moveTo, ...clock } = killed.clock
    const dying = {
      ...clock,
      moveTo(instant: number) {
        if (++moves > 60) throw new Error('killed')
        moveTo(instant)
      },
    }
    await expect(killed.seed({ clock: dying })).rejects.toThrow('killed')
    expect((await countsOf(killed)).subjects).toBeGreaterThan(5)
    const next = await open()
    expect(await next.seed()).toBe(true)
    expect(await countsOf(next)).toEqual(expected)
  }, 20_000)

  it('is not made where there is a project, nor takes one that has its name away', async () => {
    const opened = await open()
    await opened.store.begin(now - 22 * day)
    await opened.services.projects.create({ key: 'notewell', name: 'Mine' })
    const next = await open()
    expect(await next.seed()).toBe(false)
    expect(await next.services.projects.all()).toMatchObject([{ key: 'notewell', name: 'Mine' }])
    expect(await countsOf(next)).toEqual({ projects: 1, demos: 1 })
  })
})
