import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  for (const key of ['new-editor', 'cards']) {
    await publishFlag(sluice, project, key, toEverybody(), switchDraft({ title: key }))
  }
  sluice.clock.advance(1000)
})

/** Somebody whose page reports what it shows; `rows` is what is stored of them. */
async function visitor() {
  const { ask } = await sluice.widget(project)
  const { evaluatedAt, subject } = dataOf(await ask('flags:evaluate'))
  const identity = await sluice.services.subjects.identify(project, subject)
  const stored = sluice.connection.collection<{ _id: string }>('exposures')
  return {
    ask,
    evaluatedAt,
    identity,
    batch: (flags: object[], more: object = {}) => ({ id: uuid(), evaluatedAt, flags, ...more }),
    rows: () =>
      stored
        .find({ subject: identity.subject })
        .sort({ _id: 1 })
        .project({ _id: 0, project: 0, subject: 0, recent: 0 })
        .toArray(),
  }
}

const on = (more: object = {}) => ({ key: 'new-editor', variant: 'on', ...more })

it('folds batches into one row a flag, revision and variant, with how often and how long', async () => {
  const { ask, batch, rows } = await visitor()
  const firstAt = sluice.clock.now()
  dataOf(await ask('exposure:seen', batch([on()])))
  sluice.clock.advance(5000)
  dataOf(await ask('exposure:seen', batch([on({ times: 2, seconds: 4.5 }), { key: 'cards', variant: 'on' }])))
  dataOf(await ask('exposure:seen', batch([on({ times: 0, seconds: 3 }), on({ times: 1, seconds: 0.5 })])))
  const lastAt = sluice.clock.now()
  const tie = { revision: 1, variant: 'on', assignment: 'channel' }
  expect(await rows()).toEqual([
    { flag: 'cards', ...tie, firstAt: lastAt, lastAt, times: 1, seconds: 0 },
    { flag: 'new-editor', ...tie, firstAt, lastAt, times: 4, seconds: 8 },
  ])
})

it('counts a batch once, however often and at whatever time it comes', async () => {
  const { ask, batch, rows } = await visitor()
  const sent = batch([on({ times: 3, seconds: 2 })])
  const receipts = await Promise.all(Array.from({ length: 10 }, () => ask('exposure:seen', sent)))
  expect(new Set(receipts.map((answer) => JSON.stringify(dataOf(answer)))).size).toBe(1)
  sluice.clock.advance(1000)
  expect(await ask('exposure:seen', sent)).toEqual(receipts[0])
  expect(await rows()).toMatchObject([{ times: 3, seconds: 2 }])
  expect(await ask('exposure:seen', { ...sent, flags: [on()] })).toMatchObject({ problem: { kind: 'conflict' } })
})

it('counts a batch once that a crash cut off between its rows and its receipt', async () => {
  const { ask, batch, rows } = await visitor()
  const sent = batch([on({ times: 3 }), { key: 'cards', variant: 'on' }])
  dataOf(await ask('exposure:seen', sent))
  const before = await rows()
  await sluice.connection.collection<{ _id: string }>('exposure_batches').deleteOne({ _id: `${project.id}:${sent.id}` })
  sluice.clock.advance(60_000)
  dataOf(await ask('exposure:seen', sent))
  expect(await rows()).toEqual(before)
})

it('keeps a variant that we would not have given as a claim, and never counts it', async () => {
  const { ask, batch, rows, identity } = await visitor()
  const { countByVariant, flagsSeenBy } = sluice.services.exposures
  const counted = await countByVariant(project, 'new-editor')
  dataOf(await ask('exposure:seen', batch([{ key: 'new-editor', variant: 'off', times: 9 }])))
  expect(await rows()).toMatchObject([{ variant: 'off', claimed: true, times: 9 }])
  expect(await countByVariant(project, 'new-editor')).toEqual(counted)
  expect(await flagsSeenBy(project, identity.subject)).toEqual(new Set())
})

