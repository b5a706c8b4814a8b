import type { Project } from '../../src/projects/project.ts'
import { identitySecretService } from '../../src/subjects/identity-secret.service.ts'
import { identitySecretStore } from '../../src/subjects/identity-secret.store.ts'
import { by, canaryFirst } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { secondsOf, signed } from './sign.ts'

let sluice: TestSluice
let project: Project
let secret: string

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  const { identitySecrets } = sluice.services
  await publishFlag(sluice, project, 'new-editor', canaryFirst({ reach: { canary: 100_000 } }))
  secret = (await identitySecrets.make(project, by)).secret
  sluice.clock.advance(1000)
})

const now = () => secondsOf(sluice.clock.now())
const claims = (more: object = {}) => ({ sub: 'u-17', aud: project.key, exp: now() + 600, ...more })

const evaluate = (token: string, of = project) =>
  sluice
    .agent()
    .post('/ofrep/v1/evaluate/flags/new-editor')
    .set({ 'x-api-key': of.clientKey, 'sluice-subject': token })
    .send({ context: { targetingKey: 'somebody' } })

describe('a signed subject', () => {
  it('is the same person over sockets and OFREP, whichever device', async () => {
    const token = signed(secret, claims())
    const first = await sluice.widget(project, { token })
    expect(dataOf(await first.ask('flags:evaluate')).subject).toBe(token)
    await first.ask('feedback:send', { id: uuid(), kind: 'idea', text: 'From the first device' })
    const second = await sluice.widget(project, { token: signed(secret, claims({ jti: 'another' })) })
    const { conversations } = dataOf(await second.ask('conversation:list'))
    expect(conversations.map(({ messages }) => messages[0]?.text)).toEqual(['From the first device'])

    const { policies, subjects } = sluice.services
    const identity = await subjects.identify(project, token)
    expect(identity.subject).toBe('user_u-17')
    await policies.choose(project, identity, { channel: 'canary', pace: 'first' })
    sluice.clock.advance(1)
    expect((await evaluate(token).expect(200)).body).toMatchObject({ value: true, metadata: { channel: 'canary' } })
  })

  it('cannot be taken for an anonymous subject, whatever the product calls them', async () => {
    const { subjects } = sluice.services
    const anonymous = await subjects.identify(project, subjects.issue(project))
    const { subject } = await subjects.identify(project, signed(secret, claims({ sub: anonymous.subject })))
    expect(subject).toBe(`user_${anonymous.subject}`)
  })

  it('is known since the first token, and as what the last one says', async () => {
    const { subjects } = sluice.services
    const start = sluice.clock.now()
    const plan = (name: string) => signed(secret, claims({ sub: 'known', name, attributes: { plan: name } }))
    await subjects.identify(project, plan('Free'))
    sluice.clock.advance(60_000)
    const again = await subjects.identify(project, plan('Pro'))
    expect(again).toMatchObject({ since: start, name: 'Pro', attributes: { plan: 'Pro' } })
    expect(await subjects.identityOf(project, again.subject)).toMatchObject({
      name: 'Pro',
      attributes: { plan: 'Pro' },
    })
  })

  it('has 200 characters of any script and is still told apart', async () => {
    const sub = '漢'.repeat(199)
    for (const last of ['字', '語']) {
      const { ask } = await sluice.widget(project, { token: signed(secret, claims({ sub: sub + last })) })
      const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
      const flags = [{ key: 'new-editor', variant: 'off' }]
      dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags }))
      dataOf(await ask('feedback:send', { id: uuid(), kind: 'idea', text: last }))
      expect(dataOf(await ask('conversation:list')).conversations.map(({ messages }) => messages[0]?.text)).toEqual([
        last,
      ])
    }
  })

  it('shows literally by name in the inbox', async () => {
    const { ask } = await sluice.widget(project, {
      token: signed(secret, claims({ sub: 'nasty', name: '<img src=x onerror=alert(1)>' })),
    })
    const id = uuid()
    await ask('feedback:send', { id, kind: 'problem', text: 'Who am I?' })
    const { agent } = await sluice.signedIn()
    const { text } = await agent.get(`/console/${project.key}/inbox/${id}`).expect(200)
    expect(text).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;')
    expect(text).not.toContain('<img src=x')
  })
})

