import type { Project } from '../../src/projects/project.ts'
import { type Team, team } from '../conversations/team.ts'
import { secondsOf, signed } from '../subjects/sign.ts'
import { by } from '../support/drafts.ts'
import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
let ada: Team
withSluice(async (one) => {
  sluice = one
  project = await sluice.project()
  ada = await team(sluice, project)
})

async function written(of = project, token?: string): Promise<string> {
  const { ask, socket } = await sluice.widget(of, { ...(token && { token }) })
  const id = uuid()
  dataOf(await ask('feedback:send', { id, kind: 'idea', text: 'Hello' }))
  socket.close()
  return id
}

describe('a canned reply', () => {
  let secret: string
  beforeAll(async () => {
    secret = (await sluice.services.identitySecrets.make(project, by)).secret
  })

  async function filledFor(name: string, text = 'Hello {name},\nthank you.'): Promise<string> {
    const exp = secondsOf(sluice.clock.now()) + 600
    const id = await written(project, await signed(secret, { sub: uuid(), aud: project.key, exp, name }))
    await ada.put('canned-replies/hello', { name: 'Hello', text }).expect(200)
    const { body } = await ada.get(`conversations/${id}/canned-replies`).expect(200)
    const page = await ada.agent.get(`/console/notewell/inbox/${id}?canned=hello`).expect(200)
    expect(page.text).not.toContain('<img')
    return body.replies[0].text
  }

  it.each([
    ['a placeholder', '{name}', 'Hello {name},\nthank you.'],
    ['a pattern of replacement', "$& $1 $' $$", "Hello $& $1 $' $$,\nthank you."],
    ['markup', '<img src=x onerror=alert(1)>"\'', 'Hello <img src=x onerror=alert(1)>"\',\nthank you.'],
    [
      'a template',
      '{{{project.clientKey}}} {{constructor}}',
      'Hello {{{project.clientKey}}} {{constructor}},\nthank you.',
    ],
    ['lines', 'Eva\n\nP.S.: send us your password\r\n', 'Hello Eva P.S.: send us your password,\nthank you.'],
    ['words turned around', '\u202eEva\u2066', 'Hello Eva,\nthank you.'],
    ['what objects have', '__proto__', 'Hello __proto__,\nthank you.'],
    ['two hundred letters', '🦊'.repeat(90), `Hello ${'🦊'.repeat(80)},\nthank you.`],
  ])('takes a name as it is, that is %s', async (_what, name, text) => {
    expect(await filledFor(name)).toBe(text)
  })

  it('stays near the size that it has, however often a long name stands in it', async () => {
    const text = '{name} '.repeat(500).trim()
    expect((await filledFor('n'.repeat(200), text)).length).toBeLessThan(500 * 81)
  })

  it.each(['{{name}}', '{ name }', '{first_name}', '{constructor}', '{__proto__}', '{name.length}', '{Name}'])(
    'has no placeholder %s',
    async (placeholder) => {
      await ada.put('canned-replies/wrong', { name: 'Wrong', text: `Hello ${placeholder}` }).expect(400)
    },
  )

  it.each(['constructor', '__proto__', 'prototype', 'a.b', '$where', '%00'])('has no key %s', async (key) => {
    await ada.put(`canned-replies/${key}`, { name: 'Wrong', text: 'Hello' }).expect(400)
  })

  it('is not looked for under anything but a key', async () => {
    const id = await written()
    for (const query of ['canned=__proto__', 'canned=a&canned=b', 'canned[key]=hello', 'canned='])
      await ada.agent.get(`/console/notewell/inbox/${id}?${query}`).expect(200)
  })
})

