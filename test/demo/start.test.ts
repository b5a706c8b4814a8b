import { csrfIn, type TestSluice } from '../support/sluice.ts'
import { withSluiceEach } from '../support/with-sluice.ts'

describe('the start page and the demo’s product', () => {
  let sluice: TestSluice
  withSluiceEach((started) => {
    sluice = started
  })

  it('says that there is no demo, leads to the console, and sets no cookie', async () => {
    const { text, headers } = await sluice.agent().get('/').expect(200)
    expect(text).toContain('<h1>Let people choose how fast your product changes.</h1>')
    expect(text).toContain('No demo here')
    expect(text).toContain('href="/console"')
    expect(text).toContain('href="/openapi.json"')
    expect(text).not.toContain('href="/demo"')
    expect(headers['set-cookie']).toBeUndefined()
    await sluice.agent().get('/demo').expect(404)
  })

  it('has three doors and the demo’s snippet', async () => {
    const { clientKey } = await sluice.project()
    const { text, headers } = await sluice.agent().get('/').expect(200)
    for (const door of ['/demo', '/me/notewell', '/console']) expect(text).toContain(`href="${door}"`)
    expect(text).toContain(`${sluice.url}/widget/v1.js" data-key="${clientKey}"`)
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('hands the product a token of the subject whose page is open, and of nobody else', async () => {
    const project = await sluice.project()
    const stranger = await sluice.agent().get('/demo').expect(200)
    expect(stranger.text).toContain(`data-key="${project.clientKey}"`)
    expect(stranger.text).not.toContain('data-subject')
    expect(stranger.headers['set-cookie']).toBeUndefined()

    const agent = sluice.agent()
    const _csrf = csrfIn((await agent.get('/me/notewell')).text)
    await agent.post('/me/notewell/begin').type('form').send({ _csrf }).expect(303)
    const token = /data-subject="([^"]+)"/.exec((await agent.get('/demo')).text)?.[1] ?? ''
    const { subjects, policies } = sluice.services
    const identity = await subjects.identify(project, token)
    const form = csrfIn((await agent.get('/me/notewell')).text)
    const choice = { _csrf: form, channel: 'canary', pace: 'early' }
    await agent.post('/me/notewell/choices').type('form').send(choice).expect(303)
    expect((await policies.of(project, identity)).policy).toMatchObject({ channel: 'canary', pace: 'early' })
  })
})
