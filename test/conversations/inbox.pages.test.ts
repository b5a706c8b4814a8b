import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { type Team, team } from './team.ts'

let sluice: TestSluice
let project: Project
let ada: Team

let inbox: string
let projects = 0

withSluice((started) => {
  sluice = started
})
beforeEach(async () => {
  project = await sluice.project(`product-${++projects}`)
  inbox = `/console/${project.key}/inbox`
  ada = await team(sluice, project)
  await publishFlag(sluice, project, 'editor')
  sluice.clock.advance(1000)
})

const html = (path: string, status = 200) => ada.html(path, status)
const submit = (path: string, form: object = {}) => ada.submit(`${inbox}${path}`, form)
const find = (id: string) => sluice.services.conversations.find(project, id)
const act = (id: string, asked: object) => ada.post(`conversations/${id}/acts`, { act: asked }).expect(200)

async function written(text: string, kind = 'problem', saw?: string) {
  const widget = await sluice.widget(project, { context: { appVersion: '4.2.0' } })
  if (saw !== undefined) {
    const { evaluatedAt } = dataOf(await widget.ask('flags:evaluate'))
    dataOf(await widget.ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: saw, variant: 'on' }] }))
  }
  const id = uuid()
  dataOf(await widget.ask('feedback:send', { id, kind, text }))
  sluice.clock.advance(1000)
  return { ...widget, id }
}

/** The way back that the page offers, as its form would be sent. */
async function undo(page: string) {
  const action = /<form method="post" action="([^"]+)">(?:(?!<\/form>).)*Undo<\/button>/s.exec(page)?.[1]
  if (action === undefined) throw new Error('There is no way back')
  return submit(action.slice(inbox.length).replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))
}

describe('the list', () => {
  it('is narrowed by its address, says to what, and leads out of each part again', async () => {
    const one = await written('Where is undo?', 'problem', 'editor')
    const two = await written('Lovely', 'praise')
    await act(one.id, { do: 'tag', add: ['undo'] })
    await act(one.id, { do: 'assign', assignee: ada.me.id })
    expect(await html(inbox)).toContain('Two people wait for an answer. One of them had seen New editor.')
    for (const query of [
      ...['flag=editor', 'flag=editor&variant=on', 'kind=problem', 'tag=undo', 'tag=Undo', 'text=UNDO'],
      ...[`assignee=${ada.me.id}`, 'flag=editor&kind=problem&channel=stable&pace=first&appVersion=4.2.0&state=all'],
    ]) {
      const page = await html(`${inbox}?${query}`)
      expect(page).toContain(`id="letter-${one.id}"`)
      expect(page).not.toContain(`id="letter-${two.id}"`)
      expect(page).toContain('One conversation matches; it waits for an answer.')
    }
    const page = await html(`${inbox}?flag=editor&kind=problem`)
    expect(page).toContain(`href="${inbox}?kind&#x3D;problem">had seen New editor`)
    expect(page).toContain(`href="${inbox}?flag&#x3D;editor">problem`)
    expect(page).toContain(`href="${inbox}/${one.id}?kind&#x3D;problem&amp;flag&#x3D;editor"`)
    const beside = await html(`${inbox}/${one.id}?kind=problem`)
    expect(beside).toContain('<input type="hidden" name="kind" value="problem">')
    expect(beside).toContain(`href="${inbox}?kind&#x3D;problem#by-kind"`)
    expect(await html(`${inbox}?kind=question`)).toContain('Nobody wrote anything like that.')
  })

  it('leaves out of an address what nothing can be found by, and says so', async () => {
    const { id } = await written('Hello')
    const page = await html(`${inbox}?tag=%26&kind=rant`)
    expect(page).toContain('kind “rant”, tag “&amp;”')
    expect(page).toContain(`id="letter-${id}"`)
  })

  it('goes from page to page, and from each to the newest', async () => {
    const { ask } = await sluice.widget(project)
    for (let i = 0; i < 51; i++) {
      dataOf(await ask('feedback:send', { id: uuid(), kind: 'idea', text: `Idea number ${i}` }))
      sluice.clock.advance(1)
    }
    const first = await html(inbox)
    expect(first).not.toContain('Idea number 0<')
    const older = /href="([^"]+)">Older ones/.exec(first)?.[1]?.replaceAll('&#x3D;', '=') ?? ''
    const second = await html(older)
    expect(second.match(/class="letter"/g)).toHaveLength(1)
    expect(second).toContain('Idea number 0<')
    expect(second).toContain(`href="${inbox}">Back to the newest`)
    await html(`${inbox}?cursor=nonsense`, 400)
  })
})

