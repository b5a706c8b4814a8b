import supertest from 'supertest'
import type { Project } from '../../src/projects/project.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'

/** Somebody with the widget open who sends pictures. */
export async function sender(sluice: TestSluice, of: Project) {
  const widget = await sluice.widget(of)
  const { subject: token } = dataOf(await widget.ask('flags:evaluate'))
  const ticketFor = async (bytes: Uint8Array, { id = uuid(), type = 'image/png' } = {}) =>
    dataOf(await widget.ask('attachment:ticket', { id, type, bytes: bytes.length }))
  const put = (url: string, ticket: string, bytes: Uint8Array, type = 'image/png', key = of.clientKey) =>
    supertest('')
      .put(url)
      .set({ authorization: `Bearer ${key}`, 'sluice-ticket': ticket, 'content-type': type })
      .send(Buffer.from(bytes))
  const send = async (bytes: Uint8Array, about: { id?: string; type?: string } = {}) => {
    const { url, ticket } = await ticketFor(bytes, about)
    return put(url, ticket, bytes, about.type)
  }
  const write = (attachments: string[], id = uuid()) =>
    widget.ask('feedback:send', { id, kind: 'problem', text: 'Look', attachments })
  const show = (id: string) =>
    sluice.agent().get(`/api/v1/attachments/${id}`).set({ 'x-api-key': of.clientKey, 'sluice-subject': token })
  return { ...widget, token, ticketFor, put, send, write, show }
}
