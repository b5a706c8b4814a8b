import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
let member: Member
let inbox: string

let projects = 0
withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
})
beforeEach(async () => {
  project = await sluice.project(`product-${++projects}`)
  inbox = `/console/${project.key}/inbox`
  await publishFlag(sluice, project, 'editor')
  sluice.clock.advance(1000)
})

const html = (path: string, status = 200) => member.html(path, status)
const submit = (path: string, form: object) => member.submit(path, form)

/** Somebody looks at the editor, is shown a variant of it as far as their page says, and writes. */
async function written(text: string, variant = 'on'): Promise<string> {
  const { ask } = await sluice.widget(project)
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant }] }))
  const id = uuid()
  dataOf(await ask('feedback:send', { id, kind: 'problem', text }))
  return id
}

it('says what to do while nobody has written', async () => {
  expect(await html(inbox)).toContain('Nobody waits for an answer.')
  expect(await html(`${inbox}?show=all`)).toContain(`/console/${project.key}/settings`)
})

it('shows who waits, what they wrote and what they saw when they did', async () => {
  const id = await written('Where did <script>undo</script> go?')
  const list = await html(inbox)
  expect(list).toContain('One person waits for an answer.')
  expect(list).toContain('Where did &lt;script&gt;undo&lt;/script&gt; go?')
  const opened = await html(`${inbox}/${id}`)
  expect(opened).not.toContain('<script>undo')
  expect(opened).toContain('>Someone</a></h2>')
  expect(opened).toContain('New editor: New editor, revision 1')
  expect(opened).toContain('as soon as it is out')
  expect(opened).toContain('<b>Stable</b>')
})

it('says so where only a page claimed what somebody saw', async () => {
  const id = await written('It is gone', 'off')
  expect(await html(`${inbox}/${id}`)).toContain('New editor: Old editor, revision 1 (only claimed by their page)')
})

it('answers once, however often the form is sent', async () => {
  const id = await written('Where did undo go?')
  const replyId = /name="id" value="([^"]+)"/.exec(await html(`${inbox}/${id}`))?.[1]
  const reply = { id: replyId, text: 'Behind the three dots.' }
  const both = await Promise.all([submit(`${inbox}/${id}`, reply), submit(`${inbox}/${id}`, reply)])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  const { messages } = await sluice.services.conversations.find(project, id)
  expect(messages.map(({ text, author }) => [text, author])).toEqual([
    ['Where did undo go?', undefined],
    ['Behind the three dots.', 'Ada'],
  ])
  expect(await html(inbox)).toContain('Nobody waits for an answer.')
  expect(await html(`${inbox}?show=all`)).toContain('Behind the three dots.')
})

it('names what is wrong with an answer, keeps its id, and stores nothing', async () => {
  const id = await written('Where did undo go?')
  const replyId = uuid()
  const refused = await submit(`${inbox}/${id}`, { id: replyId, text: '  ' }).expect(400)
  expect(refused.text).toContain('id="error-reply"')
  expect(refused.text).toContain(`name="id" value="${replyId}"`)
  await submit(`${inbox}/${id}`, { id: 'mine', text: 'Hello' }).expect(400)
  expect((await sluice.services.conversations.find(project, id)).messages).toHaveLength(1)
})

it('knows no conversation of another project', async () => {
  const id = await written('Where did undo go?')
  await sluice.project('elsewhere', 'Elsewhere')
  await html(`/console/elsewhere/inbox/${id}`, 404)
  await submit(`/console/elsewhere/inbox/${id}`, { id: uuid(), text: 'Hello' }).expect(404)
  expect(await html('/console/elsewhere/inbox?show=all')).not.toContain('Where did undo go?')
  await html(`${inbox}/nothing`, 404)
})
