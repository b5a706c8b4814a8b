import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  const { flags } = sluice.services
  await publishFlag(
    sluice,
    project,
    'undo',
    toEverybody({ urgent: true, title: 'Undo' }),
    switchDraft({ title: 'Undo' }),
  )
  await flags.create(project, 'dark', switchDraft())
  await flags.offer(project, 'dark', { variant: 'on', title: 'Dark mode', sentence: 'Easier on the eyes.' }, by)
  sluice.clock.advance(1000)
})

/** Somebody with the widget and their own page open, the one without scripts. */
async function somebody() {
  const { subjects } = sluice.services
  const token = subjects.issue(project)
  const identity = await subjects.identify(project, token)
  const { ask } = await sluice.widget(project, { token })
  const agent = sluice.agent()
  const page = async (path = '') => (await agent.get(`/me/notewell${path}`).set('accept', 'text/html')).text
  const post = async (path: string, form: object = {}) =>
    agent
      .post(`/me/notewell${path}`)
      .set('accept', 'text/html')
      .type('form')
      .send({ _csrf: csrfIn(await page()), ...form })
  const enter = `/enter/${await subjects.handOff(project, identity)}`
  const door = await page(enter)
  await agent
    .post(`/me/notewell${enter}`)
    .type('form')
    .send({ _csrf: csrfIn(door) })
  const write = async (text: string, kind = 'problem') => {
    const id = uuid()
    dataOf(await ask('feedback:send', { id, kind, text }))
    sluice.clock.advance(1000)
    return id
  }
  return { ask, page, post, write, subject: identity.subject }
}

type Somebody = Awaited<ReturnType<typeof somebody>>

/** A new revision that is linked to what they wrote, and that they have seen. */
async function arrives({ ask }: Somebody, conversation: string): Promise<void> {
  const { flags, handling } = sluice.services
  const { revisions } = await flags.publish(project, 'undo', toEverybody({ urgent: true, title: 'Undo is back' }), by)
  const to = { flag: 'undo', revision: revisions.length }
  await handling.handle(project, conversation, { do: 'link', to }, { ...by, id: 'ada' })
  sluice.clock.advance(1000)
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'undo', variant: 'on' }] }))
}

const unfilled = (html: string) => html.replace(/\s+/g, ' ')
const stateOf = async (id: string) => {
  const { state, outcome } = await sluice.services.conversations.find(project, id)
  return [state, outcome]
}

describe('closing the loop', () => {
  it.each([
    ['problem', 'Did this fix your problem?'],
    ['idea', 'Is this what you had in mind?'],
    ['question', 'Does this answer your question?'],
  ])('asks in the words that fit a %s, before everything else', async (kind, words) => {
    const one = await somebody()
    const id = await one.write('Undo is gone', kind)
    expect(await one.page('/answers')).not.toContain(words)
    await arrives(one, id)
    await one.write('Something else')
    const html = unfilled(await one.page('/answers'))
    expect(html).toContain('<h1>Something that you wrote of has arrived for you.</h1>')
    expect(html).toContain(`<strong>Undo is back</strong> arrived for you. ${words}`)
    expect(html.indexOf('Undo is gone')).toBeLessThan(html.indexOf('Something else'))
  })

  it('takes a yes, and closes', async () => {
    const one = await somebody()
    const id = await one.write('Undo is gone')
    await arrives(one, id)
    const done = await one.post(`/answers/${id}/settled`, { fixed: 'yes' })
    expect(done.headers.location).toBe('/me/notewell/answers')
    expect(await stateOf(id)).toEqual(['closed', 'fixed'])
    const html = await one.page('/answers')
    expect(html).toContain('Thank you. The team knows now.')
    expect(html).toContain('<span class="tag">settled</span>')
    expect(html).not.toContain('Did this fix')
  })

  it('takes a no, and opens the conversation to say more', async () => {
    const one = await somebody()
    const id = await one.write('Undo is gone')
    await arrives(one, id)
    const done = await one.post(`/answers/${id}/settled`, { fixed: 'no' })
    expect(done.headers.location).toBe(`/me/notewell/answers?more=${id}#talk-${id}`)
    expect(await stateOf(id)).toEqual(['open', 'not-fixed'])
    const html = await one.page(`/answers?more=${id}`)
    expect(html).toMatch(/<details open>[\s\S]*What is still missing\?/)
    const messageId = /name="id" value="([^"]+)"/.exec(html)?.[1]
    for (const _ of ['once', 'again'])
      expect((await one.post(`/answers/${id}`, { id: messageId, text: 'Not for pictures' })).status).toBe(303)
    expect(await one.page('/answers')).toContain('Sent. The team’s reply will stand here.')
    const { messages } = await sluice.services.conversations.find(project, id)
    expect(messages.map(({ text }) => text)).toEqual(['Undo is gone', 'Not for pictures'])
  })

  it('is nobody else’s, and nothing without a question', async () => {
    const [one, other] = [await somebody(), await somebody()]
    const id = await one.write('Undo is gone')
    expect((await one.post(`/answers/${id}/settled`, { fixed: 'yes' })).status).toBe(409)
    await arrives(one, id)
    expect((await other.post(`/answers/${id}/settled`, { fixed: 'yes' })).status).toBe(404)
    expect((await other.post(`/answers/${id}`, { id: uuid(), text: 'Me too' })).status).toBe(404)
    expect((await one.post('/answers/x', { id: uuid(), text: 'Where?' })).status).toBe(404)
    expect((await one.post(`/answers/${id}/settled`, { fixed: 'maybe' })).status).toBe(400)
    expect(await stateOf(id)).toEqual(['open', undefined])
  })
})

