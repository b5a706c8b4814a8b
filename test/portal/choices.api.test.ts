import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, start, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const hour = 3_600_000
const day = 24 * hour
const iso = (at: number) => new Date(at).toISOString()

let sluice: TestSluice
withSluice((started) => {
  sluice = started
})

const rules = ({ bounds, default: standard }: Project, pace: 'calm' | 'ask') => ({
  ...{ bounds, default: { ...standard, pace } },
})

let made = 0
/** A project with an announced, a halted, a withdrawn, a quiet and an offered flag, and a calm subject on stable. */
async function offered() {
  sluice.clock.moveTo(start)
  const project = await sluice.project(`notewell-${++made}`, 'Notewell')
  const { flags, subjects } = sluice.services
  for (const key of ['editor', 'halted', 'withdrawn', 'quiet', 'offered'])
    await flags.create(project, key, switchDraft({ title: key }))
  await flags.create(project, 'serving', switchDraft({ kind: 'operational' }))
  const token = subjects.issue(project)
  const api = apiOf(project, token)
  await api.put('/choices', { channel: 'stable', pace: 'calm' }).expect(200)
  sluice.clock.advance(1)
  await flags.publish(project, 'editor', toEverybody({ title: 'Editor' }), by)
  await flags.publish(project, 'halted', toEverybody({ title: 'Halted' }), by)
  await flags.publish(project, 'withdrawn', toEverybody({ title: 'Withdrawn' }), by)
  await flags.publish(project, 'quiet', toEverybody({ title: 'Quiet', announced: false }), by)
  await flags.publish(project, 'serving', toEverybody(), by)
  await flags.halt(project, 'halted', 1, by)
  await flags.rollBack(project, 'withdrawn', 0, by)
  await flags.offer(project, 'offered', { variant: 'on', title: 'Try it', sentence: 'It may break.' }, by)
  sluice.clock.advance(hour)
  return { project, token, api }
}

function apiOf(project: Project, token?: string) {
  const headers = { authorization: `Bearer ${project.clientKey}`, ...(token && { 'sluice-subject': token }) }
  const agent = sluice.agent()
  return {
    get: (path: string) => agent.get(`/api/v1${path}`).set(headers),
    put: (path: string, body: object) => agent.put(`/api/v1${path}`).set(headers).send(body),
    post: (path: string, body: object) => agent.post(`/api/v1${path}`).set(headers).send(body),
    remove: (path: string) => agent.delete(`/api/v1${path}`).set(headers),
  }
}
type Api = ReturnType<typeof apiOf>
const now = () => sluice.clock.now()

