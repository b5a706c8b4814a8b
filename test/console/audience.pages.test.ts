import { io } from 'socket.io-client'
import type { Project } from '../../src/projects/project.ts'
import { secondsOf, signed } from '../subjects/sign.ts'
import { by, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const day = 86_400_000
let sluice: TestSluice
let project: Project
let member: Member

withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
  project = await sluice.project()
})

async function somebody(name?: string) {
  const { subjects } = sluice.services
  const identity = await subjects.identify(project, subjects.issue(project))
  await subjects.remember(project, identity)
  if (name !== undefined) await subjects.rename(project, identity.subject, name)
  return identity
}
const choose = async (
  identity: Awaited<ReturnType<typeof somebody>>,
  channel: string,
  pace: 'first' | 'calm' = 'first',
) => {
  await sluice.services.policies.choose(project, identity, { channel, pace })
  sluice.clock.advance(1)
}
const read = (path: string) => member.html(path)
const page = '/console/notewell/audience'
const counted = async () => (await member.agent.get('/api/v1/projects/notewell/audience').expect(200)).body
const personPath = ({ subject }: { subject: string }) => `${page}/${encodeURIComponent(subject)}`

describe('everybody', () => {
  it('says what to do while nobody is known', async () => {
    const text = await read(page)
    expect(text).toContain('Nobody is known yet.')
    expect(text).toContain('/console/notewell/settings')
    expect(await counted()).toMatchObject({ people: 0, told: [] })
  })

  it('counts who is where at which pace, and how that moved', async () => {
    const [ada, ben] = [await somebody('Ada <i>L</i>'), await somebody('Ben'), await somebody()]
    sluice.clock.advance(2 * day)
    await choose(ada, 'beta')
    await choose(ben, 'beta', 'calm')
    sluice.clock.advance(3 * day)
    await choose(ben, 'canary', 'calm')
    const text = await read(page)
    expect(text).toContain('3 people: 1 on Stable, 1 on Beta, 1 on Canary; most take change as soon as it is out.')
    expect(text).toContain('1 more on Stable, 1 more on Beta and 1 more on Canary than thirty days ago.')
    expect(text).toContain('<title>Who is on which channel, over the last thirty days</title>')
    const { channels, days, sentence } = await counted()
    expect(text).toContain(sentence)
    expect(channels).toMatchObject([
      { channel: 'stable', people: 1, paces: { first: 1 } },
      { channel: 'beta', people: 1, paces: { first: 1 } },
      { channel: 'canary', people: 1, paces: { calm: 1 } },
    ])
    expect(days).toHaveLength(31)
    expect(days.slice(-7)).toEqual([
      { date: '2026-11-01', channels: { stable: 0, beta: 0, canary: 0 } },
      { date: '2026-11-02', channels: { stable: 3, beta: 0, canary: 0 } },
      { date: '2026-11-03', channels: { stable: 3, beta: 0, canary: 0 } },
      { date: '2026-11-04', channels: { stable: 1, beta: 2, canary: 0 } },
      { date: '2026-11-05', channels: { stable: 1, beta: 2, canary: 0 } },
      { date: '2026-11-06', channels: { stable: 1, beta: 2, canary: 0 } },
      { date: '2026-11-07', channels: { stable: 1, beta: 1, canary: 1 } },
    ])
  })

  it('is told live, once for many choices', async () => {
    const cookie = (await member.agent.get(page)).request.cookies as string
    const socket = io(`${sluice.url}/console`, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false },
      ...{ auth: { project: 'notewell' }, extraHeaders: { cookie, origin: sluice.url } },
    })
    await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
    const topics: string[] = []
    const told = new Promise<void>((done) =>
      socket.on('changed', ({ topic }) => {
        topics.push(topic)
        done()
      }),
    )
    const many = await Promise.all(Array.from({ length: 5 }, () => somebody()))
    for (const one of many) await choose(one, 'beta')
    await told
    expect(topics).toEqual(['audience'])
    socket.close()
  })

  it('says who waits, who is invited, and what people were told', async () => {
    const { projects, channels, invitations, subjects } = sluice.services
    const drafts = project.channels.map(({ key, name, description, breaks }) => ({
      key,
      name,
      description,
      breaks,
      entry: 'open' as const,
    }))
    const [stable, beta, canary] = drafts
    if (!stable || !beta || !canary) throw new Error('Three channels begin')
    const ladder = [stable, { ...beta, entry: 'capped' as const, cap: 6 }, { ...canary, entry: 'invitation' as const }]
    project = await projects.setLadder(project, ladder)
    await channels.settle(project.id)
    const { code } = await invitations.create(project, 'canary', { note: 'Friends', mostUses: 2 }, by)
    const [cleo, dan] = [await somebody('Cleo'), await somebody('Dan')]
    const text = (key: string) => project.channels.find((channel) => channel.key === key)?.text ?? 0
    await channels.join(project, cleo, 'canary', { text: text('canary'), code })
    expect(await channels.join(project, dan, 'beta', { text: text('beta') })).toMatchObject({ state: 'waiting' })
    const shown = await read(page)
    expect(shown).toContain('6 of 6 places are taken; 1 person waits.')
    expect(shown).toContain('By invitation: 1 invitation is open, 1 person has come by one.')
    expect(shown).toContain('/console/notewell/settings/channels/beta')
    expect(await read(personPath(dan))).toContain('Waits for room on Beta, in place 1.')

    const [ada] = await subjects.search(project, 'Ada', 5)
    if (ada) await sluice.services.policies.choose(project, ada, { channel: 'stable', pace: 'first' })
    await channels.idle()
    sluice.clock.advance(1000)
    expect(await read(page)).toContain('1 person was let in onto Beta; 0 have seen it.')
    const [notice] = await sluice.services.notices.unseen(project, dan.subject)
    await sluice.services.notices.see(project, dan.subject, notice?.id ?? '')
    expect(await read(page)).toContain('1 person was let in onto Beta; they have seen it.')
    expect((await counted()).told).toMatchObject([{ text: '1 person was let in onto Beta.', people: 1, seen: 1 }])
  })
})

