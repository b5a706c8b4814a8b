import type { TestSluice } from '../support/sluice.ts'
import { withSluiceEach } from '../support/with-sluice.ts'

describe('where the team arrives', () => {
  let sluice: TestSluice
  withSluiceEach((started) => {
    sluice = started
  })

  it('names the first product, then leads to its flags', async () => {
    const { agent, csrf } = await sluice.signedIn()
    expect((await agent.get('/console').expect(200)).text).toContain('Name your product')
    const create = (form: object) =>
      agent
        .post('/console/projects')
        .type('form')
        .send({ ...form, _csrf: csrf })
    expect((await create({ name: '' }).expect(400)).text).toContain('id="error-name"')
    expect((await create({ name: '!!!', key: '' }).expect(400)).text).toContain('id="error-key"')
    expect((await create({ name: 'Näh & Co', key: 'Big Key' }).expect(400)).text).toContain('value="Big Key"')
    for (const key of ['new', 'settings', 'projects', 'account', 'sign-in', 'set-up', 'demo'])
      expect((await create({ name: key }).expect(400)).text).toMatch(/id="error-key".*The console needs this address/)
    const done = await create({ name: 'Näh & Co' }).expect(303)
    expect(done.headers.location).toBe('/console/nah-co/flags')
    expect((await agent.get('/console').expect(303)).headers.location).toBe('/console/nah-co/flags')
    expect((await create({ name: 'Nah co' }).expect(409)).text).toContain('This key is taken')
    await create({ name: 'Another' }).expect(303)
    expect((await agent.get('/console').expect(200)).text).toContain('Two products are here.')
    expect((await sluice.services.projects.all()).map(({ key }) => key)).toEqual(['nah-co', 'another'])
  })
})
