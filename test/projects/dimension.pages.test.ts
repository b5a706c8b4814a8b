import type { TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
withSluice((started) => {
  sluice = started
})

it('declares dimensions line by line, names what is wrong with one, and shows them again', async () => {
  const { agent, csrf } = await sluice.signedIn()
  await sluice.project()
  const path = '/console/notewell/settings/dimensions'
  const save = (fields: Record<string, string>) =>
    agent
      .post(path)
      .type('form')
      .send({ ...fields, _csrf: csrf })
  const declared = async () => (await sluice.services.projects.byKey('notewell'))?.dimensions
  expect(await declared()).toEqual([])

  const typed = { 'key:0': '', 'name:0': '', 'values:0': '', 'key:1': 'Plan!', 'name:1': 'Plan', 'values:1': 'free' }
  const refused = await save(typed).expect(400)
  expect(refused.text).toContain('id="error-key:1">Use small letters')
  expect(refused.text).toContain('value="Plan!"')
  const twice = { 'key:0': 'plan', 'name:0': '', 'values:0': '', 'key:1': 'plan', 'name:1': 'Plan', 'values:1': '' }
  expect((await save(twice).expect(400)).text).toContain('Another dimension has this key already')
  expect(await declared()).toEqual([])

  const good = { ...twice, 'key:0': 'region', 'values:1': ' free, pro ,free' }
  await save(good).expect(303)
  expect(await declared()).toEqual([
    { key: 'region', name: 'region' },
    { key: 'plan', name: 'Plan', values: ['free', 'pro'] },
  ])
  const { text } = await agent.get(path).expect(200)
  expect(text).toContain('value="free, pro"')
  expect(text).toContain('data-dimensions')
  await save({ ...good, 'key:0': '', 'name:0': '' }).expect(303)
  expect(await declared()).toHaveLength(1)
})
