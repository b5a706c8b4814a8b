import type { Project } from '../../src/projects/project.ts'
import { toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
let member: Member

withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
  project = await sluice.project()
  await publishFlag(sluice, project, 'new-editor')
  sluice.clock.advance(1000)
})

const as = async (choice: { channel: string; pace: 'first' | 'calm' }) => {
  const { subjects, policies } = sluice.services
  const identity = await subjects.identify(project, subjects.issue(project))
  await policies.choose(project, identity, choice)
  sluice.clock.advance(1)
  return identity
}
const why = (subject: string, flag = 'new-editor') =>
  member.agent.get(`/console/notewell/why/${flag}`).query({ subject }).set('accept', 'text/html')

describe('why does this person see this', () => {
  it('says what they have and why, in the words that they read', async () => {
    const { subject } = await as({ channel: 'beta', pace: 'first' })
    const { text } = await why(subject).expect(200)
    expect(text).toContain('<h1>This person has New editor.</h1>')
    expect(text).toContain('<p class="lead">Everybody on Beta has had it since 2 November.</p>')
  })

  it('tells the team of a quiet change, and that the person hears nothing of it', async () => {
    const { subject } = await as({ channel: 'stable', pace: 'calm' })
    await publishFlag(sluice, project, 'quiet', toEverybody({ announced: false }))
    sluice.clock.advance(1)
    const { text } = await why(subject, 'quiet').expect(200)
    expect(text).toContain('This person has Old editor.')
    expect(text).toContain('It comes on Tue 17 November at 10:00: you chose Calm.')
    expect(text).toContain('is told nothing of it')
    expect(text).not.toContain('class="lead"')
  })

  it('is linked from what somebody saw when they wrote', async () => {
    const { exposures, conversations } = sluice.services
    const identity = await as({ channel: 'beta', pace: 'first' })
    const now = sluice.clock.now()
    await exposures.record(project, identity, {
      ...{ id: uuid(), evaluatedAt: new Date(now).toISOString() },
      flags: [{ key: 'new-editor', variant: 'on' }],
    })
    const id = uuid()
    await conversations.open(project, identity, { id, kind: 'idea', text: 'Hello' })
    const { text } = await member.agent.get(`/console/notewell/inbox/${id}`).expect(200)
    expect(text).toContain(`/console/notewell/why/new-editor?subject=${encodeURIComponent(identity.subject)}`)
  })

  it.each([
    ['without a person', '/console/notewell/why/new-editor'],
    ['of a flag that is not there', '/console/notewell/why/none?subject=someone'],
    ['in a project that is not there', '/console/none/why/new-editor?subject=someone'],
  ])('knows nothing %s', async (_name, path) => {
    await member.agent.get(path).expect(404)
  })

  it('is for members only', async () => {
    await sluice.agent().get('/console/notewell/why/new-editor?subject=someone').expect(401)
  })
})

describe('offering a preview', () => {
  const path = '/console/notewell/flags/new-editor/preview'
  const send = (to: string, form: Record<string, string> = {}) =>
    member.agent
      .post(to)
      .set('accept', 'text/html')
      .type('form')
      .send({ _csrf: member.csrf, ...form })
  const draft = { title: 'Try <b>it</b>', sentence: 'It may break.', variant: 'on' }

  it('offers, shows and takes back', async () => {
    expect((await member.agent.get(path).expect(200)).text).toContain('Nobody may switch New editor on')
    await send(path, draft).expect(303)
    sluice.clock.advance(1)
    const shown = await member.agent.get('/console/notewell/flags/new-editor').expect(200)
    expect(shown.text).toContain('Try &lt;b&gt;it&lt;/b&gt;')
    expect(shown.text).toContain('Offered: everybody may switch it on and off')
    expect((await member.agent.get(path)).text).toContain('Everybody may switch New editor on')
    await send(`${path}/take-back`).expect(303)
    sluice.clock.advance(1)
    const flag = await sluice.services.flags.find(project, 'new-editor')
    expect(flag.offers?.at(-1)?.to).toBeDefined()
    const again = await send(`${path}/take-back`).expect(409)
    expect(again.text).toContain('It is not offered')
  })

  it.each([
    ['title', { ...draft, title: '' }, 'Write something'],
    ['variant', { ...draft, variant: 'none' }, 'There is no such variant'],
  ])('refuses a wrong %s, and names it', async (field, form, words) => {
    const before = await sluice.services.flags.find(project, 'new-editor')
    const refused = await send(path, form).expect(400)
    expect(refused.text).toMatch(new RegExp(`id="error-${field}">${words}`))
    expect(await sluice.services.flags.find(project, 'new-editor')).toEqual(before)
  })
})