describe('a subject’s choices over JSON', () => {
  it('tells what they chose, have and will have, and nothing of what is quiet', async () => {
    const { api } = await offered()
    const { body } = await api.get('/choices').expect(200)
    expect(body.policy).toMatchObject({ channel: 'stable', pace: 'calm', timeZone: 'UTC', chosen: true, holds: [] })
    expect(body.coming).toEqual([
      {
        ...{ flag: 'editor', revision: 1, title: 'Editor', sentence: 'Write and see the result in one place.' },
        at: '2026-11-17T10:00:00.000Z',
        why: 'It comes on Tue 17 November at 10:00: you chose Calm; with Steady it would come on Mon 9 November at 10:00.',
        reasons: [
          'It has been out on Stable since 2 November.',
          'A feature waits 14 days among others before it comes to you.',
          'Changes reach you at your times: Tuesdays, 10:00.',
          'So it comes on Tue 17 November at 10:00.',
        ],
        paused: false,
      },
      expect.objectContaining({ flag: 'halted', at: null, why: 'Paused by the team.', paused: true }),
    ])
    expect(body.previews).toEqual([
      { flag: 'offered', title: 'Try it', sentence: 'It may break.', on: false, by: 'team' },
    ])
    expect(JSON.stringify(body)).not.toMatch(/quiet|withdrawn|serving/i)
  })

  it('shows the effect of a choice, in words and as data, and saves nothing', async () => {
    const { api } = await offered()
    const { body } = await api.post('/choices/preview', { channel: 'stable', pace: 'seasonal' }).expect(200)
    expect(body).toEqual({
      sentence: '“A few times a year” instead of Calm: nothing you have changes. One thing would come later.',
      lines: ['Editor: Tue 5 Jan instead of Tue 17 Nov'],
      differences: [
        {
          ...{ flag: 'editor', revision: 1, title: 'Editor', kind: 'later' },
          from: '2026-11-17T10:00:00.000Z',
          to: '2027-01-05T10:00:00.000Z',
        },
      ],
    })
    expect((await api.get('/choices')).body.policy.pace).toBe('calm')
  })

  it('takes one’s own soak, cadence, window and zone, and null gives them back to the pace', async () => {
    const { api } = await offered()
    const own = { soak: { feature: 3 }, cadence: 'daily', window: { days: [5], start: '18:00' } }
    const draft = { channel: 'stable', pace: 'calm', timeZone: 'Europe/Berlin' }
    const { body } = await api.put('/choices', { ...draft, ...own }).expect(200)
    expect(body.policy).toMatchObject({ ...own, timeZone: 'Europe/Berlin' })
    expect(body.coming[0].at).toBe('2026-11-06T17:00:00.000Z')
    sluice.clock.advance(1)
    const back = await api.put('/choices', { ...draft, soak: null, cadence: null, window: null }).expect(200)
    expect(back.body.policy.window).toBeUndefined()
    expect(back.body.coming[0].at).toBe('2026-11-17T09:00:00.000Z')
  })

  it('goes back to the default with what one has, along with it from then on, and shows that first', async () => {
    const { api, project } = await offered()
    await sluice.services.projects.setRules(project, rules(project, 'calm'))
    await api.put('/choices', { channel: 'beta', pace: 'first' }).expect(200)
    sluice.clock.advance(day)
    const had = (await api.get('/choices')).body.having
    expect(had).toEqual([expect.objectContaining({ flag: 'editor' })])
    const looked = await api.get('/choices/default').expect(200)
    expect(looked.body).toEqual({
      sentence: 'The default of Notewell instead of Beta and “As soon as it is out”: nothing changes for now.',
      ...{ lines: [], differences: [] },
    })
    expect((await api.get('/choices')).body.policy.chosen).toBe(true)
    const back = (await api.remove('/choices').expect(200)).body
    expect(back.policy).toMatchObject({ channel: 'stable', pace: 'calm', chosen: false, since: iso(now() + 1) })
    expect(back.having).toEqual([expect.objectContaining({ flag: 'editor' })])
    sluice.clock.advance(day)
    const again = await api.remove('/choices').expect(200)
    expect(again.body.policy).toMatchObject({ chosen: false, since: back.policy.since })
    expect((await api.get('/choices/default')).body.sentence).toContain('The same as now')
    const changed = await sluice.services.projects.byKey(project.key)
    if (!changed) throw new Error('The project is gone')
    await sluice.services.projects.setRules(changed, rules(changed, 'ask'))
    sluice.clock.advance(day)
    expect((await api.get('/choices')).body).toMatchObject({
      policy: { pace: 'ask', chosen: false },
      having: [{ flag: 'editor' }],
    })
  })

  it('holds everything until a day, and ends the hold', async () => {
    const { api } = await offered()
    const to = iso(start + 30 * day)
    const held = await api.post('/holds', { to, note: 'Exams' }).expect(200)
    const [hold] = held.body.policy.holds
    expect(hold).toEqual({ from: iso(now() + 1), to, note: 'Exams' })
    expect(held.body.coming[0]).toMatchObject({ flag: 'editor', at: '2026-12-08T10:00:00.000Z' })
    sluice.clock.advance(day)
    const ended = await api.remove(`/holds/${encodeURIComponent(hold.from)}`).expect(200)
    expect(ended.body.policy.holds).toEqual([])
    expect(ended.body.coming[0].at).toBe('2026-11-17T10:00:00.000Z')
    await api.remove(`/holds/${hold.from}`).expect(400)
  })

  it('shows the effect of a hold, in words and as data, and saves nothing', async () => {
    const { api } = await offered()
    const { body } = await api.post('/holds/preview', { to: iso(start + 30 * day) }).expect(200)
    expect(body).toEqual({
      sentence: 'One thing would come later; security repairs still come within 72 hours.',
      lines: ['Editor: Tue 8 Dec instead of Tue 17 Nov'],
      differences: [
        {
          ...{ flag: 'editor', revision: 1, title: 'Editor', kind: 'later' },
          from: '2026-11-17T10:00:00.000Z',
          to: '2026-12-08T10:00:00.000Z',
        },
      ],
    })
    const short = await api.post('/holds/preview', { to: iso(start + day) }).expect(200)
    expect(short.body.sentence).toBe(
      'Nothing that is announced would come later; security repairs still come within 72 hours.',
    )
    const { body: refused } = await api.post('/holds/preview', { to: iso(now() + 91 * day) }).expect(400)
    expect(refused.faults).toEqual([{ field: 'to', message: 'At most 90 days at a time' }])
    expect((await api.get('/choices')).body.policy.holds).toEqual([])
  })

  it('gets a change now, and gives it back', async () => {
    const { api } = await offered()
    const got = await api.put('/changes/editor/now', { revision: 1 }).expect(200)
    expect(got.body.having).toEqual([
      expect.objectContaining({ flag: 'editor', pulled: true, why: 'You got it now, before its time.' }),
    ])
    sluice.clock.advance(hour)
    const given = await api.remove('/changes/editor/now').expect(200)
    expect(given.body.having).toEqual([])
    expect(given.body.coming[0].flag).toBe('editor')
  })

  it('keeps the old one until a day, and lets the new one come after all', async () => {
    const { api } = await offered()
    const until = iso(start + 25 * day)
    const kept = await api.put('/changes/editor/keep', { revision: 1, until }).expect(200)
    expect(kept.body.coming[0]).toMatchObject({ at: until, keptUntil: until })
    expect(kept.body.coming[0].why).toBe('You keep the old one until Fri 27 November at 09:00.')
    sluice.clock.advance(1)
    const freed = await api.remove('/changes/editor/keep').expect(200)
    expect(freed.body.coming[0].at).toBe('2026-11-17T10:00:00.000Z')
  })

  it('switches a preview on, off and back to the team', async () => {
    const { api, project, token } = await offered()
    expect((await api.put('/previews/offered', { on: true }).expect(200)).body.previews[0]).toMatchObject({
      ...{ on: true, by: 'subject' },
    })
    sluice.clock.advance(1)
    const flags = await sluice
      .agent()
      .post('/ofrep/v1/evaluate/flags/offered')
      .set({ authorization: `Bearer ${project.clientKey}`, 'sluice-subject': token })
      .send({})
      .expect(200)
    expect(flags.body).toMatchObject({ value: true, metadata: { why: 'You switched it on yourself.' } })
    expect((await api.put('/previews/offered', { on: false })).body.previews[0]).toMatchObject({ on: false })
    sluice.clock.advance(1)
    expect((await api.remove('/previews/offered')).body.previews[0]).toMatchObject({ on: false, by: 'team' })
  })

  const choice = { channel: 'stable', pace: 'calm' }
  it.each<[string, (api: Api) => ReturnType<Api['get']>, number, string | undefined, RegExp]>([
    [
      'an unknown zone',
      (a) => a.put('/choices', { ...choice, timeZone: 'Mars/Olympus' }),
      400,
      'timeZone',
      /time zone/,
    ],
    [
      'a window without days',
      (a) => a.put('/choices', { ...choice, window: { days: [], start: '10:00' } }),
      400,
      'window.days',
      /one day/,
    ],
    [
      'a time that is none',
      (a) => a.put('/choices', { ...choice, window: { days: [1], start: '25:00' } }),
      400,
      'window.start',
      /not a time/,
    ],
    [
      'ask with a cadence',
      (a) => a.put('/choices', { channel: 'stable', pace: 'ask', cadence: 'daily' }),
      400,
      'cadence',
      /ask/,
    ],
    ['a soak beyond the bound', (a) => a.put('/choices', { ...choice, soak: { fix: 91 } }), 400, 'soak.fix', /90/],
    ['a field that nobody knows', (a) => a.put('/choices', { ...choice, marks: [] }), 400, '', /./],
    [
      'a hold that ends before it starts',
      (a) => a.post('/holds', { from: iso(now() + day), to: iso(now() + hour) }),
      400,
      'to',
      /after it starts/,
    ],
    ['a hold beyond the bound', (a) => a.post('/holds', { to: iso(now() + 91 * day) }), 400, 'to', /90 days/],
    ['a hold that is over', (a) => a.post('/holds', { to: iso(now()) }), 400, 'to', /./],
    ['an instant that is none', (a) => a.post('/holds', { to: 'Christmas' }), 400, 'to', /instant/],
    ['a hold that is not there', (a) => a.remove(`/holds/${iso(now())}`), 400, 'from', /no such hold/],
    [
      'a pull of a halted change',
      (a) => a.put('/changes/halted/now', { revision: 1 }),
      409,
      undefined,
      /Paused by the team/,
    ],
    [
      'a pull of a withdrawn change',
      (a) => a.put('/changes/withdrawn/now', { revision: 1 }),
      409,
      undefined,
      /taken this back/,
    ],
    ['a pull of a quiet change', (a) => a.put('/changes/quiet/now', { revision: 1 }), 404, undefined, /no such change/],
    [
      'a pull of an operational flag',
      (a) => a.put('/changes/serving/now', { revision: 1 }),
      404,
      undefined,
      /no such change/,
    ],
    [
      'a pull of what is not there',
      (a) => a.put('/changes/none/now', { revision: 1 }),
      404,
      undefined,
      /no such change/,
    ],
    [
      'keeping the old one beyond the bound',
      (a) => a.put('/changes/editor/keep', { revision: 1, until: iso(now() + 31 * day) }),
      400,
      'until',
      /30 days/,
    ],
    [
      'keeping the old one until yesterday',
      (a) => a.put('/changes/editor/keep', { revision: 1, until: iso(now() - day) }),
      400,
      'until',
      /still to come/,
    ],
    [
      'keeping the old one of a quiet change',
      (a) => a.put('/changes/quiet/keep', { revision: 1, until: iso(now() + day) }),
      404,
      undefined,
      /no such change/,
    ],
    [
      'a preview that is not offered',
      (a) => a.put('/previews/editor', { on: true }),
      409,
      undefined,
      /cannot be tried/,
    ],
  ])('refuses %s, and nothing changes', async (_name, ask, status, field, words) => {
    const { api } = await offered()
    const before = (await api.get('/choices')).body
    const { body } = await ask(api).expect(status)
    expect(body.detail).toMatch(words)
    if (field !== undefined) expect(body.faults.map((fault: { field: string }) => fault.field)).toContain(field)
    expect((await api.get('/choices')).body).toEqual(before)
  })

  it('is for whoever says who they are: no token, a forged one and one of another project are refused', async () => {
    const { project, token } = await offered()
    const other = await offered()
    for (const wrong of [undefined, `${token.slice(0, -3)}xxx`, other.token]) {
      const api = apiOf(project, wrong)
      await api.get('/choices').expect(401)
      await api.put('/choices', choice).expect(401)
      await api.post('/holds', {}).expect(401)
      await api.put('/changes/editor/now', { revision: 1 }).expect(401)
      await api.put('/previews/offered', { on: true }).expect(401)
    }
    await sluice.agent().get('/api/v1/choices').set('sluice-subject', token).expect(401)
  })

  it('lets the project’s own pages change choices from another origin', async () => {
    const { project } = await offered()
    await sluice.services.projects.setOrigins(project, ['https://app.example'])
    const asked = await sluice.agent().options('/api/v1/choices').set('origin', 'https://app.example').expect(204)
    expect(asked.headers['access-control-allow-methods']).toBe('GET, POST, PUT, DELETE')
  })
})