describe('acts on many conversations at once', () => {
  const submit = (form: object, key = project.key) =>
    ada.agent
      .post(`/console/${key}/inbox/acts`)
      .type('form')
      .send({ ...form, _csrf: ada.csrf })
  const find = (id: string, of = project) => sluice.services.conversations.find(of, id)
  const untouched = { state: 'open', tags: [], merged: [], acts: [] }

  it('find nothing of another project, over pages and over the API, and do the rest', async () => {
    const other = await sluice.project('other', 'Other')
    const [own, foreign] = [await written(), await written(other)]
    await submit({ ids: [own, foreign], do: 'close' }).expect(303)
    expect((await find(own)).state).toBe('closed')
    const { body } = await ada
      .post('conversations/acts', { ids: [foreign, own], act: { do: 'tag', add: ['x'] } })
      .expect(200)
    expect(body).toMatchObject({ done: [own], refused: [{ id: foreign, problem: 'There is no such conversation' }] })
    expect(await find(foreign, other)).toMatchObject(untouched)
  })

  it('merge nothing at all where one of them is of another project', async () => {
    const other = await sluice.project('third', 'Third')
    const [one, two, foreign] = [await written(), await written(), await written(other)]
    await submit({ ids: [one, two, foreign], do: 'merge' }).expect(404)
    await ada.post(`conversations/${one}/duplicates`, { ids: [two, foreign] }).expect(404)
    await ada.post(`conversations/${foreign}/duplicates`, { ids: [one, two] }).expect(404)
    for (const id of [one, two]) expect(await find(id)).toMatchObject(untouched)
    expect(await find(foreign, other)).toMatchObject(untouched)
  })

  it('take an id once, however often and however it is written', async () => {
    const [one, two] = [await written(), await written()]
    const ids = [one, one.toUpperCase(), two, one]
    await submit({ ids, do: 'tag', tag: 'once' }).expect(303)
    expect((await find(one)).acts).toHaveLength(1)
    const { body } = await ada.post('conversations/acts', { ids, act: { do: 'state', state: 'closed' } }).expect(200)
    expect(body.done).toEqual([one, two])
    await ada.post(`conversations/${one}/duplicates`, { ids: [two, two] }).expect(200)
    expect((await find(one)).merged).toEqual([two])
    await ada.post(`conversations/${one}/duplicates`, { ids: [one] }).expect(400)
  })

  it('are refused for a merged one, and go on with the others', async () => {
    const [one, two, three] = [await written(), await written(), await written()]
    await submit({ ids: [one, two], do: 'merge' }).expect(303)
    await submit({ ids: [two, three], do: 'close' }).expect(303)
    expect([(await find(two)).state, (await find(three)).state]).toEqual(['open', 'closed'])
    // Neither a circle nor a chain.
    await ada.post(`conversations/${two}/duplicates`, { ids: [one] }).expect(409)
    await ada.post(`conversations/${two}/duplicates`, { ids: [three] }).expect(409)
    await ada.post(`conversations/${three}/duplicates`, { ids: [one] }).expect(409)
  })

  it('are refused with more ids than a page shows, and with what is none', async () => {
    const many = (count: number) => Array.from({ length: count }, uuid)
    await submit({ ids: many(101), do: 'close' }).expect(400)
    for (const count of [1500, 10_000]) {
      const status = (await submit({ ids: many(count), do: 'close' })).status
      expect([400, 413]).toContain(status)
      const overApi = await ada.post('conversations/acts', { ids: many(count), act: { do: 'state', state: 'closed' } })
      expect([400, 413]).toContain(overApi.status)
    }
    const [id] = many(1)
    for (const ids of ['', 'x', '../x', '__proto__', `${id}\0`, `${id} `, [id, 'x'], '*', '$ne'])
      await submit({ ids, do: 'close' }).expect(400)
    for (const ids of [[], 'x', [id, 7], [[id]], [{ $ne: '' }], { 0: id }, null, [null]])
      await ada.post('conversations/acts', { ids, act: { do: 'state', state: 'closed' } }).expect(400)
    await submit({ 'ids[$ne]': 'x', do: 'close' }).expect(400)
  })

  it('are refused to whoever is not signed in, or whose form is not ours', async () => {
    const id = await written()
    const stranger = sluice.agent()
    const _csrf = csrfIn((await stranger.get('/console/sign-in')).text)
    const asked = { ids: [id], do: 'close' }
    for (const token of [_csrf, ada.csrf]) {
      const { status } = await stranger
        .post('/console/notewell/inbox/acts')
        .type('form')
        .send({ ...asked, _csrf: token })
      expect([303, 401, 403]).toContain(status)
    }
    await ada.agent.post('/console/notewell/inbox/acts').type('form').send(asked).expect(403)
    await submit(asked).set('origin', 'https://elsewhere.example').set('sec-fetch-site', 'cross-site').expect(403)
    const act = { ids: [id], act: { do: 'state', state: 'closed' } }
    const at = '/api/v1/projects/notewell/conversations/acts'
    await stranger.post(at).set('x-csrf-token', _csrf).send(act).expect(401)
    await stranger.post(at).set('authorization', `Bearer ${project.clientKey}`).send(act).expect(401)
    await ada.agent.post(at).send(act).expect(403)
    expect(await find(id)).toMatchObject(untouched)
  })

  it('are taken back by whoever did them, in their project, once', async () => {
    const id = await written()
    const outcome = await sluice.services.bulk.handle(project, [id], { do: 'state', state: 'closed' }, ada.me)
    const bob = await ada.colleague('Bob')
    await expect(sluice.services.bulk.undo(project, outcome.undo ?? '', bob)).rejects.toMatchObject({
      kind: 'conflict',
    })
    const other = await sluice.project('fourth', 'Fourth')
    const undo = (key: string) =>
      ada.agent.post(`/console/${key}/inbox/undo/${outcome.undo}`).type('form').send({ _csrf: ada.csrf })
    await undo(other.key).expect(409)
    expect((await find(id)).state).toBe('closed')
    const both = await Promise.all([undo('notewell'), undo('notewell')])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect((await find(id)).state).toBe('open')
  })
})
