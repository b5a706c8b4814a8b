import { connect, type Socket } from 'node:net'
import supertest from 'supertest'
import type { Project } from '../../src/projects/project.ts'
import { type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { bytesOf, greyPng, jpeg, png, pngChunk, pngWith } from './pictures.ts'
import { sender } from './sender.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
})

const hour = 3_600_000

const visitor = () => sender(sluice, project)

/** A picture of so many bytes; what fills it is taken out of it again. */
const padded = (bytes: number) => pngWith(pngChunk('tEXt', Buffer.alloc(bytes - png.length - 12)))

describe('sending a picture', () => {
  it('stores it once without its metadata, and shows it to whoever sent it', async () => {
    const { send, show } = await visitor()
    const id = uuid()
    const sent = pngWith(pngChunk('tEXt', 'Comment\0at home'))
    const receipt = await send(sent, { id })
    expect([receipt.status, receipt.body.id]).toEqual([200, id])
    expect((await send(sent, { id })).body).toEqual(receipt.body)
    expect((await send(png, { id })).body.kind).toBe('conflict')
    const shown = await show(id).expect(200)
    expect(new Uint8Array(shown.body)).toEqual(png)
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${id}.png"`,
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
  })

  it('gives the same receipt to the same picture sent twice at once', async () => {
    const { send } = await visitor()
    const id = uuid()
    const [one, other] = await Promise.all([send(png, { id }), send(png, { id })])
    expect([one.status, one.body]).toEqual([200, other.body])
  })

  it('takes a ticket once, for two minutes, for this picture of this project', async () => {
    const { ticketFor, put } = await visitor()
    const used = await ticketFor(png)
    expect((await put(used.url, used.ticket, png)).status).toBe(200)
    expect((await put(used.url, used.ticket, png)).status).toBe(401)

    const other = await ticketFor(png)
    expect((await put(other.url.replace(/[^/]+$/, uuid()), other.ticket, png)).status).toBe(401)
    const jpegTicket = await ticketFor(png)
    expect((await put(jpegTicket.url, jpegTicket.ticket, jpeg, 'image/jpeg')).status).toBe(401)
    const foreign = await ticketFor(png)
    const elsewhere = await sluice.project('elsewhere', 'Elsewhere')
    expect((await put(foreign.url, foreign.ticket, png, 'image/png', elsewhere.clientKey)).status).toBe(401)
    expect((await put(foreign.url, '', png)).status).toBe(401)

    const late = await ticketFor(png)
    sluice.clock.advance(2 * 60_000)
    expect((await put(late.url, late.ticket, png)).status).toBe(401)
  })

  it('refuses what is no picture, and keeps nothing of it', async () => {
    const { send, show } = await visitor()
    const id = uuid()
    const page = bytesOf('<!doctype html><script>alert(1)</script>')
    const refused = await send(page, { id })
    expect([refused.status, refused.body.kind]).toEqual([400, 'invalid'])
    expect((await send(png, { id: uuid(), type: 'image/jpeg' })).status).toBe(400)
    expect((await send(greyPng(9000, 9000))).status).toBe(400)
    await show(id).expect(404)
  })

  it('refuses a body that is compressed, in parts, or of another type, before it is read', async () => {
    const { ticketFor, put } = await visitor()
    const { url, ticket } = await ticketFor(png)
    expect((await put(url, ticket, png).set('content-encoding', 'gzip')).status).toBe(415)
    expect((await put(url, ticket, png, 'multipart/form-data; boundary=x')).status).toBe(415)
    expect((await put(url, ticket, png, 'image/svg+xml')).status).toBe(415)
    expect((await put(url, ticket, png)).status).toBe(200)
  })

  it.each([{ bytes: 0 }, { bytes: 5 * 1024 * 1024 + 1 }, { bytes: 1.5 }, { type: 'image/svg+xml' }, { id: 'x' }])(
    'gives no ticket for %j',
    async (wrong) => {
      const { ask } = await visitor()
      const answer = await ask('attachment:ticket', { id: uuid(), type: 'image/png', bytes: 100, ...wrong })
      expect(answer).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
    },
  )

  it('stops reading as soon as there is more than was said', async () => {
    const { ticketFor } = await visitor()
    const said = await ticketFor(png)
    expect(await streamed(said, `content-length: ${png.length + 1}\r\n`)).toBe(413)
    let written = 0
    const part = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    const status = await streamed(await ticketFor(png), 'transfer-encoding: chunked\r\n', (socket) => {
      const more = () => {
        if (socket.destroyed || written > 64 * 1024 * 1024) return
        written += part.length
        socket.write(part, more)
      }
      more()
    })
    expect(status).toBe(413)
    expect(written).toBeLessThan(16 * 1024 * 1024)
  })

  /** The status of an upload whose body is written by hand; nothing but the answer ends it. */
  async function streamed(
    { url, ticket }: { url: string; ticket: string },
    headers: string,
    body: (socket: Socket) => void = () => {},
  ): Promise<number> {
    const { port, pathname, host } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      `PUT ${pathname} HTTP/1.1\r\nhost: ${host}\r\nx-api-key: ${project.clientKey}\r\nsluice-ticket: ${ticket}\r\n` +
        `content-type: image/png\r\n${headers}\r\n`,
    )
    body(socket)
    return new Promise((done) => {
      socket
        .once('close', () => done(0))
        .once('data', (answer) => {
          done(Number(String(answer).split(' ')[1]))
          socket.destroy()
        })
    })
  }

  it('takes 20 MB an hour from one subject, and says when there is room again', async () => {
    const { ask, ticketFor, token } = await visitor()
    const full = 5 * 1024 * 1024
    const want = () => ask('attachment:ticket', { id: uuid(), type: 'image/png', bytes: full })
    for (let n = 0; n < 4; n++) {
      const bytes = padded(full)
      const { url, ticket } = await ticketFor(bytes)
      await supertest('')
        .put(url)
        .set({ 'x-api-key': project.clientKey, 'sluice-ticket': ticket, 'content-type': 'image/png' })
        .send(Buffer.from(bytes))
        .expect(200)
      sluice.clock.advance(60_000)
    }
    expect(await want()).toMatchObject({ ok: false, problem: { kind: 'limited', retryAfter: 3600 - 4 * 60 } })
    const overHttp = await sluice
      .agent()
      .post('/api/v1/widget/attachment/ticket')
      .set({ 'x-api-key': project.clientKey, 'sluice-subject': token })
      .send({ id: uuid(), type: 'image/png', bytes: full })
    expect([overHttp.status, overHttp.headers['retry-after']]).toEqual([429, String(3600 - 4 * 60)])
    sluice.clock.advance(hour - 4 * 60_000)
    expect(await want()).toMatchObject({ ok: true })
  })
})
