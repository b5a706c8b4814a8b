import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { csrfIn, start, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const hour = 3_600_000
const day = 24 * hour

let sluice: TestSluice
withSluice((started) => {
  sluice = started
})

let made = 0
/** A browser with the page of somebody who chose a pace, and a project with two announced things and a preview. */
async function opened(pace: 'calm' | 'ask' | 'first' = 'calm') {
  sluice.clock.moveTo(start)
  const project = await sluice.project(`notewell-${++made}`, 'Notewell')
  const agent = sluice.agent()
  const path = `/me/${project.key}`
  const welcome = await agent.get(path)
  await agent
    .post(`${path}/begin`)
    .type('form')
    .send({ _csrf: csrfIn(welcome.text) })
  const page = (query = {}) => agent.get(path).query(query).set('accept', 'text/html')
  const send = async (to: string, form: Record<string, string | string[]> = {}) =>
    agent
      .post(`${path}${to}`)
      .set('accept', 'text/html')
      .type('form')
      .send({ _csrf: csrfIn((await page()).text), ...form })
  await send('/choices', { channel: 'stable', pace, timeZone: 'Europe/Berlin' })
  sluice.clock.advance(1)
  const { flags } = sluice.services
  for (const title of ['Editor', 'Photos']) {
    await publishFlag(sluice, project, title.toLowerCase(), toEverybody({ title }), switchDraft({ title: 'internal' }))
  }
  await flags.create(project, 'dark', switchDraft())
  await flags.offer(project, 'dark', { variant: 'on', title: 'Dark mode', sentence: 'Easier on the eyes.' }, by)
  sluice.clock.advance(hour)
  return { project, page, send, agent, path }
}

/** The sentence that stands above the page after an act, and the form that takes it back. */
function flashIn(html: string) {
  const [, text, undo] =
    /<div class="notice[^>]*>\s*<span>([^<]*)<\/span>(?:\s*<form method="post" action="([^"]*)")?/.exec(html) ?? []
  return { text, undo }
}
const headlineOf = (html: string) => /<h1>([^<]*)<\/h1>/.exec(html)?.[1]
const sectionOf = (html: string, id: string) =>
  html.split(`id="${id}"`)[1]?.split(id === 'held' ? '<details' : '</section>')[0] ?? ''

type Opened = Awaited<ReturnType<typeof opened>>

async function act({ send, page }: Opened, to: string, form: Record<string, string | string[]> = {}) {
  const done = await send(to, form)
  expect(done.status).toBe(303)
  sluice.clock.advance(1)
  const html = (await page()).text
  return { html, ...flashIn(html) }
}
const undo = async (one: Opened, { undo }: { undo: string | undefined }) => act(one, (undo ?? '').replace(one.path, ''))

describe('each act on one’s own page, and its way back', () => {
  it('chooses, and undoes it', async () => {
    const one = await opened()
    const done = await act(one, '/choices', { channel: 'beta', pace: 'steady' })
    expect(done.text).toBe('Saved: you chose Beta and Steady.')
    expect(sectionOf(done.html, 'history')).toContain('Steady on Beta since 2 November; before that Calm on Stable.')
    const back = await undo(one, done)
    expect(back.text).toBe('Undone. Saved: you chose Stable and Calm. What you got meanwhile stays.')
    expect(back.html).toMatch(/value="calm" checked/)
  })

  it('goes back to the default, shown first, with its place in what one chose, and undoes it', async () => {
    const one = await opened()
    const quiet = (await one.page()).text
    expect(quiet).toContain(
      `<a href="${one.path}?default=1#asked">see what following the default of Notewell would change</a>`,
    )
    const looked = (await one.page({ default: '1' })).text
    expect(looked).toContain(
      'The default of Notewell instead of Calm and Europe/Berlin: you would have two more things at once.',
    )
    expect(looked).toContain('>Follow the default of Notewell</button>')
    expect(looked).toContain('When the team changes the default, yours changes along.')
    expect((await one.page()).text).toMatch(/value="calm" checked/)
    const done = await act(one, '/choices/default')
    expect(done.text).toBe('Saved: you follow the default of Notewell.')
    expect(sectionOf(done.html, 'having')).toContain('Editor')
    expect(sectionOf(done.html, 'history')).toContain(
      '“As soon as it is out” on Stable (the default) since 2 November; before that Calm on Stable.',
    )
    expect(done.html).not.toContain('default=1')
    expect((await act(one, '/choices/default')).text).toBe(
      'Nothing has changed: you followed the default of Notewell already.',
    )
    const back = await undo(one, done)
    expect(back.text).toBe('Undone. Saved: you chose Calm and Europe/Berlin. What you got meanwhile stays.')
    expect(sectionOf(back.html, 'having')).toContain('Editor')
  })

  it('undoes the first choice by following the default again', async () => {
    const fresh = await opened()
    await act(fresh, '/choices/default')
    const chosen = await act(fresh, '/choices', { channel: 'beta', pace: 'steady' })
    const back = await undo(fresh, chosen)
    expect(back.text).toBe('Undone. You follow the default of Notewell. What you got meanwhile stays.')
    expect(back.html).not.toContain('default=1')
  })

  it('gets a thing now, and gives it back', async () => {
    const one = await opened()
    const done = await act(one, '/now', { change: 'editor 1' })
    expect(done.text).toBe('Editor is yours now.')
    expect(sectionOf(done.html, 'having')).toContain('You got it now, before its time.')
    const back = await undo(one, done)
    expect(back.text).toBe('You gave Editor back: it comes when it would have come.')
    expect(sectionOf(back.html, 'having')).toContain('No news so far')
  })

  it('says yes to one, or to all that wait', async () => {
    const one = await opened('ask')
    const before = (await one.page()).text
    expect(headlineOf(before)).toBe('Two new things wait for your yes.')
    expect(before).toContain('Yes to all of them')
    expect(sectionOf(before, 'coming')).toContain('<b>Ready</b>at your')
    const done = await act(one, '/now', { change: ['editor 1', 'photos 1'] })
    expect(done.text).toBe('Editor and Photos are yours now.')
    expect(headlineOf(done.html)).toBe('You have everything that is out for you on Stable.')
    expect(headlineOf((await undo(one, done)).html)).toBe('Two new things wait for your yes.')
  })

  it('takes what it can of several, and says why not the rest', async () => {
    const one = await opened('ask')
    await sluice.services.flags.halt(one.project, 'photos', 1, by)
    sluice.clock.advance(1)
    const done = await act(one, '/now', { change: ['editor 1', 'photos 1'] })
    expect(done.text).toBe('Editor is yours now. Photos: Paused by the team.')
    const refused = await one.send('/now', { change: 'photos 1' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Paused by the team')
    expect((await one.page()).text).not.toContain('value="photos 1"')
  })

  it('keeps the old one until a day, lets it come after all, and undoes that', async () => {
    const one = await opened()
    const done = await act(one, '/changes/editor/keep/1', { until: '2026-11-26' })
    expect(done.text).toBe('Editor: you keep the old one until Thu 26 Nov.')
    expect(sectionOf(done.html, 'coming')).toContain('You keep the old one until Thu 26 November at 00:00.')
    expect(sectionOf(done.html, 'coming')).toContain('Let it come after all')
    const freed = await undo(one, done)
    expect(freed.text).toBe('Editor comes after all.')
    expect((await undo(one, freed)).text).toBe('Editor: you keep the old one until Thu 26 Nov.')
  })

  it('steps back from a thing one has', async () => {
    const one = await opened('first')
    const having = sectionOf((await one.page()).text, 'having')
    expect(having).toContain('Keep the old one until …')
    expect(having).toContain('Show all the reasons')
    const done = await act(one, '/changes/editor/keep/1', { until: '2026-11-09' })
    expect(sectionOf(done.html, 'having')).not.toContain('Editor')
    expect(headlineOf(done.html)).toBe('One new thing is on its way to you. It comes on 9 November.')
  })

  it('offers no old one of what keeps people safe', async () => {
    const one = await opened('first')
    const { flags } = sluice.services
    await flags.publish(one.project, 'editor', toEverybody({ title: 'Repair', class: 'security' }), by)
    sluice.clock.advance(1)
    const having = sectionOf((await one.page()).text, 'having')
    expect(having).toContain('Repair')
    expect(having).not.toContain('changes/editor/keep')
    expect(having).toContain('changes/photos/keep')
  })

  it('switches a preview on, off, and leaves it to the team again', async () => {
    const one = await opened()
    const on = await act(one, '/previews/dark/on')
    expect(on.text).toBe('Dark mode is switched on.')
    expect(sectionOf(on.html, 'previews')).toContain('On, by your own choice')
    expect((await undo(one, on)).text).toBe('Dark mode is left to the team again.')
    const off = await act(one, '/previews/dark/off')
    expect(sectionOf(off.html, 'previews')).toContain('Off, by your own choice')
    await one.send('/previews/dark/maybe').then(({ status }) => expect(status).toBe(404))
  })

  it('shows what a hold would do, saves it, ends it, and makes it again', async () => {
    const one = await opened()
    const looked = (await one.page({ holdFrom: '2026-11-02', holdTo: '2026-12-24', note: '<b>Exams</b>' })).text
    expect(looked).toContain('Two things would come later; security repairs still come within 72 hours.')
    expect(looked).toContain('Editor: Tue 29 Dec instead of Tue 17 Nov')
    expect(looked).toContain('>Nothing new until Thu 24 Dec</button>')
    const done = await act(one, '/holds', { holdFrom: '2026-11-02', holdTo: '2026-12-24', note: '<b>Exams</b>' })
    expect(done.text).toBe('Saved. Nothing new until Thu 24 Dec.')
    expect(sectionOf(done.html, 'held')).toContain('&lt;b&gt;Exams&lt;/b&gt;')
    sluice.clock.advance(day)
    const ended = await undo(one, done)
    expect(sectionOf(ended.html, 'held')).not.toContain('Nothing new')
    const again = await undo(one, ended)
    expect(again.text).toBe('Undone. Nothing new until Thu 24 Dec.')
    expect(sectionOf(again.html, 'held')).toContain('Exams')
  })

  it('holds until it is told otherwise, at most as long as the bounds allow', async () => {
    const one = await opened()
    const looked = (await one.page({ holdFrom: '2026-11-10', holdTo: '' })).text
    expect(looked).toContain('>Nothing new from Tue 10 Nov until I say</button>')
    const done = await act(one, '/holds', { holdFrom: '2026-11-10', holdTo: '' })
    expect(done.text).toBe('Saved. Nothing new from Tue 10 Nov until I say.')
  })
})

describe('looking before saving', () => {
  it('shows what comes when as it would be, and nothing to click there', async () => {
    const one = await opened()
    const coming = sectionOf((await one.page({ channel: 'stable', pace: 'seasonal' })).text, 'coming')
    expect(coming).toContain('What comes when, with “A few times a year”')
    expect(coming).toContain('So it would be. Nothing is saved yet.')
    expect(coming).toContain('Tue 5</b>January 2027')
    expect(coming).not.toContain('Get it now')
  })

  it('takes day, time, zone and waiting, shows the effect and saves what was shown', async () => {
    const one = await opened()
    const form = { channel: 'stable', pace: 'calm', timeZone: 'Europe/Berlin', start: '18:30', day: ['5', '6'] }
    const own = { cadence: 'daily', soakFix: '', soakFeature: '3', soakBreaking: '' }
    const looked = (await one.page({ ...form, ...own, day: '5' })).text
    expect(looked).toContain('<span class="tag">Fridays, 18:30</span>')
    expect(looked).toContain('Editor: Fri 6 Nov instead of Tue 17 Nov')
    const done = await act(one, '/choices', { ...form, ...own })
    expect(done.text).toBe(
      'Saved: you chose “Fridays and Saturdays, 18:30” and “Fixes after 5, features after 3, breaking changes after 30 days”.',
    )
    expect(done.html).toMatch(/name="day" value="6" checked/)
    const usual = await act(one, '/choices', { channel: 'stable', pace: 'calm', start: '', cadence: '' })
    expect(usual.text).toContain('Tuesdays, 10:00')
  })

  it.each<[string, Record<string, string>, string]>([
    ['start', { start: '', day: '5' }, 'Choose a time of day'],
    ['days', { start: '10:00' }, 'Choose at least one day'],
    ['start', { start: '26:00', day: '5' }, 'is not a time such as 09:30'],
    ['cadence', { pace: 'ask', cadence: 'weekly' }, 'cannot be set together'],
    ['soakFix', { cadence: '', soakFix: 'soon' }, 'Write a number of days'],
    ['soakFeature', { cadence: '', soakFeature: '91' }, 'At most 90 days'],
    ['zone', { timeZone: 'Mars/Olympus' }, 'time zone'],
  ])('refuses a wrong %s at its field: %j', async (field, wrong, words) => {
    const one = await opened()
    const form = { channel: 'stable', pace: 'calm', ...wrong }
    const fault = new RegExp(`id="fault-${field}">[^<]*${words}`)
    expect((await one.page(form)).text).toMatch(fault)
    const refused = await one.send('/choices', form)
    expect(refused.status).toBe(400)
    expect(refused.text).toMatch(fault)
    expect((await one.page()).text).toMatch(/value="calm" checked/)
  })

  it.each([
    [{ holdFrom: '2026-11-20', holdTo: '2026-11-10' }, 'A hold ends after it starts'],
    [{ holdFrom: '2026-11-02', holdTo: '2027-11-10' }, 'At most 90 days at a time'],
    [{ holdFrom: '2026-10-01', holdTo: '2026-11-10' }, 'A hold cannot start in the past'],
    [{ holdFrom: 'soon', holdTo: '' }, 'Choose a day'],
    [{ holdFrom: '2026-02-30', holdTo: '' }, 'Choose a day'],
  ])('refuses the hold %j', async (form, words) => {
    const one = await opened()
    expect((await one.page(form)).text).toContain(words)
    const refused = await one.send('/holds', form)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain(words)
    expect(sectionOf((await one.page()).text, 'held')).not.toContain('Nothing new')
  })

  it.each([
    ['/changes/editor/keep/1', { until: '2027-01-01' }, 400, 'at most 30 days'],
    ['/changes/editor/keep/1', { until: 'later' }, 400, 'Choose a day'],
    ['/changes/editor/keep/1/NaN', {}, 400, 'still to come'],
    ['/changes/editor/keep/1/1794000000000.5', {}, 400, 'still to come'],
    ['/changes/none/keep/1', { until: '2026-11-20' }, 404, 'There is no such change'],
    ['/now', { change: 'dark 1' }, 404, 'There is no such change'],
    ['/now', { change: '$where' }, 400, 'There is no such change'],
    ['/holds/12/end', {}, 400, 'There is no such hold'],
    ['/choices/back/12', {}, 404, 'There is no such choice any more'],
  ])('refuses %s with %j', async (to, form, status, words) => {
    const one = await opened()
    const refused = await one.send(to, form as Record<string, string>)
    expect(refused.status).toBe(status)
    expect(refused.text).toContain(words)
  })

  it('asks nobody for a zone who has chosen one, and saves none by itself', async () => {
    const one = await opened()
    expect((await one.page()).text).not.toContain('data-guess-zone')
    const fresh = sluice.agent()
    const csrf = csrfIn((await fresh.get(one.path)).text)
    await fresh.post(`${one.path}/begin`).type('form').send({ _csrf: csrf })
    expect((await fresh.get(one.path)).text).toContain('data-guess-zone')
  })
})

describe('other people’s pages', () => {
  it.each(['/now', '/changes/editor/keep/1', '/previews/dark/on', '/holds', '/choices/back/1'])(
    '%s does nothing without a page of this project',
    async (to) => {
      const [mine, other] = [await opened(), await opened()]
      const { text } = await mine.page()
      const refused = await mine.agent
        .post(`${other.path}${to}`)
        .type('form')
        .send({ _csrf: csrfIn(text), change: 'editor 1' })
      expect(refused.status).toBe(401)
      await mine.agent.post(`${mine.path}${to}`).type('form').send({ change: 'editor 1' }).expect(403)
    },
  )

  it('never shows the key of a flag', async () => {
    const one = await opened()
    const words = (await one.page()).text.replace(/<[^>]*>/g, ' ')
    expect(words).not.toMatch(/\b(editor|photos|dark|internal)\b/)
  })
})