describe('the same over the socket', () => {
  it('chooses, previews, holds, gets, keeps and tries', async () => {
    const { project, token } = await offered()
    const { ask } = await sluice.widget(project, { token })
    expect(dataOf(await ask('choices:get')).policy.pace).toBe('calm')
    const seen = dataOf(await ask('choices:preview', { channel: 'stable', pace: 'first' }))
    expect(seen.sentence).toContain('you would have one more thing at once')
    const got = dataOf(await ask('change:now', { flag: 'editor', revision: 1 }))
    expect(got.having[0]?.pulled).toBe(true)
    sluice.clock.advance(1)
    expect(dataOf(await ask('change:now', { flag: 'editor', revision: null })).having).toEqual([])
    const until = iso(start + 25 * day)
    const kept = dataOf(await ask('change:keep', { flag: 'editor', keep: { revision: 1, until } }))
    expect(kept.coming[0]?.keptUntil).toBe(until)
    sluice.clock.advance(1)
    expect(dataOf(await ask('change:keep', { flag: 'editor', keep: null })).coming[0]?.keptUntil).toBeUndefined()
    expect(dataOf(await ask('hold:preview', { to: until })).lines).toEqual(['Editor: Tue 1 Dec instead of Tue 17 Nov'])
    const held = dataOf(await ask('hold:set', { to: until }))
    sluice.clock.advance(1)
    const from = held.policy.holds[0]?.from
    expect(dataOf(await ask('hold:end', { from })).policy.holds).toEqual([])
    expect(dataOf(await ask('preview:set', { flag: 'offered', on: true })).previews[0]?.on).toBe(true)
    sluice.clock.advance(1)
    expect(dataOf(await ask('preview:set', { flag: 'offered', on: null })).previews[0]?.by).toBe('team')
    expect(dataOf(await ask('choices:set', { channel: 'beta', pace: 'early' })).policy.channel).toBe('beta')
    sluice.clock.advance(1)
    expect(dataOf(await ask('default:preview')).sentence).toMatch(
      /^The default of Notewell instead of Beta and Early: /,
    )
    const hold = dataOf(await ask('hold:set', { to: until, note: 'Exams' })).policy.holds
    sluice.clock.advance(1)
    expect(dataOf(await ask('default:follow')).policy).toMatchObject({ channel: 'stable', chosen: false, holds: [] })
    sluice.clock.advance(1)
    const left = dataOf(await ask('default:leave'))
    expect(left.policy).toMatchObject({ channel: 'beta', pace: 'early', chosen: true, holds: hold })
    expect(await ask('default:leave')).toMatchObject({ ok: false, problem: { kind: 'conflict' } })
  })

  it.each([
    ['choices:set', { channel: 'stable', pace: 'ask', cadence: 'daily' }, 'invalid'],
    ['hold:set', { to: 'Christmas' }, 'invalid'],
    ['hold:end', { from: iso(start) }, 'invalid'],
    ['change:now', { flag: 'halted', revision: 1 }, 'conflict'],
    ['change:keep', { flag: 'quiet', keep: { revision: 1, until: iso(start + 2 * day) } }, 'missing'],
    ['preview:set', { flag: 'editor', on: true }, 'conflict'],
  ] as const)('refuses %s with %j', async (name, input, kind) => {
    const { project, token } = await offered()
    const { ask } = await sluice.widget(project, { token })
    expect(await ask(name, input)).toMatchObject({ ok: false, problem: { kind } })
  })

  it('tells the subject’s other pages of it', async () => {
    const { project, token, api } = await offered()
    const { socket } = await sluice.widget(project, { token })
    const told = new Promise<void>((done) => socket.once('flags:changed', () => done()))
    await api.put('/choices', { channel: 'beta', pace: 'calm' }).expect(200)
    await told
  })
})
