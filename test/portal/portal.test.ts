import { by, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { csrfIn, start, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const hour = 3_600_000

describe('a subject’s own page', () => {
  let sluice: TestSluice
  withSluice((started) => {
    sluice = started
  })

  let made = 0
  const newProject = () => sluice.project(`notewell-${++made}`, 'Notewell')

  /** A browser that has begun on the page of a project. */
  async function begun(key: string) {
    const agent = sluice.agent()
    const welcome = await agent.get(`/me/${key}`).expect(200)
    await agent
      .post(`/me/${key}/begin`)
      .type('form')
      .send({ _csrf: csrfIn(welcome.text) })
      .expect(303)
    return agent
  }

  const headlineOf = (html: string) => /<h1>([^<]*)<\/h1>/.exec(html)?.[1]

  it('welcomes who has none open, and begins one with a button', async () => {
    const { key } = await newProject()
    const agent = sluice.agent()
    const welcome = await agent.get(`/me/${key}`).expect(200)
    expect(headlineOf(welcome.text)).toBe('Open this page from Notewell, or start here.')
    const done = await agent
      .post(`/me/${key}/begin`)
      .type('form')
      .send({ _csrf: csrfIn(welcome.text) })
      .expect(303)
    expect(done.headers.location).toBe(`/me/${key}`)
    const own = await agent.get(`/me/${key}`).expect(200)
    expect(headlineOf(own.text)).toBe('Nothing new has been announced on Stable yet.')
    expect(own.text).toContain('Nothing is on its way')
  })

  it('begins nothing without the form’s token, and knows no project that is not there', async () => {
    const { key } = await newProject()
    await sluice.agent().post(`/me/${key}/begin`).type('form').send({}).expect(403)
    await sluice.agent().get('/me/none').expect(404)
    await sluice.agent().get('/me/none/enter/code').expect(404)
  })

  it('opens only the page of its own project', async () => {
    const [mine, other] = [await newProject(), await newProject()]
    const agent = await begun(mine.key)
    expect(headlineOf((await agent.get(`/me/${other.key}`)).text)).toContain('start here')
    await agent.get(`/me/${other.key}/answers`).expect(401)
    const csrf = csrfIn((await agent.get(`/me/${other.key}`)).text)
    await agent
      .post(`/me/${other.key}/choices`)
      .type('form')
      .send({ _csrf: csrf, channel: 'beta', pace: 'calm' })
      .expect(401)
    expect(await sluice.services.policies.countByChannel(other)).toEqual(new Map())
  })

  describe('by a link from the product', () => {
    async function linked() {
      const project = await newProject()
      const { subjects, policies } = sluice.services
      const identity = await subjects.identify(project, subjects.issue(project))
      await policies.choose(project, identity, { channel: 'canary', pace: 'early' })
      return `/me/${project.key}/enter/${await subjects.handOff(project, identity)}`
    }
    const enter = async (agent: ReturnType<TestSluice['agent']>, path: string) => {
      const _csrf = csrfIn((await agent.get(path)).text)
      return agent.post(path).set('accept', 'text/html').type('form').send({ _csrf })
    }

    it('opens once, at a click; looking at it uses nothing up', async () => {
      const path = await linked()
      const agent = sluice.agent()
      await sluice.agent().get(path).expect(200)
      const page = await agent.get(path).expect(200)
      expect(page.text).toContain('data-submit-at-once')
      const opened = await enter(agent, path)
      expect(opened.status).toBe(303)
      expect((await agent.get(opened.headers.location ?? '')).text).toMatch(/value="canary" checked/)
      const again = await enter(sluice.agent(), path)
      expect(again.status).toBe(404)
      expect(headlineOf(again.text)).toContain('used already, or is older than two minutes')
    })

    it.each([
      [2 * 60_000, 303],
      [2 * 60_000 + 1, 404],
    ])('after %i ms answers %i', async (ms, status) => {
      const path = await linked()
      sluice.clock.advance(ms)
      expect((await enter(sluice.agent(), path)).status).toBe(status)
    })

    it('takes the place of a page that is open only at a click', async () => {
      const path = await linked()
      const agent = await begun(path.split('/')[2] ?? '')
      const page = await agent.get(path).expect(200)
      expect(page.text).not.toContain('data-submit-at-once')
      expect(page.text).toContain('A page is open in this browser already.')
    })
  })

  describe('choosing', () => {
    /** A project with the editor on beta since the start, and an agent on stable. */
    async function offered() {
      sluice.clock.moveTo(start)
      const project = await newProject()
      await publishFlag(sluice, project, 'new-editor', toEverybody({ reach: { beta: 100_000 } }))
      sluice.clock.moveTo(start + hour)
      return { project, agent: await begun(project.key) }
    }

    it('shows what a choice would change, saves nothing by it, and then saves', async () => {
      const { project, agent } = await offered()
      const path = `/me/${project.key}`
      const looked = await agent.get(`${path}?channel=beta&pace=first`).expect(200)
      expect(looked.text).toContain('Beta instead of Stable: you would have one more thing at once.')
      expect(looked.text).toContain('New editor: at once')
      expect(looked.text).toContain('Choose Beta</button>')
      expect(looked.text).toContain('Keep Stable</a>')
      const calm = await agent.get(`${path}?channel=beta&pace=calm&timeZone=Europe%2FBerlin`).expect(200)
      expect(calm.text).toContain(
        'Beta, Calm and Europe/Berlin instead of Stable, “As soon as it is out” and UTC: nothing you have changes. One more thing would be on its way.',
      )
      expect(calm.text).toContain('New editor: Tue 17 Nov')
      expect(await sluice.services.policies.countByChannel(project)).toEqual(new Map())

      const _csrf = csrfIn(calm.text)
      const sent = { _csrf, channel: 'beta', pace: 'calm', timeZone: 'Europe/Berlin' }
      await agent.post(`${path}/choices`).type('form').send(sent).expect(303).expect('location', path)
      sluice.clock.advance(1)
      const saved = await agent.get(path).expect(200)
      expect(saved.text).toContain('Saved: you chose Beta, Calm and Europe/Berlin.')
      expect(headlineOf(saved.text)).toBe('One new thing is on its way to you. It comes on 17 November.')
      expect(saved.text).toContain('<time datetime="2026-11-17T09:00:00.000Z"><b>Tue 17</b>November<br>10:00</time>')
      expect(saved.text).toContain(
        'It comes on Tue 17 November at 10:00: you chose Calm; with Steady it would come on Tue 10 November at 10:00.',
      )

      sluice.clock.moveTo(Date.UTC(2026, 10, 17, 9, 1))
      const arrived = await agent.get(path).expect(200)
      expect(headlineOf(arrived.text)).toBe('You have everything that is out for you on Beta.')
      expect(arrived.text).toContain('Everybody on Beta has had it since 2 November.')
    })

    it('tells what slowing down would change for what is on its way', async () => {
      const { project, agent } = await offered()
      const path = `/me/${project.key}`
      const sent = { _csrf: csrfIn((await agent.get(path)).text), channel: 'beta', pace: 'steady' }
      await agent.post(`${path}/choices`).type('form').send(sent).expect(303)
      sluice.clock.advance(1)
      const looked = await agent.get(`${path}?pace=calm`).expect(200)
      expect(looked.text).toContain('Calm instead of Steady: nothing you have changes. One thing would come later.')
      expect(looked.text).toContain('New editor: Tue 17 Nov instead of Mon 9 Nov')
    })

    it.each([
      ['channel', { channel: 'nightly', pace: 'calm' }, 'There is no such channel'],
      ['pace', { channel: 'beta', pace: 'sometimes' }, 'There is no such pace'],
      ['timeZone', { channel: 'beta', pace: 'calm', timeZone: 'Mars/Olympus' }, 'time zone'],
      ['channel', { channel: ['beta', 'canary'], pace: 'calm' }, 'Choose a channel'],
    ])('refuses an unknown %s, names the field and changes nothing', async (field, choice, words) => {
      const { project, agent } = await offered()
      const path = `/me/${project.key}`
      const _csrf = csrfIn((await agent.get(path)).text)
      const refused = await agent
        .post(`${path}/choices`)
        .type('form')
        .send({ _csrf, ...choice })
        .expect(400)
      expect(refused.text).toMatch(new RegExp(`id="fault-${field === 'timeZone' ? 'zone' : field}">[^<]*${words}`))
      expect(headlineOf(refused.text)).toBe('Nothing new has been announced on Stable yet.')
      const looked = await agent.get(path).query(choice).set('accept', 'text/html').expect(200)
      expect(looked.text).toContain(words)
      expect(await sluice.services.policies.countByChannel(project)).toEqual(new Map())
    })
  })

  it('shows stored text literally', async () => {
    const nasty = '<img src=x onerror=alert(1)>'
    const project = await sluice.project(`notewell-${++made}`, nasty)
    await publishFlag(sluice, project, 'new-editor', toEverybody({ title: nasty, sentence: nasty }))
    sluice.clock.advance(1)
    const agent = await begun(project.key)
    const { text } = await agent.get(`/me/${project.key}`).expect(200)
    expect(text).not.toContain('<img')
    expect(text.match(/&lt;img src&#x3D;x onerror&#x3D;alert\(1\)&gt;/g)?.length).toBeGreaterThan(2)
  })

  it('shows what was written to the team, and its replies', async () => {
    const project = await newProject()
    const { subjects, conversations } = sluice.services
    const identity = await subjects.identify(project, subjects.issue(project))
    const path = `/me/${project.key}/enter/${await subjects.handOff(project, identity)}`
    const agent = sluice.agent()
    const _csrf = csrfIn((await agent.get(path)).text)
    await agent.post(path).type('form').send({ _csrf }).expect(303)
    const answers = `/me/${project.key}/answers`
    expect(headlineOf((await agent.get(answers)).text)).toBe('You have not written to the team yet.')

    const id = '019a0000-0000-7000-8000-000000000001'
    await conversations.open(project, identity, { id, kind: 'idea', text: 'A <b>bold</b> idea' })
    expect(headlineOf((await agent.get(answers)).text)).toBe('What you wrote waits for an answer.')
    await conversations.reply(project, id, { id: '019a0000-0000-7000-8000-000000000002', text: 'We will.' }, by)
    const { text } = await agent.get(answers)
    expect(headlineOf(text)).toBe('The team has answered you.')
    expect(text).toContain('A &lt;b&gt;bold&lt;/b&gt; idea')
    expect(text).toContain('We will.')
    expect(text).toContain('Ada, <time')
  })
})
