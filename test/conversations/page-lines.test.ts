import type { Project } from '../../src/projects/project.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
})

const lines = {
  console: [{ level: 'error', text: 'It broke: <b>here</b>' }],
  network: [{ method: 'POST', route: '/notes/:id', status: 0, ms: 1200 }],
}
const letter = (more: object = {}) => ({ id: uuid(), kind: 'problem', text: 'It is stuck', lines, ...more })

it('shows the team what the page reported, to the subject nothing of it, and takes it once', async () => {
  const { ask } = await sluice.widget(project)
  const sent = letter()
  const receipt = dataOf(await ask('feedback:send', sent))
  expect(dataOf(await ask('feedback:send', sent))).toEqual(receipt)
  const other = { ...sent, lines: { ...lines, network: [] } }
  expect(await ask('feedback:send', other)).toMatchObject({ ok: false, problem: { kind: 'conflict' } })
  const { conversations } = dataOf(await ask('conversation:list'))
  expect(JSON.stringify(conversations)).not.toContain('It broke')

  const { agent } = await sluice.signedIn()
  const page = await agent.get(`/console/notewell/inbox/${sent.id}`).expect(200)
  expect(page.text).toContain('<code>error</code> It broke: &lt;b&gt;here&lt;/b&gt;')
  expect(page.text).toContain('<code>POST /notes/:id</code> no answer, 1200 ms')
})

it.each([
  ['more than 50 lines', { console: Array(51).fill(lines.console[0]), network: [] }],
  ['a line that is too long', { console: [{ level: 'log', text: 'x'.repeat(301) }], network: [] }],
  ['a level that is none', { console: [{ level: 'trace', text: 'x' }], network: [] }],
  ['a method that is none', { console: [], network: [{ ...lines.network[0], method: 'GET /' }] }],
  ['a status that is none', { console: [], network: [{ ...lines.network[0], status: 1000 }] }],
])('refuses %s', async (_name, wrong) => {
  const { ask } = await sluice.widget(project)
  expect(await ask('feedback:send', letter({ lines: wrong }))).toMatchObject({
    ok: false,
    problem: { kind: 'invalid' },
  })
})
