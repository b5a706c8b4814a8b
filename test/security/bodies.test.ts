import { connect } from 'node:net'
import type { Project } from '../../src/projects/project.ts'
import type { TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project

withSluice(async (one) => {
  sluice = one
  project = await sluice.project()
})

const body = '{"context":{"targetingKey":"u"}}'

/** The status line and the body of the answer to a request that is written byte by byte. */
async function written(headers: Record<string, string>, content = body): Promise<{ status: number; text: string }> {
  const { host, port } = new URL(sluice.url)
  const socket = connect(Number(port), '127.0.0.1')
  const lines = Object.entries({ host, connection: 'close', 'x-api-key': project.clientKey, ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.write(`POST /ofrep/v1/evaluate/flags HTTP/1.1\r\n${head}\r\n${content}`)
  let text = ''
  for await (const chunk of socket) text += chunk
  return { status: Number(text.split(' ')[1]), text }
}

const json = { 'content-type': 'application/json', 'content-length': String(body.length) }

it.each(['gzip', 'GZIP', 'br', 'zstd', 'identity, gzip', 'gzip, identity', '*', ''])(
  'refuses a body with the Content-Encoding %j',
  async (encoding) => {
    expect((await written({ ...json, 'content-encoding': encoding })).status).toBe(415)
  },
)

it('takes a chunked body, but none that is encoded below the chunks', async () => {
  const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
  const headers = { 'content-type': 'application/json' }
  expect((await written({ ...headers, 'transfer-encoding': 'Chunked' }, chunked)).status).toBe(200)
  expect((await written({ ...headers, 'transfer-encoding': 'gzip, chunked' }, chunked)).status).toBe(415)
})

it.each([
  ['application/json; charset=utf-8', 200],
  ['application/json; charset="UTF-8"', 200],
  ['application/json; charset=utf-7', 415],
  ['application/json; charset=utf-16', 415],
  ['application/x-www-form-urlencoded; charset=iso-8859-1', 415],
])('reads UTF-8 alone: %s', async (type, status) => {
  expect((await written({ ...json, 'content-type': type })).status).toBe(status)
})

it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/vnd.ours+json', 'text/xml'])(
  'does not take a body of the type %s for an empty one',
  async (type) => {
    const { status, text } = await written({ ...json, 'content-type': type })
    expect(status).toBe(415)
    expect(text).toContain('Send the body as application/json')
  },
)
