import { connect, type Socket } from 'node:net'
import type { Project } from '../../src/projects/project.ts'
import type { TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { png } from './pictures.ts'
import { sender } from './sender.ts'

let sluice: TestSluice
const open: Socket[] = []

withSluice(
  (started) => {
    sluice = started
  },
  { trustProxy: ['loopback'] },
)
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy()
})

/** Begins to send a picture from a place on the network; without its last byte only a refusal is answered. */
async function begin(project: Project, place: string, rest = png.subarray(0, -1)): Promise<number> {
  const { url, ticket } = await (await sender(sluice, project)).ticketFor(png)
  const { port, pathname, host } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  open.push(socket)
  socket.on('error', () => {})
  socket.write(
    `PUT ${pathname} HTTP/1.1\r\nhost: ${host}\r\nx-forwarded-for: ${place}\r\nx-api-key: ${project.clientKey}\r\n` +
      `sluice-ticket: ${ticket}\r\ncontent-type: image/png\r\ncontent-length: ${png.length}\r\n\r\n`,
  )
  socket.write(rest)
  return new Promise((done) => socket.once('data', (answer) => done(Number(String(answer).split(' ')[1]))))
}

/** Sends slowly until there is no more room; answers how the first one was refused. */
const fill = (project: Project, place: string, most: number) =>
  Promise.race(Array.from({ length: most + 1 }, () => begin(project, place)))

it('leaves room for others where one place sends slowly', async () => {
  const project = await sluice.project()
  expect(await fill(project, '203.0.113.1', 6)).toBe(429)
  expect(await begin(project, '203.0.113.2', png)).toBe(200)
})

it('leaves room for other projects where many places send slowly to one', async () => {
  const [flooded, other] = [await sluice.project('flooded', 'Flooded'), await sluice.project('other', 'Other')]
  expect(await fill(flooded, '203.0.113.3', 6)).toBe(429)
  expect(await fill(flooded, '203.0.113.4', 6)).toBe(429)
  expect(await begin(flooded, '203.0.113.5', png)).toBe(429)
  expect(await begin(other, '203.0.113.5', png)).toBe(200)
})
