import type { Flag } from '../../src/flags/flag.ts'
import type { PaceName } from '../../src/pacing/policy.ts'
import type { Project } from '../../src/projects/project.ts'
import type { Identity } from '../../src/subjects/identity.ts'
import { by, canaryFirst, switchDraft, toEverybody } from '../support/drafts.ts'
import type { Member, TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const day = 86_400_000

let sluice: TestSluice
let member: Member
let made = 0

withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
})

const html = async (path: string) => (await member.html(path)).replace(/\u202f|\u00a0/g, ' ')

/** People who chose, and people who never did; nobody of them is the same as anybody of another call. */
async function come(
  project: Project,
  count: number,
  choice?: { channel: string; pace: PaceName },
): Promise<Identity[]> {
  const { subjects, policies } = sluice.services
  const came: Identity[] = []
  for (let i = 0; i < count; i++) {
    const identity = { subject: `anon_${++made}`, since: sluice.clock.now() }
    await subjects.remember(project, identity)
    if (choice) await policies.choose(project, identity, choice)
    came.push(identity)
  }
  return came
}

/** 6 never chose; on beta 10 first and 5 steady; on canary 4, one of whom asks. */
async function peopled(): Promise<Project> {
  const project = await sluice.project(`people-${++made}`, 'People')
  await come(project, 6)
  await come(project, 10, { channel: 'beta', pace: 'first' })
  await come(project, 5, { channel: 'beta', pace: 'steady' })
  await come(project, 3, { channel: 'canary', pace: 'first' })
  await come(project, 1, { channel: 'canary', pace: 'ask' })
  // What they chose on an earlier day than that of a change is counted by groups, whoever the draw lets in.
  sluice.clock.advance(day)
  return project
}

async function flagIn(project: Project, ...changes: Parameters<typeof canaryFirst>[0][]): Promise<string> {
  const { flags } = sluice.services
  await flags.create(project, 'editor', switchDraft())
  for (const change of changes) await flags.publish(project, 'editor', canaryFirst(change), by)
  sluice.clock.advance(1000)
  return `/console/${project.key}/flags/editor`
}

describe('the page of a flag', () => {
  it('says in people who has it, what a wider reach would make of it, and when the rest follows', async () => {
    const page = await html(await flagIn(await peopled(), {}))
    expect(page).toContain('5 people have New editor. With Beta at 100 % it would be 13 at once.')
    expect(page).toMatch(/The last of those let in gets it on .*; 1 waits for their own yes; 18 are not let in\./)
    expect(page).toContain('id="have-canary" data-live="flags">3<')
    expect(page).toContain('id="have-beta" data-live="flags">2<')
  })

  it('draws it, for a phone too, with the numbers behind it', async () => {
    const page = await html(await flagIn(await peopled(), {}))
    expect(page.match(/<svg class="plot for-(wide|phone)"/g)).toHaveLength(2)
    expect(page).toContain('<summary>The numbers</summary>')
    expect(page).toContain('<b>Now</b>')
  })

  it('says what widening brings in people before it is saved', async () => {
    const path = await flagIn(await peopled(), {})
    const look = await html(`${path}?${new URLSearchParams({ revision: '1', 'reach:beta': '100' })}`)
    expect(look).toMatch(/Beta 20 % → 100 %: now \+8, (next )?Friday \+1?[0-9], the last of them on \d+ \w+\./)
    expect(await html(`${path}?${new URLSearchParams({ 'reach:nightly': '100' })}`)).not.toContain('now +')
  })

  it('goes without forecast where the kill switch is on, and where nobody is known', async () => {
    const project = await peopled()
    const path = await flagIn(project, {})
    await sluice.services.flags.switch(project, 'editor', false, by)
    sluice.clock.advance(1000)
    const off = await html(path)
    expect(off).toContain('New editor is switched off: everybody gets Old editor.')
    expect(off).not.toContain('would be')
    const empty = await html(await flagIn(await sluice.project(`empty-${++made}`, 'Empty'), {}))
    expect(empty).toContain('Nobody has New editor yet.')
    expect(empty).toContain('Nobody is known who could get it')
    expect(empty).not.toContain('class="plot')
  })

  it('counts a choice at once', async () => {
    const project = await peopled()
    const path = await flagIn(project, {})
    await html(path)
    await come(project, 4, { channel: 'canary', pace: 'first' })
    sluice.clock.advance(10)
    expect(await html(path)).toContain('9 people have New editor.')
  })
})