describe('views', () => {
  it('are kept under a name for one member, replaced, taken away and brought back', async () => {
    const saved = await submit('/views', { name: 'Ideas on Beta', query: '?kind=idea&channel=beta&evil=1' }).expect(303)
    expect(saved.headers.location).toBe(`${inbox}?kind=idea&channel=beta`)
    const page = await html(`${inbox}?kind=idea&channel=beta`)
    expect(page).toContain(
      `class="tag on" href="${inbox}?kind&#x3D;idea&amp;channel&#x3D;beta" aria-current="true">Ideas on Beta</a>`,
    )
    await submit('/views', { name: 'Ideas on Beta', query: '?kind=idea' }).expect(303)
    const kept = () => sluice.services.savedViews.of(project, ada.me.id)
    expect(await kept()).toEqual([{ name: 'Ideas on Beta', query: '?kind=idea' }])
    expect(await sluice.services.savedViews.of(project, 'somebody')).toEqual([])
    await submit('/views/remove', { name: 'Ideas on Beta' }).expect(303)
    expect(await kept()).toEqual([])
    await undo(await html(inbox))
    expect(await kept()).toEqual([{ name: 'Ideas on Beta', query: '?kind=idea' }])
  })

  it('are at most twenty, with names of at most sixty characters', async () => {
    for (let i = 0; i < 20; i++) await submit('/views', { name: `View ${i}`, query: '' }).expect(303)
    const refused = await submit('/views', { name: 'One more', query: '' }).expect(429)
    expect(refused.text).toContain('You have 20 views')
    await submit('/views', { name: 'View 3', query: '?kind=idea' }).expect(303)
    const long = await submit('/views', { name: 'x'.repeat(61), query: '' }).expect(400)
    expect(long.text).toContain('id="error-view-name">At most 60 characters')
    await submit('/views/remove', { name: 'Nowhere' }).expect(404)
    await submit('/views/again?name=').expect(400)
  })
})

describe('several at once', () => {
  it.each([
    ['close', {}, { state: 'closed' }],
    ['tag', { tag: '#Dark Mode' }, { tags: ['dark-mode'] }],
    ['assign', { assignee: 'me' }, { assignee: { name: 'Ada' } }],
  ])('%s is done with each, and taken back once', async (what, fields, done) => {
    const [one, two] = [await written('One'), await written('Two')]
    await act(two.id, { do: 'tag', add: ['old'] })
    const before = await Promise.all([find(one.id), find(two.id)])
    const form = { ...fields, ...('assignee' in fields && { assignee: ada.me.id }), do: what }
    const sent = await submit('/acts?kind=problem', { ids: [one.id, two.id], at: one.id, ...form }).expect(303)
    expect(sent.headers.location).toBe(`${inbox}/${one.id}?kind=problem`)
    expect(await find(one.id)).toMatchObject(done)
    const page = await html(sent.headers.location ?? '')
    expect(page).toContain('Two conversations')
    await undo(page)
    for (const [i, id] of [one.id, two.id].entries()) {
      const { state, tags, assignee } = await find(id)
      expect({ state, tags, assignee }).toEqual({
        state: before[i]?.state,
        tags: before[i]?.tags,
        assignee: before[i]?.assignee,
      })
    }
    expect((await undo(page)).status).toBe(409)
  })

  it('merges into the one that was written first, and takes them out again', async () => {
    const [one, two, three] = [await written('One'), await written('Two'), await written('Three')]
    await submit('/acts', { ids: [three.id, one.id, two.id], do: 'merge' }).expect(303)
    expect([(await find(two.id)).mergedInto, (await find(three.id)).mergedInto]).toEqual([one.id, one.id])
    await undo(await html(inbox))
    expect([(await find(two.id)).mergedInto, (await find(three.id)).mergedInto]).toEqual([undefined, undefined])
  })

  it('leaves alone what somebody has acted on since', async () => {
    const [one, two] = [await written('One'), await written('Two')]
    await submit('/acts', { ids: [one.id, two.id], do: 'close' }).expect(303)
    const page = await html(inbox)
    await act(one.id, { do: 'assign', assignee: ada.me.id })
    await undo(page)
    expect(await html(inbox)).toContain('One conversation is as it was before. One was left alone')
    expect([(await find(one.id)).state, (await find(two.id)).state]).toEqual(['closed', 'open'])
  })

  it.each(['close', 'merge'])('%s leaves alone what somebody has acted on since the list was shown', async (what) => {
    const all = [await written('One'), await written('Two'), await written('Three')]
    const ids = all.map(({ id }) => id)
    const shown = [...(await html(inbox)).matchAll(/name="shown" value="([^"]+)"/g)].map(([, one]) => one)
    expect(shown).toHaveLength(3)
    await act(ids[1] ?? '', { do: 'assign', assignee: ada.me.id })
    await submit('/acts', { ids, shown, do: what }).expect(303)
    expect(await html(inbox)).toContain('One was left alone: ')
    const [, two, three] = await Promise.all(ids.map(find))
    expect(two).toMatchObject({ state: 'open', listed: true })
    expect(what === 'merge' ? three?.mergedInto : three?.state).toBe(what === 'merge' ? ids[0] : 'closed')
  })

  it('says what is missing', async () => {
    const { id } = await written('One')
    expect((await submit('/acts', { do: 'close' }).expect(400)).text).toContain('Select a conversation first.')
    expect((await submit('/acts', { do: 'merge', ids: id }).expect(400)).text).toContain('at least two')
    await submit('/acts', { do: 'tag', ids: id, tag: '&' }).expect(400)
    await submit('/acts', { do: 'explode', ids: id }).expect(400)
    const none = await submit('/acts', { do: 'close', ids: uuid() }).expect(303)
    expect(await html(none.headers.location ?? '')).toContain('No conversations are closed. One was left alone')
  })
})

