import type { Project } from '../../src/projects/project.ts'
import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { jpeg, png } from './pictures.ts'
import { sender } from './sender.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
})

const hour = 3_600_000
const visitor = () => sender(sluice, project)

describe('pictures of a message', () => {
  it('belong to the message that names them, and to no other', async () => {
    const { send, write, ask } = await visitor()
    const [one, two] = [uuid(), uuid()]
    await send(png, { id: one })
    await send(jpeg, { id: two, type: 'image/jpeg' })
    const first = uuid()
    const receipt = dataOf(await write([one, two], first))
    expect(dataOf(await write([one, two], first))).toEqual(receipt)
    expect(await write([one], first)).toMatchObject({ ok: false, problem: { kind: 'conflict' } })
    expect(await write([one])).toMatchObject({ ok: false, problem: { kind: 'missing' } })
    const more = { id: uuid(), conversation: first, text: 'And this', attachments: [one] }
    expect(await ask('conversation:write', more)).toMatchObject({ ok: false, problem: { kind: 'missing' } })
    const third = uuid()
    await send(png, { id: third })
    dataOf(await ask('conversation:write', { ...more, attachments: [third] }))
    const { conversations } = dataOf(await ask('conversation:list'))
    expect(conversations[0]?.messages.map(({ attachments = [] }) => attachments)).toEqual([
      [
        { id: one, type: 'image/png', width: 12, height: 8 },
        { id: two, type: 'image/jpeg', width: 12, height: 8 },
      ],
      [{ id: third, type: 'image/png', width: 12, height: 8 }],
    ])
  })

  it('are at most three, each named once, stored, and the sender’s own', async () => {
    const [writer, other] = [await visitor(), await visitor()]
    const foreign = uuid()
    await other.send(png, { id: foreign })
    const mine = uuid()
    await writer.send(png, { id: mine })
    expect(await writer.write([foreign])).toMatchObject({ ok: false, problem: { kind: 'missing' } })
    expect(await writer.write([uuid()])).toMatchObject({ ok: false, problem: { kind: 'missing' } })
    expect(await writer.write([mine, mine])).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
    const four = [uuid(), uuid(), uuid(), mine]
    expect(await writer.write(four)).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
    dataOf(await writer.write([mine]))
  })

  it('stay; what no message has taken is gone after an hour', async () => {
    const { send, write, show, ask } = await visitor()
    const [kept, unused] = [uuid(), uuid()]
    await send(png, { id: kept })
    await send(png, { id: unused })
    dataOf(await write([kept]))
    sluice.clock.advance(hour)
    expect(await write([unused])).toMatchObject({ ok: false, problem: { kind: 'missing' } })
    await sluice.jobs.unsent.run()
    await show(kept).expect(200)
    await show(unused).expect(404)
    expect(
      await sluice.connection.collection('attachment_contents').countDocuments({ _id: { $regex: unused } as never }),
    ).toBe(0)
    // Its id is free again: whoever wrote while offline sends it once more.
    expect((await send(png, { id: unused })).status).toBe(200)
    expect(dataOf(await ask('conversation:list')).conversations).toHaveLength(1)
  })

  it('are all free for another message where one of them was missing', async () => {
    const { send, write } = await visitor()
    const [there, later] = [uuid(), uuid()]
    await send(png, { id: there })
    expect(await write([there, later])).toMatchObject({ problem: { faults: [{ field: 'attachments' }] } })
    await send(png, { id: later })
    dataOf(await write([there, later]))
  })

  it('show to the team of their project once they are part of a message, and to nobody else', async () => {
    const { send, write } = await visitor()
    const [sent, unsent] = [uuid(), uuid()]
    await send(png, { id: sent })
    await send(png, { id: unsent })
    const conversation = uuid()
    dataOf(await write([sent], conversation))
    const { agent } = await sluice.signedIn()
    const page = await agent.get(`/console/notewell/inbox/${conversation}`).expect(200)
    expect(page.text).toContain(
      `<img src="/console/notewell/attachments/${sent}" width="12" height="8" alt="Picture 1"`,
    )
    const shown = await agent.get(`/console/notewell/attachments/${sent}`).expect(200)
    expect(shown.headers).toMatchObject({ 'content-security-policy': "sandbox; default-src 'none'" })
    await agent.get(`/console/notewell/attachments/${unsent}`).expect(404)
    await sluice.project('third', 'Third')
    await agent.get(`/console/third/attachments/${sent}`).expect(404)
    await sluice.agent().get(`/console/notewell/attachments/${sent}`).expect(401)
    const stranger = await visitor()
    await stranger.show(sent).expect(404)
    await sluice.agent().get(`/api/v1/attachments/${sent}`).set({ 'x-api-key': project.clientKey }).expect(401)
  })

  it('show on the sender’s own page, and to nobody whose page is another', async () => {
    const { send, write, ask } = await visitor()
    const sent = uuid()
    await send(png, { id: sent })
    dataOf(await write([sent]))
    const enter = async (by: typeof ask) => {
      const agent = sluice.agent()
      const { pathname } = new URL(dataOf(await by('choices:open')).url)
      const _csrf = csrfIn((await agent.get(pathname)).text)
      await agent.post(pathname).type('form').send({ _csrf }).expect(303)
      return agent
    }
    const own = await enter(ask)
    expect((await own.get('/me/notewell/answers').expect(200)).text).toContain(`src="/me/notewell/attachments/${sent}"`)
    expect(new Uint8Array((await own.get(`/me/notewell/attachments/${sent}`).expect(200)).body)).toEqual(png)
    const other = await enter((await visitor()).ask)
    await other.get(`/me/notewell/attachments/${sent}`).expect(404)
    await sluice.agent().get(`/me/notewell/attachments/${sent}`).expect(401)
  })
})