it('counts who keeps the old one, and who took it before its time', async () => {
  const project = await sluice.project(`acts-${++made}`, 'Acts')
  const [keeper, other] = await come(project, 9, { channel: 'beta', pace: 'first' })
  const [asker] = await come(project, 2, { channel: 'beta', pace: 'ask' })
  if (!keeper || !other || !asker) throw new Error('Nobody came')
  sluice.clock.advance(1000)
  const path = await flagIn(project, { reach: { stable: 100_000 } })
  expect(await html(path)).toContain('9 people have New editor.')
  const { ownActs } = sluice.services
  const until = sluice.clock.now() + 10 * day
  await ownActs.keepOld(project, keeper, 'editor', { instead: 1, until })
  await ownActs.keepOld(project, other, 'editor', { instead: 1, until: until - day })
  await ownActs.getNow(project, asker, 'editor', 1)
  sluice.clock.advance(10)
  const page = await html(path)
  expect(page).toContain('8 people have New editor.')
  expect(page).toContain('2 keep the old one until')
  expect(page).toContain('1 waits for their own yes; then the old code can go.')
  await ownActs.unkeepOld(project, keeper, 'editor')
  await ownActs.unkeepOld(project, other, 'editor')
  sluice.clock.advance(10)
  expect(await html(path)).toContain('10 people have New editor.')
})

it('counts for each person what they have now and later, whatever they chose and did before', async () => {
  const project = await sluice.project(`pasts-${++made}`, 'Pasts')
  const { choices, flags, forecasts, ownActs, policies, ruleset } = sluice.services
  const people = await come(project, 12)
  const [slow, asks, keeps, off, ahead, back] = people as [Identity, Identity, Identity, Identity, Identity, Identity]
  sluice.clock.advance(day)
  await policies.choose(project, ahead, { channel: 'stable', pace: 'seasonal' })
  await policies.choose(project, back, { channel: 'beta', pace: 'calm' })
  await flagIn(project, { announced: true, reach: { stable: 100_000 } })
  await flags.offer(project, 'editor', { variant: 'on', title: 'Editor', sentence: 'Try it.' }, by)
  sluice.clock.advance(2 * day)
  await policies.choose(project, slow, { channel: 'stable', pace: 'calm' })
  await policies.choose(project, asks, { channel: 'canary', pace: 'ask' })
  await ownActs.keepOld(project, keeps, 'editor', { instead: 1, until: sluice.clock.now() + 9 * day })
  await ownActs.preview(project, off, 'editor', false)
  await ownActs.getNow(project, ahead, 'editor', 1)
  await choices.followDefault(project, back)
  sluice.clock.advance(1)

  const at = sluice.clock.now()
  const days = [0, 4, 8, 12, 40, 120]
  const instants = days.map((days) => new Date(at + days * day).toISOString())
  const { body } = await member.agent
    .post(`/api/v1/projects/${project.key}/flags/editor/forecast`)
    .set('x-csrf-token', member.csrf)
    .send({ instants })
    .expect(200)
  expect(body).toMatchObject({ people: 12, switchedOff: 1, waiting: 0, never: 0, outside: 0, keeping: { people: 1 } })
  const chosen = await forecasts.chosen(project, await flags.find(project, 'editor'))
  expect(chosen.ones).toHaveLength(6)
  for (const [i, ahead] of days.entries()) {
    sluice.clock.advance(at + ahead * day - sluice.clock.now())
    const evaluated = await Promise.all(people.map(async (who) => (await ruleset.forSubject(project, who)).evaluations))
    expect([ahead, body.have[i]]).toEqual([ahead, evaluated.filter(([one]) => one?.revision === 1).length])
  }
  // Back, for a session does not last as long.
  sluice.clock.advance(at - sluice.clock.now())
})

