import { EventSource } from 'eventsource'
import { openPages } from '../../src/portal/open-pages.ts'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { csrfIn, start, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

describe('openPages', () => {
  it('tells whom it concerns, and nobody who has gone', () => {
    const pages = openPages()
    const heard: string[] = []
    const leave = pages.follow('p', 'eva', (topic) => heard.push(`eva ${topic}`))
    pages.follow('p', 'tom', (topic) => heard.push(`tom ${topic}`))
    pages.follow('q', 'eva', (topic) => heard.push(`other ${topic}`))
    pages.tell('p', 'eva', 'choices')
    pages.tellAll('p', 'flags')
    leave()
    leave()
    pages.tell('p', 'eva', 'choices')
    pages.tell('p', 'nobody', 'choices')
    expect(heard).toEqual(['eva choices', 'eva flags', 'tom flags'])
  })

  it('refuses the ninth page of one subject until one has gone', () => {
    const pages = openPages()
    const leave = Array.from({ length: 8 }, () => pages.follow('p', 'eva', () => {}))
    expect(() => pages.follow('p', 'eva', () => {})).toThrow('Too many of these pages')
    pages.follow('p', 'tom', () => {})
    leave[0]?.()
    pages.follow('p', 'eva', () => {})
  })
})

describe('the stream of a subject’s own pages', () => {
  let sluice: TestSluice
  let project: Project
  withSluice((started) => {
    sluice = started
  })

  let made = 0
  beforeEach(async () => {
    sluice.clock.moveTo(start)
    project = await sluice.project(`notewell-${++made}`)
    await sluice.services.flags.create(project, 'editor', switchDraft())
  })

  async function opened() {
    const { subjects } = sluice.services
    const identity = await subjects.identify(project, subjects.issue(project))
    return { identity, ...(await openedAs(await subjects.handOff(project, identity))) }
  }

  /** Another browser with the same subject's page. */
  async function openedAs(code: string) {
    const agent = sluice.agent()
    const path = `/me/${project.key}`
    const csrf = csrfIn((await agent.get(`${path}/enter/${code}`)).text)
    const entered = await agent.post(`${path}/enter/${code}`).type('form').send({ _csrf: csrf }).expect(303)
    const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
    return { agent, cookie, path }
  }

  /** Listens as a browser would; `next` settles with the topic of the next event. */
  async function listening(cookie: string) {
    const source = new EventSource(`${sluice.url}/me/${project.key}/stream`, {
      fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, cookie } }),
    })
    await new Promise<void>((done, fail) => {
      source.addEventListener('open', () => done())
      source.addEventListener('error', () => fail(new Error('The stream was refused')))
    })
    return {
      next: () =>
        new Promise<string>((done) =>
          source.addEventListener('changed', ({ data }) => done((JSON.parse(data) as { topic: string }).topic), {
            once: true,
          }),
        ),
      close: () => source.close(),
    }
  }

  it('tells one device of what was chosen on another, and nobody else', async () => {
    const { identity, cookie } = await opened()
    const stranger = await opened()
    const [own, other] = [await listening(cookie), await listening(stranger.cookie)]
    const [told, toldOther] = [own.next(), other.next()]
    await sluice.services.policies.choose(project, identity, { channel: 'beta', pace: 'calm' })
    expect(await told).toBe('choices')
    // The stranger's first event is of their own choice, so the one before was not theirs.
    await sluice.services.flags.publish(project, 'editor', toEverybody(), by)
    expect(await toldOther).toBe('flags')
    own.close()
    other.close()
  })

  it('tells of what the team does, and of a change that arrives by itself', async () => {
    const { identity, cookie, agent, path } = await opened()
    await sluice.services.policies.choose(project, identity, { channel: 'stable', pace: 'calm' })
    sluice.clock.advance(1)
    const { next, close } = await listening(cookie)
    const published = next()
    await sluice.services.flags.publish(project, 'editor', toEverybody(), by)
    expect(await published).toBe('flags')

    sluice.clock.advance(1)
    expect((await agent.get(path)).text).toContain('It comes on 17 November.')
    const arrived = next()
    sluice.clock.moveTo(Date.UTC(2026, 10, 17, 10))
    sluice.jobs.arrivals.run()
    expect(await arrived).toBe('flags')
    expect((await agent.get(path)).text).toContain('You have everything that is out for you on Stable.')
    close()
  })

  it('is for whoever has the page open', async () => {
    await sluice.agent().get(`/me/${project.key}/stream`).expect(401)
    await sluice.agent().get('/me/none/stream').expect(404)
  })

  it('answers a HEAD at once, and holds no place for it', async () => {
    const { cookie, agent, path } = await opened()
    for (let i = 0; i < 9; i++) {
      const { headers } = await agent.head(`${path}/stream`).expect(200)
      expect(headers['content-type']).toContain('text/event-stream')
    }
    const { close } = await listening(cookie)
    close()
  })

  it('is bounded for one subject, whose other pages still work', async () => {
    const { cookie, agent, path } = await opened()
    const streams = []
    for (let i = 0; i < 8; i++) streams.push(await listening(cookie))
    await agent.get(`${path}/stream`).expect(429)
    await agent.get(path).expect(200)
    for (const { close } of streams) close()
  })
})