describe('stepping back', () => {
  const question = 'aria-label="Why? Only if you like."'
  const choose = ({ post }: Somebody, channel: string, pace: string) =>
    post('/choices', { channel, pace, timeZone: 'Europe/Berlin' })
  const fieldsIn = (html: string) => {
    const [form = ''] = new RegExp(`<form[^>]*${question.replace('?', '\\?')}[\\s\\S]*?</form>`).exec(html) ?? []
    return Object.fromEntries([...form.matchAll(/name="(id|undo|act|flag)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]))
  }
  const stored = (id: string | undefined) => sluice.connection.collection('leavings').findOne({ id })

  it.each([
    ['beta first', 'stable first', 'left-channel'],
    ['stable first', 'stable calm', 'slower'],
    ['stable calm', 'stable first', undefined],
    ['stable first', 'beta first', undefined],
  ])('from %s to %s is asked about as %s', async (before, after, act) => {
    const one = await somebody()
    for (const words of [before, after]) {
      await choose(one, words.split(' ')[0] ?? '', words.split(' ')[1] ?? '')
      sluice.clock.advance(1000)
      if (words === before) await one.page()
    }
    const html = await one.page()
    expect(html.includes(question)).toBe(act !== undefined)
    expect(fieldsIn(html).act).toBe(act)
    // It stands there once.
    expect(await one.page()).not.toContain(question)
  })

  it('of a preview keeps the reason with one tap, and the way back beside the thanks', async () => {
    const one = await somebody()
    await one.post('/previews/dark/on')
    expect(await one.page()).not.toContain(question)
    sluice.clock.advance(1000)
    await one.post('/previews/dark/off')
    const html = await one.page()
    expect(html).toContain(question)
    const fields = fieldsIn(html)
    expect(fields).toMatchObject({ act: 'preview-off', flag: 'dark', undo: '/me/notewell/previews/dark/on' })
    expect(html).toContain('>Undo</button>')
    expect((await one.post('/leaving', { ...fields, reason: 'too-buggy' })).headers.location).toBe('/me/notewell')
    expect(await stored(fields.id)).toMatchObject({ act: 'preview-off', flag: 'dark', reason: 'too-buggy' })
    const thanked = await one.page()
    expect(thanked).toContain('Thank you. The team reads this.')
    expect(thanked).toContain('action="/me/notewell/previews/dark/on"')
    expect(thanked).not.toContain(question)
  })

  it.each([
    '/me/other/previews/dark/on',
    'https://example.org/',
    '//example.org',
    '/me/notewell/../../console/sign-out',
    '/console/sign-out',
  ])('offers no way back to %s', async (undo) => {
    const one = await somebody()
    const sent = { id: uuid(), act: 'slower', reason: 'other', undo }
    expect((await one.post('/leaving', sent)).status).toBe(303)
    expect(await one.page()).not.toContain(`action="${undo}"`)
  })

  it('is refused with a reason that there is not', async () => {
    const one = await somebody()
    expect((await one.post('/leaving', { id: uuid(), act: 'slower', reason: 'boring' })).status).toBe(400)
    expect((await one.post('/leaving', { id: uuid(), act: 'preview-off', reason: 'other' })).status).toBe(400)
  })
})

it('shows of long talks the newest messages, and of one at a time all', async () => {
  const { ask, page, write } = await somebody()
  const ids = [await write('Older beginning'), await write('Newer beginning')]
  for (const conversation of ids)
    for (let i = 0; i < 18; i++)
      dataOf(await ask('conversation:write', { id: uuid(), conversation, text: 'x'.repeat(3998) }))
  const [older] = ids
  const short = await page('/answers')
  expect(short.length).toBeLessThan(100_000)
  expect(short).not.toContain('beginning')
  const href = `/me/notewell/answers?whole=${older}#talk-${older}`
  expect(short).toContain(`<a href="${href}">Show 18 earlier messages</a>`)
  expect(short).toContain('>Show four earlier messages</a>')
  const whole = await page(`/answers?whole=${older}`)
  expect(whole).toContain('Older beginning')
  expect(whole).not.toContain('Newer beginning')
})
