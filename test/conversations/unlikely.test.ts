import type { Project } from '../../src/projects/project.ts'
import { secondsOf, signed } from '../subjects/sign.ts'
import { by } from '../support/drafts.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
withSluice(
  async (started) => {
    sluice = started
    project = await sluice.project()
  },
  { rateLimits: 1 },
)

const feedback = (more: object = {}) => ({ id: uuid(), kind: 'idea', text: 'Hello', ...more })
const countStored = () => sluice.connection.collection('conversations').countDocuments({ project: project.id })

async function signedIn() {
  const { secret } = await sluice.services.identitySecrets.make(project, by)
  return signed(secret, { sub: 'eva', aud: project.key, exp: secondsOf(sluice.clock.now()) + 600 })
}

describe('a field that no person sees', () => {
  it('is of no account where it is empty, or where the product vouches for who sends', async () => {
    const before = await countStored()
    const { ask } = await sluice.widget(project)
    dataOf(await ask('feedback:send', feedback({ website: '' })))
    const eva = await sluice.widget(project, { token: await signedIn() })
    dataOf(await eva.ask('feedback:send', feedback({ website: 'https://eva.example', hasty: true })))
    expect(await countStored()).toBe(before + 2)
    const [last] = await sluice.connection.collection('conversations').find().sort({ sequence: -1 }).limit(1).toArray()
    expect(last).not.toHaveProperty('website')
    expect(last).not.toHaveProperty('hasty')
  })
})

it('holds those without a name who send at once to a stricter limit, over socket and HTTP together', async () => {
  const { ask } = await sluice.widget(project)
  for (let i = 0; i < 4; i++) dataOf(await ask('feedback:send', feedback({ hasty: true })))
  const overHttp = () =>
    sluice
      .agent()
      .post('/api/v1/widget/feedback/send')
      .set({ 'x-api-key': project.clientKey, 'sluice-subject': sluice.services.subjects.issue(project) })
      .send(feedback({ hasty: true }))
  await overHttp().expect(200)
  expect((await overHttp().expect(429)).headers['retry-after']).toBe('60')
  const { ask: others } = await sluice.widget(project)
  expect(await others('feedback:send', feedback({ hasty: true }))).toMatchObject({
    problem: { kind: 'limited', retryAfter: 60 },
  })
  dataOf(await others('feedback:send', feedback()))
})