describe('a conversation', () => {
  it('is closed with a way back, opened, given and tagged, each with a form of its own', async () => {
    const { id } = await written('One')
    await submit(`/${id}/be/closed?kind=problem`).expect(303)
    await undo(await html(`${inbox}/${id}?kind=problem`))
    expect((await find(id)).state).toBe('open')
    await submit(`/${id}/be/nowhere`).expect(404)
    await submit(`/${id}/assign`, { assignee: ada.me.id }).expect(303)
    await submit(`/${id}/tags`, { add: '#Dark Mode, undo' }).expect(303)
    await submit(`/${id}/tags`, { remove: 'undo' }).expect(303)
    expect(await find(id)).toMatchObject({ assignee: { name: 'Ada' }, tags: ['dark-mode'] })
    const refused = await submit(`/${id}/tags`, { add: 'ok, &' }).expect(400)
    expect(refused.text).toContain('id="error-add"')
    const page = await html(`${inbox}/${id}`)
    expect(page).toContain('Ada gave it to Ada.')
    expect(page).toContain('Ada added the tags dark-mode and undo.')
    await submit(`/${id}/assign`, { assignee: '' }).expect(303)
    expect((await find(id)).assignee).toBeUndefined()
  })

  it('refuses what is done on a page that somebody’s act has overtaken', async () => {
    const { id } = await written('One')
    const { version } = await find(id)
    await act(id, { do: 'tag', add: ['mine'] })
    const refused = await submit(`/${id}/be/closed`, { version: String(version) })
    expect(refused.status).toBe(412)
    expect(refused.text).toContain('Somebody has acted on this conversation meanwhile.')
    expect((await find(id)).state).toBe('open')
  })

  it('keeps a note once, for the team alone, and apart from an answer that is refused', async () => {
    const { id, ask } = await written('One')
    const note = { noteId: uuid(), note: 'Ask <b>Jo</b>' }
    await submit(`/${id}/note`, note).expect(303)
    await submit(`/${id}/note`, note).expect(303)
    expect((await find(id)).notes).toHaveLength(1)
    const page = await html(`${inbox}/${id}`)
    expect(page).toContain('Note for the team, not for Someone')
    expect(page).toContain('Ask &lt;b&gt;Jo&lt;/b&gt;')
    expect(JSON.stringify(dataOf(await ask('conversation:list')))).not.toContain('Jo')
    const refused = await submit(`/${id}/note`, { noteId: note.noteId, note: ' ' }).expect(400)
    expect(refused.text).toContain('id="error-note"')
    expect(refused.text).not.toContain('id="error-reply"')
  })

  it('puts words that are ready into the answer, filled in for the person', async () => {
    const { id } = await written('One')
    await ada.put('canned-replies/thanks', { name: 'Thank you', text: 'Thank you, {name}. <i>' }).expect(200)
    const page = await html(`${inbox}/${id}?kind=problem&canned=thanks`)
    expect(page).toContain('>Thank you. &lt;i&gt;</textarea>')
    expect(page).toContain('<input type="hidden" name="kind" value="problem">')
    expect(await html(`${inbox}/${id}`)).not.toContain('&lt;i&gt;</textarea>')
  })

  it('is answered and closed at once, and read by whoever answers', async () => {
    const { id } = await written('One')
    const { sequence } = await find(id)
    await submit(`/${id}`, { id: uuid(), text: 'Done', close: 'yes', seen: String(sequence) }).expect(303)
    expect(await find(id)).toMatchObject({ state: 'closed', unread: false })
  })

  it('is marked as read without a script', async () => {
    const { id } = await written('One')
    expect(await html(`${inbox}/${id}`)).toContain('Mark as read')
    await submit(`/${id}/read`).expect(303)
    expect((await find(id)).unread).toBe(false)
    expect(await html(`${inbox}/${id}`)).not.toContain('Mark as read')
  })

  it('becomes a duplicate of another, is shown there, and comes out again', async () => {
    const [one, two] = [await written('One'), await written('Two')]
    const merged = await submit(`/${two.id}/merge`, { into: one.id }).expect(303)
    expect(merged.headers.location).toBe(`${inbox}/${one.id}`)
    const page = await html(`${inbox}/${one.id}`)
    expect(page).toContain('from the duplicate of Someone')
    const duplicate = await html(`${inbox}/${two.id}`)
    expect(duplicate).toContain('This is a duplicate.')
    expect(duplicate).not.toContain('id="answer"')
    await undo(page)
    expect((await find(two.id)).mergedInto).toBeUndefined()
    expect((await submit(`/${two.id}/merge`, { into: two.id }).expect(400)).text).toContain('no duplicate of itself')
  })

  it('becomes no duplicate as nobody has seen it', async () => {
    const [one, two] = [await written('One'), await written('Two')]
    const [, version] = /merge[^>]*>[\s\S]*?name="version" value="(\d+)"/.exec(await html(`${inbox}/${two.id}`)) ?? []
    dataOf(await two.ask('conversation:write', { id: uuid(), conversation: two.id, text: 'Still there?' }))
    const refused = await submit(`/${two.id}/merge`, { into: one.id, version }).expect(412)
    expect(refused.text).toContain('Still there?')
    const [, into] = /<option value="([^"]+ \d+)"/.exec(refused.text) ?? []
    await act(one.id, { do: 'state', state: 'closed' })
    await submit(`/${two.id}/merge`, { into }).expect(412)
    expect((await find(two.id)).mergedInto).toBeUndefined()
  })

  it('is linked to a change, and says when that arrived and what the person said', async () => {
    const { id, ask } = await written('One')
    await submit(`/${id}/link`, { change: 'editor:1' }).expect(303)
    expect(await html(`${inbox}/${id}`)).toContain('It has not arrived for them yet.')
    expect(await html(`${inbox}/${id}`)).toContain('Ada linked it to revision 1 of New editor.')
    const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
    dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }))
    dataOf(await ask('loop:list'))
    expect(await html(`${inbox}/${id}`)).toContain('It arrived for them on 2 November; they have not said')
    dataOf(await ask('loop:answer', { id: uuid(), conversation: id, fixed: true }))
    expect(await html(`${inbox}/${id}`)).toContain('It arrived for them on 2 November; they said fixed on 2 November.')
    await submit(`/${id}/link`, { change: '' }).expect(303)
    expect((await find(id)).linkedTo).toBeUndefined()
    await submit(`/${id}/link`, { change: 'editor:9' }).expect(400)
    await submit(`/${id}/link`, { change: 'editor' }).expect(404)
  })
})

it('lets nobody act from another project, or without the token of their form', async () => {
  const { id } = await written('One')
  await sluice.project('elsewhere', 'Elsewhere')
  const elsewhere = (path: string, form?: object) => ada.submit(`/console/elsewhere/inbox${path}`, form)
  await elsewhere(`/${id}/be/closed`).expect(404)
  await elsewhere(`/${id}/note`, { noteId: uuid(), note: 'Hello' }).expect(404)
  await elsewhere('/acts', { ids: [id], do: 'close' }).expect(303)
  await ada.agent.post(`${inbox}/${id}/be/closed`).type('form').accept('html').send({}).expect(403)
  expect(await find(id)).toMatchObject({ state: 'open', notes: [] })
})
