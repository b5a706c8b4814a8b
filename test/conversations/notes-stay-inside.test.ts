import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { type Team, team } from './team.ts'

let sluice: TestSluice
let project: Project
let ada: Team

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  ada = await team(sluice, project)
  await publishFlag(sluice, project, 'editor')
  sluice.clock.advance(1000)
})

it('is in no reply to any event of the widget, no push, no page of the person: what the team says among itself', async () => {
  const widgets = [await sluice.widget(project), await sluice.widget(project)]
  const heard: string[] = []
  const ids: string[] = []
  for (const { ask, socket } of widgets) {
    socket.onAny((...push: unknown[]) => heard.push(JSON.stringify(push)))
    const id = uuid()
    ids.push(id)
    dataOf(await ask('feedback:send', { id, kind: 'problem', text: 'Hello' }))
  }
  const [id = '', duplicate = ''] = ids
  const note = async (to: string) =>
    ada.post(`conversations/${to}/notes`, { id: uuid(), text: 'XSECRETX about them' }).expect(200)
  await note(id)
  await note(duplicate)
  const act = (asked: object) => ada.post(`conversations/${id}/acts`, { act: asked }).expect(200)
  await act({ do: 'tag', add: ['xsecretx'] })
  await act({ do: 'assign', assignee: (await ada.colleague('Xsecretx')).id })
  await act({ do: 'link', to: { flag: 'editor', revision: 1 } })
  await ada.post(`conversations/${id}/duplicates`, { ids: [duplicate] }).expect(200)
  await note(id)
  await ada.post(`conversations/${id}/replies`, { id: uuid(), text: 'Hello yourself' }).expect(200)
  await act({ do: 'state', state: 'closed' })
  const found = (await ada.get(`conversations/${id}`).expect(200)).body
  expect(JSON.stringify(found).match(/xsecretx/gi)?.length).toBeGreaterThan(4)

  // Every event there is, read from the description of the API: a new one is walked too.
  const openapi = (await ada.agent.get('/openapi.json').expect(200)).body as { paths: Record<string, unknown> }
  const names = Object.keys(openapi.paths).flatMap((path) => {
    const found = /^\/api\/v1\/widget\/(.+)$/.exec(path)?.[1]
    return found === undefined ? [] : [found.replace('/', ':')]
  })
  expect(names).toEqual(
    expect.arrayContaining(['conversation:list', 'loop:list', 'leaving:tell', 'conversation:typing']),
  )
  for (const [i, { ask }] of widgets.entries()) {
    const conversation = ids[i]
    for (const name of names)
      for (const input of [
        {},
        { conversation },
        { conversation, sequence: 10 ** 9 },
        { id: uuid(), conversation, text: 'More', email: null },
        { id: uuid(), conversation, fixed: false },
        { id: uuid(), act: 'slower', reason: 'too-fast' },
      ])
        heard.push(JSON.stringify(await ask(name as 'conversation:list', input)))
  }
  expect(heard.join()).toContain('Hello yourself')
  for (const i of [0, 1]) {
    const { subject } = await sluice.services.conversations.find(project, ids[i] ?? '')
    const code = await sluice.services.subjects.handOff(project, { subject, since: 0 })
    const browser = sluice.agent()
    const csrf = /name="_csrf" value="([^"]+)"/.exec((await browser.get(`/me/notewell/enter/${code}`)).text)?.[1]
    await browser.post(`/me/notewell/enter/${code}`).type('form').send({ _csrf: csrf }).expect(303)
    for (const path of ['', '/answers']) heard.push((await browser.get(`/me/notewell${path}`).expect(200)).text)
  }
  expect(heard.join().toLowerCase()).not.toContain('xsecretx')
})
