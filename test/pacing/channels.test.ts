import type { ChannelDraft } from '../../src/projects/channel.ts'
import { ladderOf, type Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { csrfIn, dataOf, start, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const hour = 3_600_000
const day = 24 * hour

let sluice: TestSluice
withSluice((started) => {
  sluice = started
})

let made = 0
const begin = () => sluice.project(`notewell-${++made}`, 'Notewell')
const now = async ({ id }: Project) => (await sluice.services.projects.byId(id)) as Project

/** The project with some of its channels changed; `null` removes one. */
async function withChannels(project: Project, changes: Record<string, Partial<ChannelDraft> | null>) {
  const { channels } = await now(project)
  const drafts = channels.flatMap(({ text: _, ...draft }): ChannelDraft[] => {
    const change = changes[draft.key]
    return change === null ? [] : [{ ...draft, ...change }]
  })
  const next = await sluice.services.projects.setLadder(project, drafts)
  await sluice.services.channels.idle()
  sluice.clock.advance(1)
  return next
}

async function somebody(project: Project, channel?: string) {
  const { subjects, policies } = sluice.services
  const identity = await subjects.begin(project)
  if (channel !== undefined) await policies.choose(await now(project), identity, { channel, pace: 'first' })
  sluice.clock.advance(1)
  return identity
}

type Somebody = Awaited<ReturnType<typeof somebody>>

const join = async (project: Project, who: Somebody, channel: string, code?: string) => {
  const { channels } = await now(project)
  const text = channels.find(({ key }) => key === channel)?.text ?? 0
  const joined = await sluice.services.channels.join(project, who, channel, { text, code })
  await sluice.services.channels.idle()
  sluice.clock.advance(1)
  return joined
}
const channelOf = async (project: Project, who: Somebody) =>
  (await sluice.services.policies.of(await now(project), who)).policy.channel
const toldTo = async (project: Project, { subject }: Somebody) =>
  (await sluice.services.notices.unseen(project, subject)).map(({ kind, words }) => ({ kind, ...words }))

describe('a channel by invitation', () => {
  const closed = async () => {
    const project = await begin()
    return withChannels(project, { beta: { entry: 'invitation' } })
  }

  it('is chosen by nobody who was not let in, and the refusal says where to join', async () => {
    const project = await closed()
    const who = await somebody(project)
    const choosing = sluice.services.policies.choose(project, who, { channel: 'beta', pace: 'first' })
    const message = `Beta is by invitation: join it at /join/${project.key}/beta`
    await expect(choosing).rejects.toMatchObject({ kind: 'conflict', faults: [{ field: 'channel', message }] })
    await expect(join(project, who, 'beta')).rejects.toMatchObject({ faults: [{ field: 'code' }] })
    expect(await channelOf(project, who)).toBe('stable')
  })

  it('keeps whoever is on it already', async () => {
    const project = await begin()
    const who = await somebody(project, 'beta')
    const next = await withChannels(project, { beta: { entry: 'invitation' } })
    await sluice.services.policies.choose(next, who, { channel: 'beta', pace: 'calm' })
    expect(await channelOf(project, who)).toBe('beta')
  })

  it('lets in as many as the code says, at whatever moment they come, and them again', async () => {
    const project = await closed()
    const { code, invitation } = await sluice.services.invitations.create(
      project,
      'beta',
      { note: '', mostUses: 2 },
      by,
    )
    const people = await Promise.all(Array.from({ length: 6 }, () => somebody(project)))
    const tries = await Promise.allSettled(people.map((who) => join(project, who, 'beta', code)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await sluice.services.invitations.newest(project, 'beta')).toMatchObject([{ id: invitation.id, uses: 2 }])
    const who = people[tries.findIndex(({ status }) => status === 'fulfilled')] as Somebody
    await sluice.services.policies.choose(project, who, { channel: 'stable', pace: 'first' })
    await sluice.services.channels.idle()
    expect(await channelOf(project, who)).toBe('stable')
    await sluice.services.policies.choose(project, who, { channel: 'beta', pace: 'first' })
    expect(await channelOf(project, who)).toBe('beta')
    const stored = await sluice.connection.collection('invitations').findOne({ _id: invitation.id as never })
    expect(JSON.stringify(stored)).not.toContain(code)
  })

  it.each<[string, (project: Project, id: string) => Promise<unknown> | unknown, string]>([
    ['that was taken back', (project, id) => sluice.services.invitations.revoke(project, id), 'taken back'],
    ['that has expired', () => sluice.clock.advance(3 * day), 'expired'],
    ['of another channel', (project) => withChannels(project, { canary: { entry: 'invitation' } }), 'not known here'],
  ])('refuses a code %s', async (name, before, words) => {
    const project = await closed()
    const { code, invitation } = await sluice.services.invitations.create(project, 'beta', { note: '', days: 3 }, by)
    await before(project, invitation.id)
    const channel = name.includes('another') ? 'canary' : 'beta'
    const joining = join(project, await somebody(project), channel, code)
    await expect(joining).rejects.toMatchObject({
      faults: [{ field: 'code', message: expect.stringContaining(words) }],
    })
  })
})

describe('a channel with a cap', () => {
  const capped = async (cap: number) => withChannels(await begin(), { canary: { entry: 'capped', cap } })

  it('lets in as many as there is room for, however many come at once; the others wait in turn', async () => {
    const project = await capped(3)
    const people = await Promise.all(Array.from({ length: 6 }, () => somebody(project)))
    const joined = await Promise.all(people.map((who) => join(project, who, 'canary')))
    expect(joined.filter(({ state }) => state === 'joined')).toHaveLength(3)
    expect(joined.flatMap((one) => (one.state === 'waiting' ? [one.place] : []))).toEqual([1, 2, 3])
    expect(await sluice.services.policies.countOn(project, 'canary')).toBe(3)
    expect(await join(project, people[5] as Somebody, 'canary')).toEqual({ state: 'waiting', place: 3 })
  })

  it('moves up by itself when somebody leaves, in the order of waiting, and tells the person live', async () => {
    const project = await capped(1)
    const [there, next, last] = [await somebody(project), await somebody(project), await somebody(project)]
    await join(project, there, 'canary')
    await sluice.services.policies.choose(project, next, { channel: 'beta', pace: 'calm', timeZone: 'Asia/Tokyo' })
    for (const who of [next, last]) await join(project, who, 'canary')
    const token = await sluice.services.subjects.tokenOf(project, next)
    const { socket, ask } = await sluice.widget(project, token === undefined ? {} : { token })
    const pushed = new Promise((done) => socket.once('notice', done))
    await sluice.services.policies.choose(project, there, { channel: 'stable', pace: 'first' })
    await sluice.services.channels.idle()
    sluice.clock.advance(1)

    const { policy, marks } = await sluice.services.policies.of(project, next)
    expect(policy).toMatchObject({ channel: 'canary', pace: 'calm', timeZone: 'Asia/Tokyo' })
    expect(marks.at(-1)?.policy.channel).toBe('beta')
    expect(await channelOf(project, last)).toBe('stable')
    expect(await sluice.services.channels.countWaiting(project)).toEqual(new Map([['canary', 1]]))
    const [notice] = dataOf(await ask('notice:list')).notices
    expect(notice).toMatchObject({ kind: 'let-in', text: expect.stringContaining('There is room on Canary') })
    expect(await pushed).toEqual(notice)
    expect(await ask('notice:seen', { id: notice?.id })).toEqual({ ok: true, data: { id: notice?.id } })
    expect(dataOf(await ask('notice:list')).notices).toEqual([])
    expect(await ask('notice:seen', { id: 'none' })).toMatchObject({ problem: { kind: 'missing' } })
    await expect(
      sluice.services.policies.choose(project, there, { channel: 'canary', pace: 'first' }),
    ).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('lets those in who wait when the cap is raised, and all when it is opened', async () => {
    const project = await capped(1)
    const people = [await somebody(project), await somebody(project), await somebody(project), await somebody(project)]
    for (const who of people) await join(project, who, 'canary')
    await withChannels(project, { canary: { entry: 'capped', cap: 2 } })
    expect(await Promise.all(people.map((who) => channelOf(project, who)))).toEqual([
      'canary',
      'canary',
      'stable',
      'stable',
    ])
    await withChannels(project, { canary: { entry: 'open' } })
    expect(await sluice.services.policies.countOn(project, 'canary')).toBe(4)
    expect(await toldTo(project, people[3] as Somebody)).toEqual([{ kind: 'let-in', channel: 'Canary' }])
  })

  it('takes nobody down who has gone beyond it meanwhile, and ends the list when it is by invitation', async () => {
    const project = await withChannels(await begin(), { beta: { entry: 'capped', cap: 1 } })
    const [there, bolder, waiting] = [await somebody(project), await somebody(project), await somebody(project)]
    for (const who of [there, bolder, waiting]) await join(project, who, 'beta')
    await sluice.services.policies.choose(project, bolder, { channel: 'canary', pace: 'first' })
    await sluice.services.channels.idle()
    expect(await sluice.services.channels.countWaiting(project)).toEqual(new Map([['beta', 1]]))
    await withChannels(project, { beta: { entry: 'invitation' } })
    expect(await channelOf(project, bolder)).toBe('canary')
    expect(await toldTo(project, waiting)).toEqual([{ kind: 'list-ended', channel: 'Beta' }])
    expect(await sluice.services.channels.countWaiting(project)).toEqual(new Map())
  })
})

describe('the channels that somebody may choose', () => {
  const openTo = async (project: Project, { subject }: Somebody) =>
    sluice.services.channels.openTo(await now(project), subject)
  const invited = async (project: Project, who: Somebody) => {
    const { code } = await sluice.services.invitations.create(project, 'beta', { note: '' }, by)
    await join(project, who, 'beta', code)
    await sluice.services.policies.choose(await now(project), who, { channel: 'stable', pace: 'first' })
  }

  it.each<[string, Record<string, Partial<ChannelDraft>>, (project: Project, who: Somebody) => unknown, string]>([
    ['all, where all are open', {}, () => {}, 'stable beta canary'],
    ['none by invitation', { beta: { entry: 'invitation' } }, () => {}, 'stable canary'],
    ['one that they were invited to', { beta: { entry: 'invitation' } }, invited, 'stable beta canary'],
    ['a capped one with room', { canary: { entry: 'capped', cap: 1 } }, () => {}, 'stable beta canary'],
    [
      'none that is full',
      { canary: { entry: 'capped', cap: 1 } },
      async (project) => join(project, await somebody(project), 'canary'),
      'stable beta',
    ],
    [
      'a full one on which they are',
      { canary: { entry: 'capped', cap: 1 } },
      (project, who) => join(project, who, 'canary'),
      'stable beta canary',
    ],
  ])('%s', async (_name, changes, before, expected) => {
    const project = await withChannels(await begin(), changes)
    const who = await somebody(project)
    await before(project, who)
    expect((await openTo(project, who)).join(' ')).toBe(expected)
  })

  it('are the only ones that a page speaks of', async () => {
    const project = await withChannels(await begin(), { beta: { entry: 'invitation' } })
    const { flags, choices } = sluice.services
    const who = await somebody(project)
    const window = { days: [2], start: '10:00' }
    await sluice.services.policies.choose(project, who, { channel: 'stable', pace: 'first', window })
    await flags.create(project, 'editor', switchDraft())
    const told = { announced: true, title: 'New editor', sentence: 'Writing is quicker.' }
    await flags.publish(project, 'editor', toEverybody({ ...told, reach: { beta: 100_000 } }), by)
    sluice.clock.advance(8 * day)
    await flags.widen(project, 'editor', 1, { stable: 100_000 }, by)
    sluice.clock.advance(1)
    const why = async () => (await choices.of(await now(project), who)).coming[0]?.why
    expect(await why()).toContain('on Canary you would have it now')
    await withChannels(project, { beta: { entry: 'open' } })
    expect(await why()).toContain('on Beta you would have it now')
  })
})

describe('a channel that is removed', () => {
  it('moves its people to the next more cautious one with a mark, tells them, and takes nothing away that this one has', async () => {
    const project = await begin()
    const { ruleset } = sluice.services
    await publishFlag(sluice, project, 'both', toEverybody({ reach: { beta: 100_000 } }))
    await publishFlag(
      sluice,
      project,
      'bold',
      toEverybody({ reach: { canary: 100_000 } }),
      switchDraft({ title: 'Bold' }),
    )
    sluice.clock.advance(1)
    const who = await somebody(project, 'canary')
    await sluice.services.policies.choose(project, who, { channel: 'canary', pace: 'seasonal' })
    sluice.clock.advance(hour)
    const has = async () =>
      (await ruleset.forSubject(await now(project), who)).evaluations.map(({ key, value }) => `${key} ${value}`)
    expect(await has()).toEqual(['bold true', 'both true'])

    const next = await withChannels(project, { canary: null })
    expect(ladderOf(next)).toEqual(['stable', 'beta'])
    expect(await has()).toEqual(['bold false', 'both true'])
    const { policy, marks } = await sluice.services.policies.of(next, who)
    expect(policy).toMatchObject({ channel: 'beta', pace: 'seasonal', since: next.removed[0]?.at })
    expect(marks.at(-1)).toMatchObject({ policy: { channel: 'beta', pace: 'seasonal' }, until: next.removed[0]?.at })
    expect(await toldTo(project, who)).toEqual([{ kind: 'moved', channel: 'Canary', to: 'Beta' }])
    expect(await sluice.services.policies.countByChannel(project)).toEqual(new Map([['beta', 1]]))
  })

  it('is taken up again where it was cut off, and has given everybody the same meanwhile', async () => {
    const project = await begin()
    const people = await Promise.all(Array.from({ length: 5 }, () => somebody(project, 'canary')))
    const drafts = project.channels.slice(0, 2).map(({ text: _, ...draft }) => draft)
    const { projects, policies, channels } = sluice.services
    // As if the server had died between storing the ladder and moving anybody but one.
    const collection = sluice.connection.collection('policies')
    const asWritten = await collection.find({ project: project.id }).toArray()
    await projects.setLadder(project, drafts)
    await channels.idle()
    const moved = await Promise.all(people.map((who) => channelOf(project, who)))
    for (const one of asWritten.slice(1)) await collection.replaceOne({ _id: one._id }, one)
    expect(await policies.countOn(project, 'canary')).toBe(4)
    expect(await Promise.all(people.map((who) => channelOf(project, who)))).toEqual(moved)
    await channels.resume()
    expect(await policies.countByChannel(project)).toEqual(new Map([['beta', 5]]))
    for (const who of people) expect(await toldTo(project, who)).toHaveLength(1)
  })

  describe('and was the default', () => {
    async function onBeta() {
      const project = await begin()
      const rules = { bounds: project.bounds, default: { ...project.default, channel: 'beta' } }
      return sluice.services.projects.setRules(project, rules)
    }

    it('tells those who followed it, live too, and neither who chose another channel nor who comes later', async () => {
      const project = await onBeta()
      const [follower, chooser, early] = [await somebody(project), await somebody(project, 'stable'), await begun()]
      const token = await sluice.services.subjects.tokenOf(project, follower)
      const { socket, ask } = await sluice.widget(project, token === undefined ? {} : { token })
      const pushed = new Promise((done) => socket.once('notice', done))
      const next = await withChannels(project, { beta: null })
      const late = await somebody(next)

      expect(next.default.channel).toBe('stable')
      const moved = [{ kind: 'moved', channel: 'Beta', to: 'Stable' }]
      expect(await toldTo(project, follower)).toEqual(moved)
      expect(await toldTo(project, early)).toEqual(moved)
      expect([await toldTo(project, chooser), await toldTo(project, late)]).toEqual([[], []])
      const [notice] = dataOf(await ask('notice:list')).notices
      expect(await pushed).toEqual(notice)
      expect(await ask('notice:seen', { id: notice?.id })).toMatchObject({ ok: true })
      await sluice.services.channels.resume()
      expect(await toldTo(project, follower)).toEqual([])

      /** Somebody who did something by themselves, but chose nothing. */
      async function begun() {
        const who = await somebody(project)
        const acts = { pulls: [], keeps: [], previews: [{ on: true, from: start }] }
        await sluice.services.policies.act(project, who, 'editor', () => acts)
        return who
      }
    })

    it('tells everybody once, in batches, taken up again where it was cut off', async () => {
      const project = await onBeta()
      const people = await Promise.all(Array.from({ length: 1203 }, () => somebody(project)))
      await withChannels(project, { beta: null })
      const [notices, rounds] = [sluice.connection.collection('notices'), sluice.connection.collection('rounds')]
      expect(await notices.countDocuments({ project: project.id })).toBe(people.length)
      // As if the server had died in the second batch, after some of its notices.
      const ids = people.map(({ subject }) => subject).sort()
      await notices.deleteMany({ project: project.id, subject: { $in: ids.slice(700) } })
      await rounds.updateOne({ project: project.id }, { $set: { after: ids[499], isOver: false } })
      await sluice.services.channels.resume()
      expect(await notices.countDocuments({ project: project.id })).toBe(people.length)
      expect(await toldTo(project, people[0] as Somebody)).toHaveLength(1)
    })

    it('tells nobody of a channel that the default had left before', async () => {
      const project = await onBeta()
      const who = await somebody(project)
      const next = await sluice.services.projects.setRules(project, {
        ...project,
        default: { ...project.default, channel: 'stable' },
      })
      sluice.clock.advance(1)
      await withChannels(next, { beta: null })
      expect(await toldTo(project, who)).toEqual([])
    })
  })
})

it('spells out what is published before the order changes, so that nobody loses by it', async () => {
  const project = await begin()
  const { flags, ruleset, projects } = sluice.services
  await publishFlag(sluice, project, 'editor', toEverybody({ reach: { stable: 30_000, beta: 100_000 } }))
  sluice.clock.advance(1)
  const who = await somebody(project, 'canary')
  const [stable, beta, canary] = project.channels.map(({ text: _, ...draft }) => draft) as [
    ChannelDraft,
    ChannelDraft,
    ChannelDraft,
  ]
  const next = await projects.setLadder(project, [stable, canary, beta])
  sluice.clock.advance(1)
  expect((await ruleset.forSubject(next, who)).evaluations).toMatchObject([{ value: true }])
  expect((await flags.find(project, 'editor')).revisions[0]?.steps[0]?.reach).toEqual({
    stable: 30_000,
    beta: 100_000,
    canary: 100_000,
  })
})

describe('bounds', () => {
  it('refuse a new choice and a longer hold, and clamp an earlier choice so that it can be seen and comes back', async () => {
    const project = await begin()
    const { policies, projects } = sluice.services
    const who = await somebody(project)
    await policies.choose(project, who, { channel: 'beta', pace: 'steady', soak: { breaking: 80 } })
    const rules = { bounds: { ...project.bounds, soakDays: 20, holdDays: 7 }, default: project.default }
    const narrow = await projects.setRules(project, rules, project.version)
    sluice.clock.advance(hour)
    expect(await policies.of(narrow, who)).toMatchObject({
      policy: { soak: { breaking: 20 } },
      clamped: [{ field: 'soak', class: 'breaking', asked: 80, given: 20 }],
    })
    await expect(
      policies.choose(narrow, who, { channel: 'beta', pace: 'steady', soak: { feature: 21 } }),
    ).rejects.toMatchObject({ faults: [{ field: 'soak.feature' }] })
    await expect(policies.hold(narrow, who, { from: start, to: sluice.clock.now() + 8 * day })).rejects.toMatchObject({
      kind: 'invalid',
    })
    await expect(projects.setRules(project, rules, project.version)).rejects.toMatchObject({ kind: 'stale' })
    const wide = await projects.setRules(narrow, project, narrow.version)
    sluice.clock.advance(1)
    expect(await policies.of(wide, who)).toMatchObject({ policy: { soak: { breaking: 80 } }, clamped: [] })
  })

  it('a changed default takes nothing from those who never chose', async () => {
    const project = await begin()
    const { flags, ruleset, projects } = sluice.services
    const who = await somebody(project)
    await publishFlag(sluice, project, 'editor')
    sluice.clock.advance(hour)
    const next = await projects.setRules(project, { ...project, default: { ...project.default, pace: 'ask' } })
    await flags.create(project, 'later', switchDraft({ title: 'Later' }))
    sluice.clock.advance(hour)
    await flags.publish(project, 'later', toEverybody(), by)
    sluice.clock.advance(hour)
    const { evaluations } = await ruleset.forSubject(next, who)
    expect(evaluations.map(({ key, value }) => [key, value])).toEqual([
      ['editor', true],
      ['later', false],
    ])
  })
})

it('a project that was stored before there were doors and bounds works, and its settings can be saved', async () => {
  const project = await begin()
  const collection = sluice.connection.collection('projects')
  const channels = project.channels.map(({ key, name, description }) => ({ key, name, description }))
  const early = { removed: '', bounds: '', default: '', past: '', version: '' }
  await collection.updateOne({ _id: project.id as never }, { $set: { channels }, $unset: early })
  await sluice.services.projects.setOrigins(project, [])
  const read = await now(project)
  expect(read).toMatchObject({ version: 1, default: { channel: 'stable', pace: 'first', timeZone: 'UTC' }, past: [] })
  expect(read.channels).toMatchObject([{ entry: 'open', text: 1 }, {}, {}])
  await withChannels(project, { beta: { entry: 'capped', cap: 5 } })
  expect((await now(project)).version).toBe(2)
})

it('a project whose earlier rules were stored without their ladders takes the first that is known for them', async () => {
  const project = await begin()
  const collection = sluice.connection.collection('projects')
  const { bounds, default: byDefault } = project
  const early = [1, 2].map((until) => ({ until, bounds, default: byDefault }))
  const set = (past: object[]) => collection.updateOne({ _id: project.id as never }, { $set: { past } })
  const ladders = async () => {
    await sluice.services.projects.setOrigins(project, [])
    return (await now(project)).past.map(({ ladder }) => ladder)
  }
  await set(early)
  expect(await ladders()).toEqual([ladderOf(project), ladderOf(project)])
  const reversed = ['stable', 'canary', 'beta']
  await set([...early, { until: 3, ladder: reversed, bounds, default: byDefault }])
  expect(await ladders()).toEqual([reversed, reversed, reversed])
})

describe('the page on which people join', () => {
  it('says what may break and how to leave, begins a page, and keeps which words were accepted', async () => {
    const project = await begin()
    const agent = sluice.agent()
    const path = `/join/${project.key}/beta`
    const { text } = await agent.get(path).expect(200)
    expect(text).toContain('<h1>Beta is open to you.</h1>')
    for (const words of ['What may break', 'now and then one of them fails', 'How to leave again'])
      expect(text).toContain(words)
    expect(text.indexOf('How to leave again')).toBeLessThan(text.indexOf('Join Beta</button>'))
    const _csrf = csrfIn(text)
    await withChannels(project, { beta: { breaks: 'Much more than before.' } })
    const old = await agent.post(path).type('form').send({ _csrf, text: '1' }).expect(412)
    expect(old.text).toContain('written anew')
    expect(await sluice.services.policies.countOn(project, 'beta')).toBe(0)
    await agent.post(path).type('form').send({ _csrf, text: '2' }).expect(303).expect('location', `/me/${project.key}`)
    sluice.clock.advance(1)
    expect((await agent.get(path)).text).toContain('<h1>You are on Beta.</h1>')
    const { agent: member } = await sluice.signedIn()
    const stored = await sluice.connection.collection('consents').findOne({ project: project.id })
    const { body } = await member.get(`/api/v1/projects/${project.key}/consents/${stored?.subject}`).expect(200)
    const other = await begin()
    await member.get(`/api/v1/projects/${other.key}/consents/${stored?.subject}`).expect(404)
    expect(body.consents).toMatchObject([{ channel: 'beta', revision: 2, text: { breaks: 'Much more than before.' } }])
  })

  it('takes a code from its address, and waits where there is no room', async () => {
    const project = await withChannels(await begin(), {
      beta: { entry: 'invitation' },
      canary: { entry: 'capped', cap: 1 },
    })
    await join(project, await somebody(project), 'canary')
    const { code } = await sluice.services.invitations.create(project, 'beta', { note: '' }, by)
    const agent = sluice.agent()
    const beta = `/join/${project.key}/beta`
    const invited = await agent.get(`${beta}?code=${code}`).expect(200)
    expect(invited.text).toContain('You are invited to Beta.')
    const _csrf = csrfIn(invited.text)
    const wrong = await agent.post(beta).type('form').send({ _csrf, text: '1', code: 'wrong' }).expect(400)
    expect(wrong.text).toContain('This code is not known here')
    await agent.post(beta).type('form').send({ _csrf, text: '1', code }).expect(303)
    const canary = `/join/${project.key}/canary`
    const full = await agent.get(canary).expect(200)
    expect(full.text).toContain('Canary is full; you can wait for room.')
    const again = csrfIn(full.text)
    await agent.post(canary).type('form').send({ _csrf: again, text: '1' }).expect(303).expect('location', canary)
    expect((await agent.get(canary)).text).toContain('You are the next whom Canary has room for.')
    await agent.post(`${canary}/wait-no-longer`).type('form').send({ _csrf: again }).expect(303)
    expect(await sluice.services.channels.countWaiting(project)).toEqual(new Map())
    await agent.get(`/join/${project.key}/nightly`).expect(404)
  })

  it('shows what happened on one’s own page until it was seen', async () => {
    const project = await begin()
    const agent = sluice.agent()
    const path = `/join/${project.key}/canary`
    const _csrf = csrfIn((await agent.get(path)).text)
    await agent.post(path).type('form').send({ _csrf, text: '1' }).expect(303)
    await withChannels(project, { canary: null })
    const own = await agent.get(`/me/${project.key}`).expect(200)
    expect(own.text).toContain('The team has given up Canary, so you are on Beta now.')
    const seen = /action="([^"]+\/notices\/[^"]+\/seen)"/.exec(own.text)?.[1] ?? ''
    await agent
      .post(seen)
      .type('form')
      .send({ _csrf: csrfIn(own.text) })
      .expect(303)
    expect((await agent.get(`/me/${project.key}`)).text).not.toContain('given up Canary')
  })
})
