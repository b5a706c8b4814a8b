import { type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Awaited<ReturnType<TestSluice['project']>>

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
})

it('keeps fifty kinds of events a day of one person, also of those that come at once', async () => {
  const { ask } = await sluice.widget(project)
  const answers = await Promise.all(
    Array.from({ length: 70 }, (_, n) => ask('event:happened', { id: uuid(), name: `kind.${n}`, properties: {} })),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(50)
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ problem: { kind: 'conflict' } })
  expect(await sluice.connection.collection('happenings').countDocuments()).toBe(50)
  expect(await ask('event:happened', { id: uuid(), name: 'kind.0', properties: {} })).toMatchObject({ ok: true })
})

it('counts what a page tells in one, once', async () => {
  const { ask } = await sluice.widget(project)
  const many = { id: uuid(), name: 'scrolled', times: 599 }
  await ask('event:happened', { id: uuid(), name: 'scrolled', properties: { to: 3 } })
  const [first, again] = [await ask('event:happened', many), await ask('event:happened', many)]
  expect(again).toEqual(first)
  const rows = await sluice.connection.collection('happenings').find({ name: 'scrolled' }).toArray()
  expect(rows).toMatchObject([{ times: 600 }])
})
