import type { Project } from '../../src/projects/project.ts'
import { type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { rawSocket } from './raw-socket.ts'

let sluice: TestSluice
let project: Project
withSluice(async (one) => {
  sluice = one
  project = await sluice.project()
})

const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

describe('over the socket', () => {
  /** What the server answers to whoever wants in with this, written by hand; `K` stands for the project's key. */
  async function arrival(sent: string): Promise<string> {
    const { ws, next, closed } = await rawSocket(sluice)
    const answer = next('4')
    ws.send(`40/widget,${sent.replace('"K"', `"${project.clientKey}"`)}`)
    const text = await Promise.race([answer, closed.then(() => 'closed')])
    ws.close()
    return text
  }

  it.each(['[]', '"x"', 'null', 'true', '{'])('nobody comes in with %s, and the connection ends', async (sent) => {
    expect(await arrival(sent)).toBe('closed')
  })

  it.each([
    ['', '7', '{"key":{"$ne":""}}', '{"key":["K"]}', '{"key":"a\\u0000b"}', '{"__proto__":{"key":"K"}}'],
    [deep(5000), `{"key":"${'k'.repeat(60_000)}"}`],
    ['{"key":"K","subject":{"$gt":""}}', '{"key":"K","subject":7}', '{"key":"K","subject":"anon.a\\u0000.b.c"}'],
    [`{"key":"K","subject":"${'s.'.repeat(25_000)}"}`, '{"key":"K","previous":[]}', '{"key":"K","previous":"x"}'],
  ])('nobody comes in whose key or token is none: %#', async (...all) => {
    for (const sent of all) expect(await arrival(sent)).toMatch(/^44.*"kind":"unauthenticated"/)
  })

  it.each([
    ['7', '[]', '{"__proto__":{"appVersion":"1"}}', '{"appVersion":{"$gt":1}}', '{"appVersion":"a\\u0000b"}'],
    [deep(5000), `{"appVersion":"${'9'.repeat(50_000)}"}`, '{"dimensions":{"constructor":"x","$where":"1","a.b":"c"}}'],
  ])('a page gets in without a context that is none: %#', async (...all) => {
    for (const context of all) expect(await arrival(`{"key":"K","context":${context}}`)).toMatch(/^40\/widget/)
    expect(JSON.stringify(await sluice.connection.collection('subjects').find().toArray())).toBe('[]')
  })
})

describe('over HTTP', () => {
  const send = (body: string, headers: Record<string, string> = {}) =>
    sluice
      .agent()
      .post('/api/v1/widget/feedback/send')
      .set({ 'x-api-key': project.clientKey, 'sluice-subject': sluice.services.subjects.issue(project) })
      .set({ 'content-type': 'application/json', ...headers })
      .send(body)
  const wellMeant = () => JSON.stringify({ id: uuid(), kind: 'idea', text: 'Hello' })

  it.each([deep(500), '[]', '7', '\0', '{"dimensions":{"__proto__":"x"}}', '{"appVersion":{"$gt":1}}'])(
    'a context is refused by its name that is none: %#',
    async (context) => {
      const header = Buffer.from(context).toString('base64url')
      const { status, body } = await send(wellMeant(), { 'sluice-context': header })
      expect([status, body.faults[0].field]).toEqual([400, expect.stringContaining('Sluice-Context')])
    },
  )

  it.each([deep(8000), `${'['.repeat(20_000)}${']'.repeat(20_000)}`, '{"__proto__":{"id":1}}', 'null', '{', ''])(
    'a body is refused that is none, in few words: %#',
    async (sent) => {
      const { status, text } = await send(sent)
      expect(status).toBe(400)
      expect(text.length).toBeLessThan(400)
    },
  )
})
