import type { Member, TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

describe('settings of channels and bounds', () => {
  let sluice: TestSluice
  let member: Member
  let key: string
  let projects = 0
  withSluice(async (started) => {
    sluice = started
    member = await sluice.signedIn()
  })
  beforeEach(async () => {
    key = (await sluice.project(`product-${++projects}`)).key
  })

  const found = async () => {
    const project = await sluice.services.projects.byKey(key)
    if (!project) throw new Error('There is one')
    return project
  }
  const fieldsIn = (html: string) => {
    const form = html.slice(html.indexOf('data-preview='))
    const inputs = [...form.matchAll(/<input(?! type="checkbox")[^>]* name="([^"]+)"[^>]* value="([^"]*)"/g)]
    const texts = [...form.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</g)]
    const selects = [...form.matchAll(/<select[^>]* name="([^"]+)">.*?<option(?: value="([^"]*)")? selected>([^<]*)/gs)]
    const ticked = [...form.matchAll(/<input type="checkbox" name="([^"]+)" value="([^"]*)" checked/g)]
    const all = [...inputs, ...texts, ...ticked].map(([, name, value]) => [name, value])
    return Object.fromEntries([...all, ...selects.map(([, name, value, text]) => [name, value ?? text])])
  }

  describe('channels', () => {
    const path = () => `/console/${key}/settings/channels`
    const send = (fields: object) =>
      member.agent
        .post(path())
        .type('form')
        .send({ ...fields, _csrf: member.csrf })

    it('shows the effect before it is saved, changes nothing by it, and saves', async () => {
      const { subjects, policies } = sluice.services
      const who = await subjects.begin(await found())
      await policies.choose(await found(), who, { channel: 'canary', pace: 'first' })
      const fields = fieldsIn((await member.agent.get(path()).expect(200)).text)
      const asked = { ...fields, 'gone:2': 'yes', 'name:1': 'Preview' }
      const { _csrf, ...query } = asked
      const looked = await member.agent.get(path()).query(query).expect(200)
      expect(looked.text).toContain('One person on Canary moves to Preview and is told.')
      expect((await found()).version).toBe(1)
      const moved = await send({ ...fields, move: '2:down' }).expect(200)
      expect(moved.text.indexOf('value="Beta"')).toBeLessThan(moved.text.indexOf('value="Canary"'))
      await send(asked).expect(303)
      await sluice.services.channels.idle()
      expect((await found()).channels.map(({ key, name }) => [key, name])).toEqual([
        ['stable', 'Stable'],
        ['beta', 'Preview'],
      ])
      const stale = await send(asked).expect(412)
      expect(stale.text).toContain('Somebody changed the settings meanwhile')
    })

    it('keeps a refused form as it was typed, with the fault at its field', async () => {
      const fields = fieldsIn((await member.agent.get(path()).expect(200)).text)
      const refused = await send({ ...fields, 'entry:2': 'capped', 'cap:2': 'many', 'name:1': '<b>' }).expect(400)
      expect(refused.text).toContain('value="many"')
      expect(refused.text).toContain('<span class="error">Write a whole number</span>')
      expect(refused.text).toContain('value="&lt;b&gt;"')
      const door = await send({ ...fields, 'entry:0': 'invitation' }).expect(400)
      expect(door.text).toContain('The most cautious channel is open to everybody')
      expect((await found()).version).toBe(1)
    })

    it('makes an invitation whose code is shown once, and takes it back', async () => {
      const fields = fieldsIn((await member.agent.get(path()).expect(200)).text)
      await send({ ...fields, 'entry:1': 'invitation' }).expect(303)
      const door = `${path()}/beta`
      const made = await member.agent
        .post(`${door}/invitations`)
        .type('form')
        .send({ _csrf: member.csrf, note: '<i>Press</i>', mostUses: '', days: '' })
        .expect(200)
      const code = /\/join\/product-\d+\/beta\?code&#x3D;([\w-]{22})/.exec(made.text)?.[1] ?? ''
      expect(code).toMatch(/^[\w-]{22}$/)
      expect(made.text).toContain('&lt;i&gt;Press&lt;/i&gt;')
      const again = await member.agent.get(door).expect(200)
      expect(again.text).not.toContain(code)
      const [invitation] = await sluice.services.invitations.newest(await found(), 'beta')
      await member.agent
        .post(`${door}/invitations/${invitation?.id}/revoke`)
        .type('form')
        .send({ _csrf: member.csrf })
        .expect(303)
      expect((await member.agent.get(door)).text).toContain('This invitation was taken back')
      await member.agent
        .post(`${door}/invitations`)
        .type('form')
        .send({ _csrf: member.csrf, mostUses: '0' })
        .expect(400)
      await member.agent.get(`${path()}/nightly`).expect(404)
    })
  })

  it('bounds: shows whom they concern, refuses what cannot stand, and saves', async () => {
    const path = `/console/${key}/settings/bounds`
    const { subjects, policies } = sluice.services
    await subjects.begin(await found())
    const who = await subjects.begin(await found())
    await policies.choose(await found(), who, { channel: 'beta', pace: 'calm' })
    const send = (fields: object) =>
      member.agent
        .post(path)
        .type('form')
        .send({ ...fields, _csrf: member.csrf })
    const { _csrf, ...fields } = fieldsIn((await member.agent.get(path).expect(200)).text)
    expect(fields).toMatchObject({
      soakDays: '90',
      'pace:ask': 'yes',
      channel: 'stable',
      pace: 'first',
      timeZone: 'UTC',
    })
    const asked = { ...fields, soakDays: '20', pace: 'steady', channel: 'beta', timeZone: 'Europe/Berlin' }
    const looked = await member.agent.get(path).query(asked).expect(200)
    expect(looked.text).toContain('What one person chose lies outside')
    expect(looked.text).toContain('One person who never chose is on Beta with “Steady” in Europe/Berlin from now on.')
    const { 'pace:first': _, ...without } = fields
    const refused = await send({ ...without, holdDays: '0', capMost: '10', capLeast: '20' }).expect(400)
    for (const fault of ['At least 1', 'Must not be less than the shortest']) expect(refused.text).toContain(fault)
    expect((await send(without).expect(400)).text).toContain('This pace is not offered')
    expect((await found()).version).toBe(1)
    await send(asked).expect(303)
    expect(await found()).toMatchObject({
      bounds: { soakDays: 20, holdDays: 90 },
      default: { channel: 'beta', pace: 'steady', timeZone: 'Europe/Berlin' },
    })
  })

  it('the same over JSON, to members only', async () => {
    const api = `/api/v1/projects/${key}`
    const put = (path: string, body: object) =>
      member.agent.put(`${api}${path}`).set('x-csrf-token', member.csrf).send(body)
    await sluice.agent().get(`${api}/channels`).expect(401)
    const { body: ladder } = await member.agent.get(`${api}/channels`).expect(200)
    expect(ladder).toMatchObject({ version: 1, channels: [{ key: 'stable', entry: 'open' }, {}, {}], removed: [] })
    const channels = ladder.channels.map(({ text: _, ...draft }: { text: number }) => draft)
    channels[1].entry = 'invitation'
    channels[2] = { ...channels[2], entry: 'capped' }
    const refused = await put('/channels', { channels }).expect(400)
    expect(refused.body.faults).toEqual([
      { field: 'channels.2.cap', message: 'Write how many people there is room for' },
    ])
    channels[2].cap = 1
    const saved = await put('/channels', { channels, version: 1 }).expect(200)
    expect(saved.body).toMatchObject({ version: 2, channels: [{}, {}, { entry: 'capped', cap: 1 }] })
    await put('/channels', { channels, version: 1 }).expect(412)
    await put('/channels', { channels: [...channels, ...channels, ...channels] }).expect(400)

    const { body: rules } = await member.agent.get(`${api}/bounds`).expect(200)
    const { version: _, ...draft } = rules
    const outside = { ...draft, bounds: { ...draft.bounds, securityCapHours: { least: 0, most: 169 } } }
    expect((await put('/bounds', outside).expect(400)).body.faults).toMatchObject([
      { field: 'bounds.securityCapHours.most' },
    ])
    const gone = await put('/bounds', { ...draft, default: { ...draft.default, channel: 'canary' } }).expect(400)
    expect(gone.body.faults).toEqual([{ field: 'default.channel', message: 'Canary is not open to everybody' }])
    await put('/bounds', { ...draft, bounds: { ...draft.bounds, keepDays: 3 } }).expect(200)
    expect((await found()).bounds.keepDays).toBe(3)

    const invitations = `${api}/channels/beta/invitations`
    const made = await member.agent
      .post(invitations)
      .set('x-csrf-token', member.csrf)
      .send({ note: 'Press', mostUses: 5 })
      .expect(200)
    expect(made.body).toMatchObject({
      code: expect.stringMatching(/^[\w-]{22}$/),
      invitation: { note: 'Press', by: 'Ada' },
    })
    const listed = await member.agent.get(invitations).expect(200)
    expect(JSON.stringify(listed.body)).not.toContain(made.body.code)
    const one = `${invitations}/${made.body.invitation.id}`
    await member.agent.delete(one).set('x-csrf-token', member.csrf).expect(200)
    await member.agent.delete(one).set('x-csrf-token', member.csrf).expect(404)

    const { subjects, channels: doors } = sluice.services
    const project = await found()
    for (const who of [await subjects.begin(project), await subjects.begin(project)])
      await doors.join(project, who, 'canary', { text: 1 })
    const { body } = await member.agent.get(`${api}/channels/canary/waiting`).expect(200)
    expect(body).toMatchObject({ count: 1, people: [{ subject: expect.stringMatching(/^anon_/) }] })
  })
})
