import { EventEmitter } from 'node:events'
import type { Project } from '../../src/projects/project.ts'
import { startSluice, type TestSluice } from '../support/sluice.ts'
import { type RawSocket, rawSocket, rawWidget } from './raw-socket.ts'

let sluice: TestSluice
let project: Project
const open: RawSocket[] = []

beforeAll(async () => {
  sluice = await startSluice()
  project = await sluice.project()
})
afterAll(async () => {
  for (const { ws } of open) ws.terminate()
  await sluice.close()
  expect(sluice.faults).toEqual([])
})

const enter = async () => {
  const socket = await rawWidget(sluice, project)
  open.push(socket)
  return socket
}

describe('an event that no client of ours would name', () => {
  it.each([
    ['a number', '42/widget,[5]', '"event":"5"'],
    ['nothing', '42/widget,', '"event":"undefined"'],
    ['the name of an emitter’s own event', '42/widget,["error",{}]', '"event":"error"'],
    ['a name of 60 000 letters', `42/widget,["${'e'.repeat(60_000)}"]`, `"event":"${'e'.repeat(64)}"`],
  ])('is answered by a problem: %s', async (_name, frame, expected) => {
    const socket = await enter()
    const answer = socket.next('42/widget,')
    socket.ws.send(frame)
    expect(await answer).toContain(expected)
    expect(await answer).toContain('"kind":"invalid"')
  })

  it.each([
    ['a number', '42/widget,7[5,{}]'],
    ['nothing', '42/widget,7'],
    ['the name of a property that every object has', '42/widget,7["constructor",{}]'],
    ['the prototype', '42/widget,7["__proto__",{}]'],
  ])('is refused where there is an acknowledgement: %s', async (_name, frame) => {
    const socket = await enter()
    const answer = socket.next('43/widget,7')
    socket.ws.send(frame)
    expect(await answer).toContain('"kind":"missing"')
  })

  it.each([
    [
      'deep arrays around a binary part',
      ['451-/widget,7["feedback:send",', '['.repeat(10_000), ']'.repeat(10_000), ']'],
    ],
    ['more binary parts than anybody needs', ['4599-/widget,["x"]']],
    ['a packet of no known type', ['49']],
    ['a reserved name', ['42/widget,["disconnect"]']],
  ])('ends the connection, and nobody else’s: %s', async (_name, parts) => {
    const [broken, other] = [await enter(), await enter()]
    broken.ws.send(parts.join(''))
    broken.ws.send(Buffer.from('x'))
    await broken.closed
    const answer = other.next('43/widget,1')
    other.ws.send('42/widget,1["conversation:list",{}]')
    expect(await answer).toContain('"ok":true')
  })
})

describe('a connection', () => {
  it('comes into no namespace but the two that ask who is there', async () => {
    for (const namespace of ['', '/admin,', '/__proto__,']) {
      const socket = await rawSocket(sluice)
      open.push(socket)
      const answer = socket.next('4')
      socket.ws.send(`40${namespace}`)
      expect(await answer).toMatch(/^44/)
    }
  })

  it('collects no listeners by coming in and going out again', async () => {
    const on = jest.spyOn(EventEmitter.prototype, 'on')
    const socket = await enter()
    for (let i = 0; i < 3; i++) {
      socket.ws.send('41/widget,')
      await sluice.agent().get('/livez').expect(200)
      const entered = socket.next('40/widget,')
      socket.ws.send(`40/widget,${JSON.stringify({ key: project.clientKey })}`)
      await entered
    }
    expect(on.mock.calls.filter(([name]) => name === 'packetCreate')).toHaveLength(1)
    on.mockRestore()
  })

  it('is not opened by a script tag, which would carry no origin', async () => {
    const handshake = '/socket.io/?EIO=4&transport=polling'
    await sluice.agent().get(handshake).expect(200)
    await sluice.agent().get(`${handshake}&j=0`).expect(403)
  })

  it('is cut at its 65th fragment', async () => {
    const socket = await enter()
    for (let i = 0; i < 70; i++) socket.ws.send('4', { fin: false })
    await socket.closed
    await sluice.agent().get('/livez').expect(200)
  })
})
