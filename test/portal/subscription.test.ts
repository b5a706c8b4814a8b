import { parseFeed } from '@rowanmanning/feed-parser'
import ICAL from 'ical.js'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { csrfIn, start, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const day = 86_400_000

describe('calendars and feeds', () => {
  let sluice: TestSluice
  withSluice((started) => {
    sluice = started
  })

  let made = 0
  const newProject = () => sluice.project(`notewell-${++made}`, 'Notewell')
  const moment = () => sluice.clock.advance(1)

  async function publish(project: Project, key: string, more: Parameters<typeof toEverybody>[0] = {}) {
    await publishFlag(sluice, project, key, toEverybody(more), switchDraft({ title: `Secret ${key}` }))
    moment()
  }

  /** Somebody on their own page who takes things slowly. */
  async function steady(project: Project) {
    const agent = sluice.agent()
    const home = `/me/${project.key}`
    const post = async (path: string, form: object) => {
      const _csrf = csrfIn((await agent.get(home)).text)
      return agent
        .post(`${home}${path}`)
        .type('form')
        .send({ ...form, _csrf })
    }
    expect((await post('/begin', {})).status).toBe(303)
    expect((await post('/choices', { channel: 'stable', pace: 'steady' })).status).toBe(303)
    moment()
    return { agent, home, post }
  }
  type Person = Awaited<ReturnType<typeof steady>>

  async function address({ post }: Person): Promise<string> {
    const { text, status } = await post('/calendar', { act: 'make' })
    expect(status).toBe(200)
    const path = new RegExp(`>${sluice.url}(/me/[^<]+\\.ics)<`).exec(text)?.[1] ?? ''
    expect(text).toContain(`href="webcal:${sluice.url.replace('http:', '')}${path}"`)
    return path
  }

  async function eventsAt(path: string) {
    const { text, headers } = await sluice.agent().get(path).expect(200)
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
    const calendar = new ICAL.Component(ICAL.parse(text))
    return calendar.getAllSubcomponents('vevent').map((vevent) => {
      const event = new ICAL.Event(vevent)
      return {
        uid: event.uid,
        summary: event.summary,
        description: event.description,
        sequence: event.sequence,
        status: vevent.getFirstPropertyValue('status'),
        start: event.startDate.toJSDate(),
        isUtc: event.startDate.zone === ICAL.Timezone.utcTimezone,
      }
    })
  }

  it('puts what comes and what has arrived into a calendar, and says when a date has moved', async () => {
    const project = await newProject()
    const { flags } = sluice.services
    const began = sluice.clock.now()
    const person = await steady(project)
    const path = await address(person)
    await publish(project, 'editor', { title: 'New; editor, <b>&', sentence: 'Two\nlines, one \\ and "quotes".' })
    await publish(project, 'quiet', { announced: false })
    const arrival = new Date(began + 7 * day + 3_600_000)
    const [coming, ...none] = await eventsAt(path)
    expect(none).toEqual([])
    expect(coming).toMatchObject({ summary: 'Notewell: New; editor, <b>&', status: 'TENTATIVE', isUtc: true })
    expect(coming?.start).toEqual(arrival)
    expect(coming?.description).toContain('Two\nlines, one \\ and "quotes".')

    await flags.halt(project, 'editor', 1, by)
    moment()
    expect(await eventsAt(path)).toMatchObject([{ uid: coming?.uid, start: arrival, status: 'TENTATIVE' }])
    sluice.clock.advance(day)
    await flags.resume(project, 'editor', by)
    moment()
    const [moved] = await eventsAt(path)
    expect(moved).toMatchObject({ uid: coming?.uid, start: new Date(arrival.getTime() + day), status: 'TENTATIVE' })
    expect(moved?.sequence).toBeGreaterThan(coming?.sequence ?? 99)

    await person.post('/choices', { channel: 'stable', pace: 'calm' })
    moment()
    const [slower] = await eventsAt(path)
    expect(slower?.start.getTime()).toBeGreaterThan(moved?.start.getTime() ?? Infinity)
    expect(slower?.sequence).toBeGreaterThan(moved?.sequence ?? 99)

    sluice.clock.moveTo((slower?.start.getTime() ?? 0) + 1)
    expect(await eventsAt(path)).toEqual([
      { ...slower, status: 'CONFIRMED', description: expect.stringContaining('Yours since') },
    ])

    await flags.rollBack(project, 'editor', 0, by)
    moment()
    const [cancelled] = await eventsAt(path)
    expect(cancelled).toMatchObject({ uid: coming?.uid, status: 'CANCELLED', start: slower?.start })
    expect(cancelled?.sequence).toBeGreaterThan(slower?.sequence ?? 99)
    sluice.clock.advance(31 * day)
    expect(await eventsAt(path)).toEqual([])
  })

  it('gives equal bytes for equal content, and 304 to who has them', async () => {
    const project = await newProject()
    const path = await address(await steady(project))
    await publish(project, 'editor')
    const channel = `/feeds/${project.key}/stable`
    for (const one of [path, ...['atom', 'rss', 'json'].map((format) => `${channel}.${format}`)]) {
      const first = await sluice.agent().get(one).expect(200)
      sluice.clock.advance(3_600_000)
      const second = await sluice.agent().get(one).expect(200)
      expect(second.text).toBe(first.text)
      const etag = first.headers.etag as string
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`])
        expect((await sluice.agent().get(one).set('If-None-Match', known).expect(304)).text).toBe('')
      await sluice.agent().get(one).set('If-None-Match', '"other"').expect(200)
      await sluice.agent().head(one).expect(200)
    }
  })

  it('hides an address that was replaced, stopped, guessed or is of another project', async () => {
    const project = await newProject()
    const other = await newProject()
    const person = await steady(project)
    const first = await address(person)
    const second = await address(person)
    await sluice.agent().get(first).expect(404)
    await sluice.agent().get(second).expect(200)
    await sluice.agent().get(second.replace(project.key, other.key)).expect(404)
    await sluice.agent().get(`/me/${project.key}/calendar/guess.ics`).expect(404)
    await sluice.agent().get(second.replace('calendar/', 'feed/').replace('.ics', '.atom')).expect(200)
    expect((await person.agent.get(`${person.home}/calendar`)).text).not.toContain('.ics')
    expect((await person.post('/calendar', { act: 'stop' })).headers.location).toBe(person.home)
    await sluice.agent().get(second).expect(404)
    await sluice.agent().get(second.replace('calendar/', 'feed/').replace('.ics', '.atom')).expect(404)
  })

  it('makes none for strangers, by a GET, without the form’s token or with another act', async () => {
    const project = await newProject()
    const { home, agent, post } = await steady(project)
    await sluice.agent().get(`${home}/calendar`).expect(401)
    await agent.get(`${home}/calendar`).expect(200)
    await agent.post(`${home}/calendar`).type('form').send({ act: 'make' }).expect(403)
    expect((await post('/calendar', { act: 'burn' })).status).toBe(400)
    expect((await post('/calendar', {})).status).toBe(400)
    const subscriptions = sluice.connection.collection('subscriptions')
    expect(await subscriptions.countDocuments({ project: project.id })).toBe(0)
  })

  it('stores nothing of a token but its hash', async () => {
    const project = await newProject()
    const token = /calendar\/(.+)\.ics/.exec(await address(await steady(project)))?.[1] ?? ''
    const stored = await sluice.connection.collection('subscriptions').find({ project: project.id }).toArray()
    expect(stored).toHaveLength(1)
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  describe('as feeds', () => {
    const title = '<b>Bold</b> & "new" ]]> it’s &amp; \u{1f389}'
    const sentence = '<script>alert(1)</script> & more'

    async function parsed(path: string) {
      const { text, headers } = await sluice.agent().get(path).expect(200)
      return { feed: parseFeed(text), text, type: headers['content-type'] }
    }

    it('tells a channel what came to it, in three formats, with nothing but text in it', async () => {
      const project = await newProject()
      await publish(project, 'editor', { title, sentence })
      await publish(project, 'beta', { title: 'On beta', reach: { beta: 1000 } })
      await publish(project, 'quiet', { announced: false, title: 'Hush' })
      const base = `/feeds/${project.key}`
      for (const [format, type] of [
        ['atom', 'application/atom+xml; charset=utf-8'],
        ['rss', 'application/rss+xml; charset=utf-8'],
      ]) {
        const { feed, text, type: given } = await parsed(`${base}/stable.${format}`)
        expect(given).toBe(type)
        expect(feed.title).toBe('Notewell on Stable, as soon as it is out')
        expect(feed.items.map((item) => item.title)).toEqual([title])
        expect(text).toContain('<p>&#60;script&#62;alert(1)')
        expect(text).not.toContain('<script>')
        expect(feed.items[0]?.url).toBe(`${sluice.url}/me/${project.key}`)
        const { feed: onBeta } = await parsed(`${base}/beta.${format}`)
        expect(onBeta.items.map((item) => item.title)).toEqual(['On beta', title])
      }
      const { body, headers } = await sluice.agent().get(`${base}/stable.json`).buffer(true).parse(readJson).expect(200)
      expect(headers['content-type']).toBe('application/feed+json; charset=utf-8')
      expect(body.items).toMatchObject([{ title, id: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/) }])
      expect(body.items[0].content_html).toContain('&#60;script&#62;alert(1)')
      expect(body.items[0].content_html).not.toContain('<script>')
    })

    it('writes names literally', async () => {
      await sluice.project('named', 'A & <b> &amp; B')
      const atom = await sluice.agent().get('/feeds/named/stable.atom').expect(200)
      expect(atom.text).toContain('<title>A &amp; &lt;b&gt; &amp;amp; B on Stable, as soon as it is out</title>')
      expect(atom.text).toContain('<name>A &amp; &lt;b&gt; &amp;amp; B</name>')
      const json = await sluice.agent().get('/feeds/named/stable.json').buffer(true).parse(readJson).expect(200)
      expect(json.body.title).toBe('A & <b> &amp; B on Stable, as soon as it is out')
    })

    it('tells one subject what comes, what they have and what was taken back', async () => {
      const project = await newProject()
      const person = await steady(project)
      const atom = (await address(person)).replace('calendar/', 'feed/').replace('.ics', '.atom')
      await publish(project, 'editor', { title: 'New editor' })
      const text = async () => (await parsed(atom)).feed.items.map((item) => `${item.title}: ${item.description}`)
      expect(await text()).toEqual([expect.stringMatching(/^New editor: .*It reaches you on/)])
      sluice.clock.advance(8 * day)
      expect(await text()).toEqual([expect.stringMatching(/^New editor: .*Yours since/)])
      await sluice.services.flags.rollBack(project, 'editor', 0, by)
      moment()
      expect(await text()).toEqual([expect.stringMatching(/^New editor: .*The team took it back/)])
    })

    it('are found from a subject’s page, and nowhere for a channel that is not there', async () => {
      const project = await newProject()
      const { agent, home } = await steady(project)
      const { text } = await agent.get(home).expect(200)
      expect(text).toContain(
        `<link rel="alternate" type="application/atom+xml" title="Notewell on Stable (Atom)" href="/feeds/${project.key}/stable.atom">`,
      )
      expect(text).toContain(`href="${home}/calendar"`)
      await sluice.agent().get(`/feeds/${project.key}/nightly.atom`).expect(404)
      await sluice.agent().get('/feeds/none/stable.atom').expect(404)
      await sluice.agent().get(`/feeds/${project.key}/stable.pdf`).expect(404)
    })

    it('speak of a change in another order than they were published only when something happened to it', async () => {
      const project = await newProject()
      await publish(project, 'one', { title: 'One', reach: { beta: 100_000 } })
      await publish(project, 'two', { title: 'Two', reach: { beta: 100_000 } })
      const titles = async () => (await parsed(`/feeds/${project.key}/beta.rss`)).feed.items.map((item) => item.title)
      expect(await titles()).toEqual(['Two', 'One'])
      await sluice.services.flags.widen(project, 'one', 1, { stable: 50_000 }, by)
      moment()
      expect(await titles()).toEqual(['One', 'Two'])
    })
  })

  it('is part of the description of the API', async () => {
    const { body } = await sluice.agent().get('/openapi.json').expect(200)
    const operation = body.paths['/me/{project}/calendar/{token}.ics'].get
    expect(Object.keys(operation.responses[200].content)).toEqual(['text/calendar'])
    expect(operation.parameters.map(({ name }: { name: string }) => name)).toEqual(['project', 'token'])
    expect(Object.keys(body.paths)).toContain('/feeds/{project}/{channel}.atom')
  })

  it('follows somebody who signs in, with numbers that do not fall', async () => {
    const project = await newProject()
    const person = await steady(project)
    const path = await address(person)
    await publish(project, 'editor')
    const [before] = await eventsAt(path)
    const stored = await sluice.connection.collection('subscriptions').findOne({ project: project.id })
    const { subscriptions, policies } = sluice.services
    const into = { subject: 'user_eva', since: start }
    await subscriptions.move(project, stored?.subject, into)
    await policies.move(project, stored?.subject, into, false)
    await subscriptions.move(project, stored?.subject, into)
    moment()
    const [after] = await eventsAt(path)
    expect(after).toMatchObject({ uid: before?.uid, start: before?.start })
    expect(after?.sequence).toBeGreaterThanOrEqual(before?.sequence ?? 99)
  })
})

const readJson: Parameters<ReturnType<ReturnType<TestSluice['agent']>['get']>['parse']>[0] = (response, done) => {
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (part: string) => {
    text += part
  })
  response.on('end', () => done(null, JSON.parse(text)))
}