describe('searching', () => {
  it.each([
    ['part of a name', 'leo', 1],
    ['whatever its case', 'CLEO', 1],
    ['a pattern, as it stands', '.*', 0],
    ['a bracket', '(', 0],
    ['nobody', 'Nobody here', 0],
  ])('finds by %s', async (_name, text, found) => {
    const shown = await read(`${page}?q=${encodeURIComponent(text)}`)
    expect(shown.match(/href="[^"]*\/audience\/[^"]+"/g) ?? []).toHaveLength(found)
    if (found === 0) expect(shown).toContain('Nobody has this name or id')
  })

  it('finds by id, by the product’s own id too, and shows names literally', async () => {
    const { subjects, identitySecrets } = sluice.services
    const { secret } = await identitySecrets.make(project, by)
    const exp = secondsOf(sluice.clock.now()) + 600
    await subjects.identify(project, signed(secret, { sub: 'u/17', aud: 'notewell', exp, name: 'Signed one' }))
    expect(await read(`${page}?q=u/17`)).toContain('Signed one')
    expect(await read(personPath({ subject: 'user_u/17' }))).toContain('Signed one is on Stable')
    const [ada] = await subjects.search(project, 'Ada', 5)
    const shown = await read(`${page}?q=${ada?.subject}`)
    expect(shown).toContain('Ada &lt;i&gt;L&lt;/i&gt;')
    expect(shown).not.toContain('Ada <i>')
  })

  it('finds nobody of another project', async () => {
    const { subjects } = sluice.services
    const other = await sluice.project('other', 'Other')
    await subjects.remember(other, await subjects.identify(other, subjects.issue(other)))
    expect(await read('/console/other/audience?q=Cleo')).toContain('Nobody has this name or id')
  })

  it.each(['?q=', '?q=a&q=b', `?q=${'x'.repeat(200)}`, '?q[$ne]=1'])('shows everybody for %s', async (query) => {
    expect(await read(`${page}${query}`)).not.toContain('Nobody has this name')
  })
})

describe('one person', () => {
  it('shows what they chose, have and get, in their own words, and what they wrote', async () => {
    const { flags, conversations } = sluice.services
    const eve = await somebody('Eve')
    await publishFlag(sluice, project, 'new-editor')
    sluice.clock.advance(10)
    await sluice.services.policies.choose(project, eve, { channel: 'stable', pace: 'calm', timeZone: 'Europe/Berlin' })
    sluice.clock.advance(1)
    await flags.publish(project, 'new-editor', toEverybody({ title: 'Pictures' }), by)
    sluice.clock.advance(1)
    await sluice.services.policies.hold(project, eve, {
      from: sluice.clock.now() + 1,
      to: sluice.clock.now() + 2 * day,
      note: 'Fair & exams',
    })
    const id = uuid()
    await conversations.open(project, eve, { id, kind: 'idea', text: 'More <b>colour</b>' })
    sluice.clock.advance(1)
    const text = await read(personPath(eve))
    expect(text).toContain('Eve is on Stable and takes change at a calm pace.')
    expect(text).toContain('“You get what has proved itself on Stable')
    expect(text).toContain('You had it before you slowed down; slowing down takes nothing away.')
    expect(text).toContain('Pictures')
    expect(text).toContain('Every rule that decided')
    expect(text).toContain('Fair &amp; exams')
    expect(text).toContain('before that “As soon as it is out” on Stable')
    expect(text).toContain('Europe/Berlin')
    expect(text).toContain(`/console/notewell/inbox/${id}`)
    expect(text).toContain('More &lt;b&gt;colour&lt;/b&gt;')
  })

  it('is whoever chose nothing, too', async () => {
    const text = await read(personPath(await somebody()))
    expect(text).toContain('This person is on Stable and takes change as soon as it is out.')
    expect(text).toContain('Nothing has been chosen yet: this is how everybody begins.')
    expect(text).toContain('Nothing so far.')
  })

  it('is linked from what they wrote', async () => {
    const [eve] = await sluice.services.subjects.search(project, 'Eve', 5)
    const { conversations } = await sluice.services.conversations.ofSubject(project, eve ?? (await somebody()))
    const [letter] = conversations
    expect(await read(`/console/notewell/inbox/${letter?.id}`)).toContain(personPath(eve ?? { subject: '' }))
  })

  it('is nobody who is not known here, nor of another project', async () => {
    const [eve] = await sluice.services.subjects.search(project, 'Eve', 5)
    await member.agent.get(`${page}/anon_none`).expect(404)
    await member.agent.get(`/console/other/audience/${eve?.subject}`).expect(404)
  })
})

it('is for members only', async () => {
  for (const path of [page, `${page}/anon_none`, '/api/v1/projects/notewell/audience'])
    await sluice.agent().get(path).expect(401)
})