describe('what was evaluated when', () => {
  it('holds a batch that waited offline against what was given then', async () => {
    const { ask, batch, rows, evaluatedAt } = await visitor()
    await sluice.services.flags.publish(project, 'cards', toEverybody({ weights: { off: 100_000 } }), by)
    sluice.clock.advance(12 * 86_400_000)
    const { evaluatedAt: now } = dataOf(await ask('flags:evaluate'))
    const seen = { key: 'cards', variant: 'on' }
    dataOf(await ask('exposure:seen', batch([seen], { evaluatedAt })))
    dataOf(await ask('exposure:seen', batch([seen], { evaluatedAt: now })))
    expect(await rows()).toMatchObject([
      { revision: 1, variant: 'on', times: 1 },
      { revision: 2, variant: 'on', claimed: true },
    ])
  })

  it('holds it against the ladder of that instant, after the channels were reordered and one removed', async () => {
    const { services, clock } = sluice
    const product = await sluice.project('ladders', 'Ladders')
    await publishFlag(sluice, product, 'bold', toEverybody({ reach: { canary: 100_000 } }))
    clock.advance(1000)
    const { ask } = await sluice.widget(product)
    const { subject } = dataOf(await ask('flags:evaluate'))
    const identity = await services.subjects.identify(product, subject)
    await services.policies.choose(product, identity, { channel: 'beta', pace: 'first' })
    clock.advance(1000)
    const [stable, beta, canary] = product.channels.map(({ text: _, ...draft }) => draft)
    if (!stable || !beta || !canary) throw new Error('There are three')
    /** Reports what was on the screen at that time. */
    const shown = async () => {
      const { evaluatedAt, flags } = dataOf(await ask('flags:evaluate'))
      return { id: uuid(), evaluatedAt, flags: flags.map(({ key, variant }) => ({ key, variant })) }
    }
    const first = await shown()
    await services.projects.setLadder(product, [stable, canary, beta])
    const inTheSameMillisecond = await shown()
    clock.advance(600_000)
    const second = await shown()
    await services.projects.setLadder(product, [stable, canary])
    await services.channels.idle()
    clock.advance(3_600_000)
    expect([first, inTheSameMillisecond, second].map(({ flags }) => flags[0]?.variant)).toEqual(['off', 'off', 'on'])
    for (const batch of [first, inTheSameMillisecond, second, await shown()]) dataOf(await ask('exposure:seen', batch))
    const rows = await services.exposures.seenBy(product, identity.subject)
    expect(rows.map(({ variant, times, claimed }) => ({ variant, times, claimed }))).toEqual([
      { variant: 'off', times: 2, claimed: undefined },
      { variant: 'on', times: 2, claimed: undefined },
    ])
  })

  it('refuses an instant in the future, but for what clocks may differ', async () => {
    const { ask, batch } = await visitor()
    const ahead = (ms: number) => ({ evaluatedAt: new Date(sluice.clock.now() + ms).toISOString() })
    expect(await ask('exposure:seen', batch([on()], ahead(3_600_000)))).toMatchObject({
      problem: { kind: 'invalid', faults: [{ field: 'evaluatedAt' }] },
    })
    expect((await ask('exposure:seen', batch([on()], ahead(20_000)))).ok).toBe(true)
  })

  it('takes what is claimed of the far past as of 30 days ago', async () => {
    const { ask, batch, rows } = await visitor()
    sluice.clock.advance(60 * 86_400_000)
    dataOf(
      await ask('exposure:seen', batch([{ key: 'cards', variant: 'on' }], { evaluatedAt: '2001-01-01T00:00:00Z' })),
    )
    expect(await rows()).toMatchObject([{ revision: 2, claimed: true }])
  })
})

it.each([
  ['a flag that does not exist', { flags: [{ key: 'nothing', variant: 'on' }] }, 'missing', undefined],
  ['a negative count', { flags: [on({ times: -1 })] }, 'invalid', 'flags.0.times'],
  ['more seconds than a day has', { flags: [on({ seconds: 1e6 })] }, 'invalid', 'flags.0.seconds'],
  ['an instant that is none', { evaluatedAt: 'yesterday' }, 'invalid', 'evaluatedAt'],
])('refuses %s, and stores nothing of the batch', async (_name, more, kind, field) => {
  const { ask, batch, rows } = await visitor()
  const answer = await ask('exposure:seen', batch([on()], more))
  expect(answer).toMatchObject({ ok: false, problem: { kind } })
  if (field && !answer.ok) expect(answer.problem.faults.map((fault) => fault.field)).toContain(field)
  expect(await rows()).toEqual([])
})

it('says in the next snapshot what somebody has seen, chosen and become since the last one', async () => {
  const { exposures, subjects } = sluice.services
  const { ask, batch, identity } = await visitor()
  const snapshot = async (who = identity) => (await exposures.snapshot(project, who)).snapshot
  expect(await snapshot()).toEqual(await snapshot())
  expect((await snapshot()).ties).toEqual([])
  dataOf(await ask('exposure:seen', batch([on()])))
  expect((await snapshot()).ties).toMatchObject([{ flag: 'new-editor' }])
  const { pace } = await snapshot()
  dataOf(await ask('choices:set', { channel: 'stable', pace: pace === 'calm' ? 'first' : 'calm' }))
  expect((await snapshot()).pace).not.toBe(pace)
  expect(await snapshot({ ...identity, context: { appVersion: '2' } })).toMatchObject({ appVersion: '2' })

  const other = await subjects.identify(project, subjects.issue(project))
  expect((await snapshot(other)).ties).toEqual([])
  await exposures.move(project, identity.subject, other.subject)
  expect((await snapshot(other)).ties).toMatchObject([{ flag: 'new-editor' }])
  expect((await snapshot()).ties).toEqual([])
})
