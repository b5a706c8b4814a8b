import { SignJWT } from 'jose'
import { identitySentence, revokeEffect } from '../../src/subjects/identity-words.ts'
import { signSnippet } from '../../src/subjects/sign-snippets.ts'
import { csrfIn, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const works = { readable: true }
const lost = { readable: false }

it.each([
  [[], 'Notewell does not say yet who its users are.'],
  [[works], 'One secret proves who the users of Notewell are.'],
  [[works, works], 'Either of two secrets proves who the users of Notewell are.'],
  [[lost, works], 'One secret proves who the users of Notewell are.'],
  [[lost], 'Nothing proves who the users of Notewell are: no secret can be read any more.'],
])('says who vouches for the users: %j', (secrets, sentence) => {
  expect(identitySentence(secrets, 'Notewell')).toBe(sentence)
})

it('says what revoking does, before it is done', () => {
  expect(revokeEffect(2)).toContain('a token that it signed is refused')
  expect(revokeEffect(1)).toContain('nobody who is signed in gets flags')
})

describe('the identity settings', () => {
  let sluice: TestSluice
  withSluice((started) => {
    sluice = started
  })

  const secretIn = (html: string) => /id="new-secret">(identity_[\w-]{43})</.exec(html)?.[1]

  it('make a secret, show it once, and revoke it', async () => {
    const project = await sluice.project('pages', 'Pages')
    const { agent } = await sluice.signedIn()
    const path = `/console/${project.key}/settings/identity`
    const settings = await agent.get(`/console/${project.key}/settings`).expect(200)
    expect(settings.text).toContain(`href="${path}"`)
    const empty = await agent.get(path).expect(200)
    expect(empty.text).toContain('<h1>Pages does not say yet who its users are.</h1>')
    const send = (to: string, _csrf: string) => agent.post(to).type('form').send({ _csrf })
    const made = await send(path, csrfIn(empty.text)).expect(200)
    const secret = secretIn(made.text)
    expect(secret).toBeDefined()
    expect(made.headers['cache-control']).toBe('no-store')
    const later = await agent.get(path).expect(200)
    expect(later.text).not.toContain(secret)
    expect(later.text).toContain(`<strong>…${secret?.slice(-4)}</strong>`)
    expect(later.text).toContain('not used yet')

    await send(path, csrfIn(later.text)).expect(200)
    const third = await send(path, csrfIn(later.text)).expect(409)
    expect(secretIn(third.text)).toBeUndefined()
    expect(third.text).toContain('There are two identity secrets already. Revoke one first.')
    const revoke = /action="([^"]+\/revoke)"/.exec(third.text)?.[1] ?? ''
    await send(revoke, csrfIn(third.text)).expect(303).expect('location', path)
    expect((await agent.get(path)).text).toContain('The secret is revoked')
    await send(revoke, csrfIn(third.text)).expect(404)
  })

  it('are nobody’s but the members’, and make nothing by GET or without the form’s token', async () => {
    const project = await sluice.project('closed', 'Closed')
    const path = `/console/${project.key}/settings/identity`
    await sluice.agent().get(path).expect(401)
    await sluice.agent().post(path).type('form').send({}).expect(401)
    const { agent } = await sluice.signedIn()
    await agent.post(path).type('form').send({}).expect(403)
    await agent.get(path).expect(200)
    await sluice.agent().get(`/api/v1/projects/${project.key}/identity-secrets`).expect(401)
    expect(await sluice.services.identitySecrets.list(project)).toEqual([])
  })

  it('have the same as JSON', async () => {
    const project = await sluice.project('json', 'Json')
    const { agent, csrf } = await sluice.signedIn()
    const url = `/api/v1/projects/${project.key}/identity-secrets`
    await agent.post(url).expect(403)
    const made = await agent.post(url).set('x-csrf-token', csrf).expect(200)
    expect(made.body.secret).toMatch(/^identity_[\w-]{43}$/)
    const { body } = await agent.get(url).expect(200)
    expect(body.secrets).toEqual([
      {
        id: made.body.id,
        hint: made.body.secret.slice(-4),
        createdAt: sluice.clock.now(),
        createdBy: 'Ada',
        readable: true,
      },
    ])
    await agent.post(url).set('x-csrf-token', csrf).expect(200)
    await agent.post(url).set('x-csrf-token', csrf).expect(409)
    await agent.delete(`${url}/${made.body.id}`).expect(403)
    const other = await sluice.project('other', 'Other')
    await agent
      .delete(`/api/v1/projects/${other.key}/identity-secrets/${made.body.id}`)
      .set('x-csrf-token', csrf)
      .expect(404)
    await agent.delete(`${url}/none`).set('x-csrf-token', csrf).expect(400)
    await agent.delete(`${url}/${made.body.id}`).set('x-csrf-token', csrf).expect(200, { revoked: made.body.id })
    expect((await agent.get(url)).body.secrets).toHaveLength(1)
  })

  it('show a snippet that signs what is taken', async () => {
    const project = await sluice.project('snippet', 'Snippet')
    const { identitySecrets, subjects } = sluice.services
    const made = await identitySecrets.make(project, { name: 'Ada' })
    const code = signSnippet(project.key)
      .replace(/^import .*$/m, '')
      .replace('export const subjectToken =', 'return')
    const run = new Function('SignJWT', 'TextEncoder', 'process', code)
    const sign = run(SignJWT, TextEncoder, { env: { SLUICE_IDENTITY_SECRET: made.secret } })
    sluice.clock.moveTo(Date.now())
    const token = await sign({ id: 42, name: 'Grace', plan: 'pro' })
    expect(await subjects.identify(project, token)).toMatchObject({
      subject: 'user_42',
      name: 'Grace',
      attributes: { plan: 'pro' },
    })
  })
})