describe('what is refused is refused at every door', () => {
  const elsewhere = { secret: '' }
  beforeAll(async () => {
    const other = await sluice.project('elsewhere', 'Elsewhere')
    elsewhere.secret = (await sluice.services.identitySecrets.make(other, by)).secret
  })

  const wrong: [string, () => string, RegExp][] = [
    ['a forged token', () => signed('identity_guessed', claims()), /not signed with an identity secret/],
    ['another project’s secret', () => signed(elsewhere.secret, claims()), /not signed with an identity secret/],
    ['an expired token', () => signed(secret, claims({ exp: now() - 120 })), /expired at/],
    ['one not yet valid', () => signed(secret, claims({ nbf: now() + 120 })), /not valid before/],
    ['exp too far ahead', () => signed(secret, claims({ exp: now() + 100_000 })), /more than 24 hours/],
    ['the wrong aud', () => signed(secret, claims({ aud: 'elsewhere' })), /aud is not this project’s key/],
    ['no sub', () => signed(secret, claims({ sub: undefined })), /lacks the claim sub/],
    ['alg none', () => signed('', claims(), { alg: 'none' }), /only HS256/],
    ['alg RS256, with the secret for a key', () => signed(secret, claims(), { alg: 'RS256' }), /only HS256/],
    ['a sub with a NUL', () => signed(secret, claims({ sub: 'a\0b' })), /NUL/],
    ['an over-long sub', () => signed(secret, claims({ sub: 'x'.repeat(201) })), /200 characters/],
    ['words', () => 'let-me-in', /neither a JWT/],
  ]

  it.each(wrong)('%s', async (_name, token, reason) => {
    await expect(sluice.widget(project, { token: token() })).rejects.toMatchObject({
      data: { kind: 'unauthenticated', message: expect.stringMatching(reason), faults: [{ field: 'subject' }] },
    })
    const { body } = await evaluate(token()).expect(401)
    expect(body.errorDetails).toMatch(reason)
  })

  it('an empty token is not the same as none', async () => {
    await sluice
      .agent()
      .post('/ofrep/v1/evaluate/flags')
      .set({ 'x-api-key': project.clientKey, 'sluice-subject': '' })
      .send({ context: { targetingKey: 'u' } })
      .expect(401)
  })
})

describe('identity secrets', () => {
  it('overlap for a rotation: both prove, never a third, and a revoked one no more', async () => {
    const { identitySecrets } = sluice.services
    const own = await sluice.project('rotating', 'Rotating')
    const tokenWith = (made: string) => signed(made, { sub: 'u', aud: own.key, exp: now() + 600 })
    const [first, second] = [await identitySecrets.make(own, by), await identitySecrets.make(own, by)]
    await expect(identitySecrets.make(own, by)).rejects.toMatchObject({ kind: 'conflict' })
    const [old, fresh] = [tokenWith(first.secret), tokenWith(second.secret)]
    const open = await sluice.widget(own, { token: old })
    const stays = await sluice.widget(own, { token: fresh })
    const dismissed = new Promise((done) => open.socket.once('disconnect', done))
    await identitySecrets.revoke(own, first.id)
    expect(await dismissed).toBe('io server disconnect')
    await expect(sluice.widget(own, { token: old })).rejects.toMatchObject({ data: { kind: 'unauthenticated' } })
    expect((await stays.ask('conversation:list')).ok).toBe(true)
    await sluice.widget(own, { token: fresh })
    await expect(identitySecrets.revoke(own, first.id)).rejects.toMatchObject({ kind: 'missing' })
    await identitySecrets.make(own, by)
  })

  it('are never more than two, though ten are asked for at once', async () => {
    const own = await sluice.project('hasty', 'Hasty')
    const { identitySecrets } = sluice.services
    const made = await Promise.allSettled(Array.from({ length: 10 }, () => identitySecrets.make(own, by)))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await identitySecrets.list(own)).toHaveLength(2)
  })

  it('note when they last proved a token', async () => {
    const { identitySecrets, subjects } = sluice.services
    const own = await sluice.project('used', 'Used')
    const made = await identitySecrets.make(own, by)
    expect((await identitySecrets.list(own))[0]?.usedAt).toBeUndefined()
    await subjects.identify(own, signed(made.secret, { sub: 'u', aud: own.key, exp: now() + 600 }))
    expect((await identitySecrets.list(own))[0]?.usedAt).toBe(sluice.clock.now())
  })

  it('lie encrypted in the database, and prove nothing under another server’s secret', async () => {
    const stored = JSON.stringify(await sluice.connection.collection('identity_secrets').find({}).toArray())
    expect(stored).toContain(project.id)
    expect(stored).not.toContain(secret.slice(0, -4))
    const foreign = identitySecretService({
      store: identitySecretStore(sluice.connection.useDb(sluice.connection.name)),
      secret: 'another server’s secret, long enough',
      clock: sluice.clock,
      random: (bytes) => new Uint8Array(bytes),
      onRevoked: () => {},
    })
    expect(await foreign.list(project)).toEqual([expect.objectContaining({ readable: false })])
    expect(await foreign.verifying(project)).toEqual([])
  })
})
