import { csrfIn, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

const ada = { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' }

let sluice: TestSluice

withSluice((one) => {
  sluice = one
})

async function form() {
  const agent = sluice.agent()
  const _csrf = csrfIn((await agent.get('/console/sign-in')).text)
  return (path: string, fields: object) =>
    agent
      .post(path)
      .type('form')
      .send({ ...fields, _csrf })
}

it('looks at no more tries at once than one after the other', async () => {
  const submit = await form()
  const tries = Array.from({ length: 30 }, (_, i) =>
    submit('/console/sign-in', { email: 'victim@example.org', password: `guess number ${i}` }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(25)
})

it('keeps no long text of a try', async () => {
  const submit = await form()
  await submit('/console/sign-in', { email: 'a'.repeat(60_000), password: 'x' }).expect(400)
  await submit('/console/sign-in', { email: 'ada@example.org', password: 'x'.repeat(60_000) }).expect(400)
})

it('hashes no password for a link that was never printed', async () => {
  const hash = jest.spyOn(jest.requireActual<typeof import('@node-rs/argon2')>('@node-rs/argon2'), 'hash')
  const submit = await form()
  const link = `/console/set-up/${await sluice.services.accounts.offerSetUp()}`
  await submit('/console/set-up/never-printed', ada).expect(404)
  expect(hash).not.toHaveBeenCalled()
  await submit(link, ada).expect(303)
  expect(hash).toHaveBeenCalledTimes(1)
  hash.mockRestore()
})

it('leads nobody on to an address longer than a browser’s header', async () => {
  const submit = await form()
  const answer = await submit('/console/sign-in', { ...ada, next: `/${'x'.repeat(20_000)}` }).expect(303)
  expect(answer.headers.location).toBe('/')
})
