import { ladderOf, type Project } from '../../src/projects/project.ts'
import type { Identity } from '../../src/subjects/identity.ts'
import { mergeService } from '../../src/subjects/merge.service.ts'
import { mergeStore } from '../../src/subjects/merge.store.ts'
import { secondsOf, signed } from '../subjects/sign.ts'
import { by } from '../support/drafts.ts'
import { csrfIn, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
withSluice((one) => {
  sluice = one
})

let made = 0

/** A project whose canary has room for so many people. */
async function capped(cap: number): Promise<Project> {
  const project = await sluice.project(`notewell-${++made}`)
  const drafts = project.channels.map(({ text: _, ...draft }) =>
    draft.key === 'canary' ? { ...draft, entry: 'capped' as const, cap } : draft,
  )
  return sluice.services.projects.setLadder(project, drafts)
}

const somebody = (project: Project) => sluice.services.subjects.begin(project)

function join(project: Project, who: Identity, channel = 'canary') {
  const { text = 0 } = project.channels.find(({ key }) => key === channel) ?? {}
  return sluice.services.channels.join(project, who, channel, { text })
}
const leave = (project: Project, who: Identity) =>
  sluice.services.policies.choose(project, who, { channel: 'stable', pace: 'first' })
const settled = async () => {
  await sluice.services.channels.idle()
  sluice.clock.advance(1)
}
const countOn = (project: Project) => sluice.services.policies.countOn(project, 'canary')
const waiting = async (project: Project) => (await sluice.services.channels.countWaiting(project)).get('canary') ?? 0
const channelOf = async (project: Project, who: Identity) =>
  (await sluice.services.policies.of(project, who)).policy.channel
const rows = (name: string) => sluice.connection.model(name).collection

/** Somebody whom the product vouches for, and their token. */
async function person(project: Project) {
  const { secret } = await sluice.services.identitySecrets.make(project, by)
  const claims = { sub: 'eva', aud: project.key, exp: secondsOf(sluice.clock.now()) + 600 }
  const token = signed(secret, claims)
  return { token, identity: await sluice.services.subjects.identify(project, token) }
}

async function anonymous(project: Project) {
  const token = sluice.services.subjects.issue(project)
  return { token, identity: await sluice.services.subjects.identify(project, token) }
}

it('gives the last place to one of two who come at once', async () => {
  const project = await capped(1)
  const both = [await somebody(project), await somebody(project)]
  const joined = await Promise.all(both.map((who) => join(project, who)))
  expect(joined.map(({ state }) => state).sort()).toEqual(['joined', 'waiting'])
})

it('never holds more than it has room for, whoever comes, goes and comes back at once', async () => {
  const project = await capped(2)
  const people = await Promise.all(Array.from({ length: 6 }, () => somebody(project)))
  for (let round = 0; round < 4; round++) {
    await Promise.allSettled([
      ...people.map((who) => join(project, who)),
      ...people.slice(0, 3).map((who) => leave(project, who)),
      ...people.map((who) => sluice.services.policies.chooseAgain(project, who, sluice.clock.now())),
    ])
    expect(await countOn(project)).toBeLessThanOrEqual(2)
    await settled()
    expect(await countOn(project)).toBeLessThanOrEqual(2)
    const lists = await rows('waiting').find({ project: project.id }).toArray()
    for (const who of people)
      expect((await channelOf(project, who)) === 'canary' && lists.some((one) => one.subject === who.subject)).toBe(
        false,
      )
  }
  await Promise.all(people.map((who) => join(project, who)))
  await settled()
  expect([await countOn(project), await waiting(project)]).toEqual([2, 4])
})

it('is not entered again by taking back that one has left, for the place may be somebody else’s', async () => {
  const project = await capped(1)
  const [first, next] = [await somebody(project), await somebody(project)]
  await join(project, first)
  await join(project, next)
  const { policy } = await sluice.services.policies.of(project, first)
  sluice.clock.advance(1)
  const leaving = leave(project, first)
  const { marks } = await leaving
  const back = sluice.services.policies.chooseAgain(project, first, marks.at(-1)?.until ?? 0)
  await expect(back).rejects.toMatchObject({ kind: 'conflict' })
  await settled()
  expect(policy.channel).toBe('canary')
  expect([await channelOf(project, first), await channelOf(project, next)]).toEqual(['stable', 'canary'])
})

it('moves the others up although the first of them chooses something in that very moment', async () => {
  const project = await capped(1)
  const people = [await somebody(project), await somebody(project), await somebody(project)] as const
  for (const who of people) await join(project, who)
  await leave(project, people[0])
  const choosing = async () => {
    for (let i = 0; i < 20; i++) {
      const draft = { channel: 'beta', pace: i % 2 ? ('calm' as const) : ('early' as const) }
      await sluice.services.policies.choose(project, people[1], draft).catch(() => {})
    }
  }
  await Promise.all([choosing(), sluice.services.channels.idle()])
  await settled()
  expect([await countOn(project), await waiting(project)]).toEqual([1, 1])
})

describe('cut off between two writes', () => {
  it('holds nobody to a place that they did not take', async () => {
    const project = await capped(1)
    const [cut, there] = [await somebody(project), await somebody(project)]
    // As it was written before the place itself was.
    const key = { project: project.id, channel: 'canary', subject: cut.subject }
    await rows('admissions').insertOne({ _id: `${project.id}:canary:${cut.subject}` as never, ...key, at: 1 })
    await join(project, there)
    expect(await join(project, cut)).toEqual({ state: 'waiting', place: 1 })
    await expect(
      sluice.services.policies.choose(project, cut, { channel: 'canary', pace: 'first' }),
    ).rejects.toMatchObject({ kind: 'conflict' })
    expect(await countOn(project)).toBe(1)
  })

  it('tells once, and moves up once, whoever was moved up but not yet told', async () => {
    const project = await capped(1)
    const people = [await somebody(project), await somebody(project), await somebody(project)] as const
    for (const who of people) await join(project, who)
    const [list] = await rows('waiting').find({ project: project.id, subject: people[1].subject }).toArray()
    await leave(project, people[0])
    await settled()
    await rows('notices').deleteMany({ project: project.id })
    if (list) await rows('waiting').insertOne(list)
    await sluice.services.channels.resume()
    expect([await countOn(project), await waiting(project)]).toEqual([1, 1])
    expect(await channelOf(project, people[1])).toBe('canary')
    expect(await sluice.services.notices.unseen(project, people[1].subject)).toHaveLength(1)
    expect(await sluice.services.notices.unseen(project, people[2].subject)).toHaveLength(0)
  })

  it('keeps the consent of whoever comes again, though it was cut off the last time', async () => {
    const project = await capped(1)
    const who = await somebody(project)
    await join(project, who)
    await rows('consents').deleteMany({ project: project.id })
    await join(project, who)
    expect(await sluice.services.channels.consentsOf(project, who.subject)).toMatchObject([{ channel: 'canary' }])
  })

  it('frees the place that somebody had twice while they signed in, once the server is there again', async () => {
    const project = await capped(2)
    const { token, identity } = await anonymous(project)
    await join(project, identity)
    const eva = await person(project)
    const { subjects, policies } = sluice.services
    const own = sluice.connection.useDb(sluice.connection.name)
    const broken = mergeService({
      ...{ store: mergeStore(own), subjects, clock: sluice.clock, onBegin: () => {}, onMerged: () => {} },
      movers: [
        async (of, from, into) => {
          const before = await rows('policies').findOne({ project: of.id, subject: from })
          await policies.move(of, from, into, false)
          if (before) await rows('policies').insertOne(before)
        },
        () => Promise.reject(new Error('power cut')),
      ],
    })
    const arriving = broken.arrive(project, { subject: eva.token, previous: token })
    await expect(arriving).rejects.toThrow('power cut')
    const last = await somebody(project)
    expect(await join(project, last)).toMatchObject({ state: 'waiting' })
    await sluice.services.merges.resume(project)
    await settled()
    expect([await countOn(project), await waiting(project)]).toEqual([2, 0])
    expect(await channelOf(project, last)).toBe('canary')
  })
})

describe('while somebody signs in', () => {
  it('moves the next one up when the place of an anonymous visit is given up', async () => {
    const project = await capped(1)
    const { token, identity } = await anonymous(project)
    await join(project, identity)
    const [eva, next] = [await person(project), await somebody(project)]
    await sluice.services.policies.choose(project, eva.identity, { channel: 'beta', pace: 'calm' })
    expect(await join(project, next)).toEqual({ state: 'waiting', place: 1 })
    await sluice.services.merges.arrive(project, { subject: eva.token, previous: token })
    await settled()
    expect(await channelOf(project, eva.identity)).toBe('beta')
    expect(await channelOf(project, next)).toBe('canary')
    expect([await countOn(project), await waiting(project)]).toEqual([1, 0])
  })

  it.each([0, 1, 2, 3, 4, 5])(
    'leaves no place behind for a visit that joins in that moment (%i)',
    async (turnsLater) => {
      const project = await capped(1)
      const { token, identity } = await anonymous(project)
      const eva = await person(project)
      const arriving = sluice.services.merges.arrive(project, { subject: eva.token, previous: token })
      for (let i = 0; i < turnsLater * 4; i++) await new Promise((done) => setImmediate(done))
      await Promise.allSettled([arriving, join(project, identity)])
      await settled()
      expect(await rows('policies').countDocuments({ project: project.id, subject: identity.subject })).toBe(0)
      expect(await rows('waiting').countDocuments({ project: project.id, subject: identity.subject })).toBe(0)
      expect(await countOn(project)).toBe((await channelOf(project, eva.identity)) === 'canary' ? 1 : 0)
    },
  )

  it('moves up nobody who is somebody else by now', async () => {
    const project = await capped(1)
    const there = await somebody(project)
    await join(project, there)
    const { token, identity } = await anonymous(project)
    await join(project, identity)
    const eva = await person(project)
    await Promise.all([
      sluice.services.merges.arrive(project, { subject: eva.token, previous: token }),
      leave(project, there),
    ])
    await settled()
    expect(await channelOf(project, eva.identity)).toBe('canary')
    expect([await countOn(project), await waiting(project)]).toEqual([1, 0])
    expect(await rows('policies').countDocuments({ project: project.id, subject: identity.subject })).toBe(0)
  })
})

it('leaves nobody on a rung that is removed while they join it', async () => {
  const project = await capped(2)
  const people = await Promise.all(Array.from({ length: 4 }, () => somebody(project)))
  const drafts = project.channels.slice(0, 2).map(({ text: _, ...draft }) => draft)
  await Promise.allSettled([
    ...people.map((who) => join(project, who)),
    sluice.services.projects.setLadder(project, drafts),
    ...people.map((who) => join(project, who)),
  ])
  await settled()
  const after = (await sluice.services.projects.byId(project.id)) as Project
  expect(ladderOf(after)).toEqual(['stable', 'beta'])
  expect([await countOn(after), await waiting(after)]).toEqual([0, 0])
  for (const who of people) expect(['stable', 'beta']).toContain(await channelOf(after, who))
})

it('counts nobody as known for a code that is wrong', async () => {
  const project = await capped(1)
  const drafts = project.channels.map(({ text: _, cap: _cap, ...draft }) =>
    draft.key === 'canary' ? { ...draft, entry: 'invitation' as const } : draft,
  )
  const { channels } = await sluice.services.projects.setLadder(project, drafts)
  const agent = sluice.agent()
  const path = `/join/${project.key}/canary`
  const form = { _csrf: csrfIn((await agent.get(path)).text), text: channels[2]?.text, code: 'guessed' }
  await agent.post(path).type('form').send(form).expect(400)
  expect(await sluice.services.subjects.count(project)).toBe(0)
})
