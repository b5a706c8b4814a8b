import type { Project } from '../../src/projects/project.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { team } from './team.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
})

/** As they were stored before conversations had states. */
async function older(subject: string, id: string, awaitsTeam: boolean) {
  const message = { id, from: 'subject', text: `From ${id}`, at: 1000, sequence: 1 }
  const reply = { id: uuid(), from: 'team', author: 'Ada', text: 'Yes', at: 2000, sequence: 2 }
  const ties = [{ flag: 'editor', revision: 1, variant: 'on', assignment: 'channel' }]
  await sluice.connection.collection('conversations').insertOne({
    ...{ _id: `${project.id}:${id}` as never, project: project.id, id, subject, kind: 'idea', at: 1000, lastAt: 2000 },
    ...{ awaitsTeam, readBySubject: 1, snapshot: { channel: 'stable', pace: 'first', ties } },
    ...{ messages: awaitsTeam ? [message] : [message, reply], digest: 'x', sequence: 1 },
  })
}

it('keeps conversations working that are from before there were states', async () => {
  const widget = await sluice.widget(project)
  const mine = uuid()
  dataOf(await widget.ask('feedback:send', { id: mine, kind: 'idea', text: 'New' }))
  const { subject } = await sluice.services.conversations.find(project, mine)
  const [waiting, answered, untouched] = [uuid(), uuid(), uuid()]
  await older(subject, waiting, true)
  await older(subject, answered, false)
  await older(subject, untouched, true)
  const ada = await team(sluice, project)

  // Not yet brought up to date: read, answered and acted upon as they are.
  const { conversations, unread } = dataOf(await widget.ask('conversation:list'))
  expect(conversations.map(({ state }) => state).sort()).toEqual(['open', 'open', 'open', 'waiting'])
  expect(unread).toBe(1)
  await ada.post(`conversations/${waiting}/acts`, { act: { do: 'tag', add: ['old'] } }).expect(200)
  dataOf(await widget.ask('conversation:write', { id: uuid(), conversation: answered, text: 'Thanks' }))
  expect((await ada.get(`conversations/${answered}`)).body).toMatchObject({ state: 'open', unread: true })

  for (const _ of ['once', 'and again']) await sluice.services.resumeConversations()
  const { body } = await ada.get('conversations').query({ state: 'open', flag: 'editor', variant: 'on' }).expect(200)
  expect(body.conversations.map(({ id }: { id: string }) => id).sort()).toEqual([waiting, answered, untouched].sort())
  expect((await ada.get(`conversations/${waiting}`)).body).toMatchObject({ tags: ['old'], state: 'open' })
  await ada.post(`conversations/${untouched}/replies`, { id: uuid(), text: 'At last' }).expect(200)
  expect((await ada.get(`conversations/${untouched}`)).body).toMatchObject({ state: 'waiting' })
})
