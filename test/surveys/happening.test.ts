import { startSluice, type TestSluice, uuid } from '../support/sluice.ts'

let sluice: TestSluice

beforeAll(async () => {
  sluice = await startSluice()
})
afterAll(async () => {
  await sluice.close()
  expect(sluice.faults).toEqual([])
})

it('keeps fifty kinds of events a day of one person, also of those that come at once', async () => {
  const project = await sluice.project()
  const { ask } = await sluice.widget(project)
  const answers = await Promise.all(
    Array.from({ length: 70 }, (_, n) => ask('event:happened', { id: uuid(), name: `kind.${n}`, properties: {} })),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(50)
  expect(await sluice.connection.collection('happenings').countDocuments()).toBe(50)
  expect(await ask('event:happened', { id: uuid(), name: 'kind.0', properties: {} })).toMatchObject({ ok: true })
})
