import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../src/database/connect.ts'
import { seededRandom } from '../src/demo/seeded-random.ts'
import { startEmbeddedMongo } from '../src/embedded-mongo/server.ts'
import type { ChosenOne } from '../src/flags/chosen.ts'
import type { Flag } from '../src/flags/flag.ts'
import { forecast } from '../src/flags/forecast.ts'
import { policyQueries } from '../src/pacing/policy.queries.ts'
import { policyStore } from '../src/pacing/policy.store.ts'
import { type PaceName, type Policy, paceName } from '../src/pacing/policy.ts'
import { type PolicyGroup, policyKey, policyOfKey } from '../src/pacing/policy-key.ts'
import { dayMs } from '../src/pacing/zoned-time.ts'
import { alternating, type Row } from './measure.ts'

const now = Date.UTC(2026, 10, 23, 9)
const ladder = ['stable', 'beta', 'canary']
const zones = Intl.supportedValuesOf('timeZone')
const shares = { first: 40, early: 15, steady: 25, calm: 12, seasonal: 4, ask: 4 } satisfies Record<PaceName, number>
const paces = paceName.options.flatMap((pace) => Array.from({ length: shares[pace] }, () => pace))

/**
 * As people choose: most in a few of all time zones, one in two hundred with a window of their own, one in two thousand
 * with a hold that goes on.
 */
function groupsOf(subjects: number): PolicyGroup[] {
  const random = seededRandom(7)
  const counts = new Map<string, number>()
  for (let i = 0; i < subjects; i++) {
    const key = policyKey(choice(random), now)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, people]) => ({ policy: policyOfKey(key), people }))
}

function choice(random: ReturnType<typeof seededRandom>): Policy {
  const pace = random.pick(paces)
  const zone = zones[Math.floor(random.next() ** 6 * zones.length)] ?? 'UTC'
  const start = random.pick(['07:00', '09:00', '12:00', '18:00', '21:00'])
  const days = random.pick([[1], [2], [5], [6], [1, 2, 3, 4, 5]])
  const from = now - Math.floor(random.next() * 14) * dayMs
  return {
    channel: ladder[Math.floor(random.next() ** 2 * 3)] ?? 'stable',
    pace,
    timeZone: zone,
    ...(random.next() < 0.005 && { window: { days, start } }),
    ...(random.next() < 0.0005 && { holds: [{ from, to: from + 21 * dayMs }] }),
  }
}

/** Three revisions on the way: the oldest everywhere, the newest widened twice. */
const flag: Flag = {
  ...{ key: 'editor', title: 'New editor', description: '', kind: 'paced', type: 'boolean', off: 'off' },
  variants: [
    { key: 'on', name: 'New', value: true },
    { key: 'off', name: 'Old', value: false },
  ],
  revisions: [
    { days: 40, steps: [{ days: 40, reach: { stable: 100_000 } }] },
    { days: 20, steps: [{ days: 20, reach: { beta: 50_000, canary: 100_000 } }] },
    {
      days: 10,
      steps: [
        { days: 10, reach: { stable: 0, beta: 20_000, canary: 100_000 } },
        { days: 5, reach: { stable: 5_000, beta: 50_000, canary: 100_000 } },
        { days: 1, reach: { stable: 20_000, beta: 100_000, canary: 100_000 } },
      ],
    },
  ].map(({ days, steps }, i) => ({
    ...{ number: i + 1, at: now - days * dayMs, by: 'Ada', class: 'feature', urgent: false, announced: true },
    weights: { on: 100_000 },
    steps: steps.map(({ days, reach }) => ({ at: now - days * dayMs, reach: { ...reach } as Record<string, number> })),
  })),
  ...{ salt: 'salt', halts: [], kills: [], createdAt: now - 60 * dayMs, version: 1 },
}

const instants = Array.from({ length: 60 }, (_, i) => now + (i - 20) * dayMs)

/** As many as are looked at one by one: they chose for the first time since the oldest revision, and some keep the old one. */
function onesOf(count: number): ChosenOne[] {
  const random = seededRandom(9)
  return Array.from({ length: count }, (_, i) => {
    const since = now - Math.floor(random.next() * 40) * dayMs
    const marks = [{ policy: { channel: 'stable', pace: 'first', timeZone: 'UTC' } as const, until: since }]
    const keeps = random.next() < 0.2 ? [{ revision: 1, from: now - dayMs, to: now + 9 * dayMs }] : []
    const own = { [flag.key]: { pulls: [], keeps, previews: [] } }
    return { person: { unit: `u${i}`, policy: { ...choice(random), since }, marks, own }, people: 40 }
  })
}

const run = (groups: readonly PolicyGroup[], ones: readonly ChosenOne[] = []) =>
  forecast({ flag, ladder, groups, ones, now, instants })

export async function forecastBench(): Promise<Row[]> {
  const [small, large] = [groupsOf(10_000), groupsOf(1_000_000)]
  const fewer = large.map((group) => ({ ...group, people: Math.ceil(group.people / 100) }))
  const half = large.filter((_, i) => i % 2 === 0)
  const ones = onesOf(500)
  const tasks = [small, large, fewer, half].map((groups) => () => run(groups))
  const timed = await alternating([...tasks, () => run(large, ones)], 25)
  const [ofSmall = 0, ofLarge = 0, ofFewer = 0, ofHalf = 0, withOnes = 0] = timed
  const counted = await countingTime()
  const kept = (value: number, most: number) => ({ value, unit: 'ms', kept: value < most })
  return [
    {
      ...{ name: `1 000 000 subjects with ${large.length} distinct policies`, against: ofSmall },
      ...{ ...kept(ofLarge, 100), ratio: ofLarge / ofSmall, promise: `< 100 ms (10 000 with ${small.length})` },
    },
    {
      ...{ name: 'the same policies, a hundred times the subjects', against: ofFewer, ratio: ofLarge / ofFewer },
      ...{ value: ofLarge, unit: 'ms', promise: 'within 1.2 times', kept: ofLarge / ofFewer < 1.2 },
    },
    {
      ...{ name: 'twice the distinct policies', against: ofHalf, ratio: ofLarge / ofHalf },
      ...{ value: ofLarge, unit: 'ms', promise: 'within 2.4 times', kept: ofLarge / ofHalf < 2.4 },
    },
    {
      ...{ name: 'and 20 000 of them with a past, 500 looked at one by one', against: ofLarge },
      ...{ ...kept(withOnes, 100), ratio: withOnes / ofLarge, promise: '< 100 ms' },
    },
    {
      name: 'counting 100 000 stored policies (embedded database)',
      ...{ ...kept(counted, 100), promise: '< 100 ms' },
    },
  ]
}

/** The median time (ms) to group what 100 000 subjects have chosen. */
async function countingTime(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const database = await startEmbeddedMongo({ folder, onFault: (fault) => console.error(fault) })
  const connection = await connect(database.uri)
  const store = policyStore(connection)
  await connection.model('policies').createIndexes()
  const random = seededRandom(8)
  const stored = { marks: [], floors: {}, own: {}, version: 1 }
  for (let i = 0; i < 100_000; i += 500) {
    const some = Array.from({ length: 500 }, (_, k) => `subject-${i + k}`)
    await Promise.all(some.map((subject) => store.save('project', subject, { policy: choice(random), ...stored })))
  }
  const { groups } = policyQueries(connection)
  const [time] = await alternating([() => groups('project')], 15)
  await connection.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
  return time ?? Infinity
}