it('leaves with those who follow the default what an earlier one had given them', async () => {
  const project = await sluice.project(`default-${++made}`, 'Default')
  await come(project, 12)
  const path = await flagIn(project, { reach: { stable: 100_000 } })
  sluice.clock.advance(day)
  const asked = { bounds: project.bounds, default: { ...project.default, pace: 'ask' as const } }
  await sluice.services.projects.setRules(project, asked)
  sluice.clock.advance(day)
  await come(project, 5)
  sluice.clock.advance(1000)
  const page = await html(path)
  expect(page).toContain('12 people have New editor.')
  expect(page).toContain('Who is let in has it; 5 wait for their own yes; then the old code can go.')
})

describe('the page for publishing', () => {
  const fields = { class: 'feature', announced: 'no', 'weight:on': '100', 'reach:canary': '100', 'reach:beta': '100' }
  const look = async (path: string, more: object = {}) =>
    html(`${path}/publish?${new URLSearchParams({ ...fields, 'reach:stable': '0', ...more })}`)

  it('says what a draft would do in people', async () => {
    const path = await flagIn(await peopled())
    expect(await look(path)).toMatch(
      /Opens to all of Canary and Beta\. Now 13, (next )?Friday 1[38], the last one on \d+ \w+\. 1 waits for their own yes\./,
    )
    expect(await look(path, { 'reach:beta': 'x' })).toContain('A percentage cannot be read yet')
  })

  it('says how many get something earlier than they chose', async () => {
    const path = await flagIn(await peopled(), { reach: { beta: 100_000 } })
    // Five steady ones wait for revision 1, and one asks: the security change brings it along.
    expect(await look(path, { class: 'security' })).toContain('6 people get something earlier than they chose.')
    expect(await look(path, { urgent: 'yes' })).toContain('6 people get something earlier than they chose.')
    expect(await look(path, { class: 'fix' })).not.toContain('earlier than')
  })
})

describe('the endpoint', () => {
  const ask = (project: Project, body: object) =>
    member.agent
      .post(`/api/v1/projects/${project.key}/flags/editor/forecast`)
      .set('x-csrf-token', member.csrf)
      .send(body)

  it('tells reach over time, as it stands, wider, and for a draft', async () => {
    const project = await peopled()
    await flagIn(project, {})
    const at = sluice.clock.now()
    const instants = [at, at + 30 * day].map((instant) => new Date(instant).toISOString())
    const { body } = await ask(project, { instants }).expect(200)
    expect(body).toMatchObject({ revision: 1, people: 25, now: 5, waiting: 1, outside: 18, keeping: null, hastened: 0 })
    expect(body.have).toEqual([5, 6])
    expect(body.channels.map(({ channel, have }: { channel: string; have: number[] }) => [channel, have])).toEqual([
      ['stable', [0, 0]],
      ['beta', [2, 3]],
      ['canary', [3, 3]],
    ])
    expect(Date.parse(body.last)).toBeGreaterThan(at)
    const wider = await ask(project, { instants, reach: { beta: 100_000 } }).expect(200)
    expect(wider.body.have.at(-1)).toBe(18)
    const change = toEverybody({ class: 'security', title: 'Safe', sentence: 'Safer.' })
    const draft = await ask(project, { instants, change }).expect(200)
    expect(draft.body).toMatchObject({ revision: 2, now: 24 - 5, outside: 0 })
    expect((await sluice.services.flags.find(project, 'editor')) as Flag).toMatchObject({ version: 2 })
  })

  it.each<[string, object, string]>([
    ['a narrower reach', { reach: { canary: 0 } }, 'reach.canary'],
    ['a channel that is none', { reach: { nightly: 5 } }, 'reach.nightly'],
    ['both at once', { reach: { beta: 100_000 }, change: toEverybody() }, 'reach'],
    ['an instant that is none', { instants: ['tomorrow'] }, 'instants.0'],
    ['a draft whose weights do not sum up', { change: { ...toEverybody(), weights: { on: 5 } } }, 'change.weights'],
    ['what it does not know', { sooner: true }, ''],
  ])('refuses %s', async (_name, body, field) => {
    const project = await peopled()
    await flagIn(project, {})
    const refused = await ask(project, body).expect(400)
    expect(refused.body.faults.map((fault: { field: string }) => fault.field)).toContain(field)
  })
})
