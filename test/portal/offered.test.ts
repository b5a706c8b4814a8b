import { by, switchDraft, toEverybody } from '../support/drafts.ts'
import { csrfIn, dataOf, type TestSluice } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
withSluice((started) => {
  sluice = started
})

let made = 0
/** A project whose boldest channel is by invitation, with a visitor of its product. */
async function visited() {
  const { projects } = sluice.services
  const bare = await projects.create({ key: `offers-${++made}`, name: 'Notewell' })
  const ladder = bare.channels.map(({ key, name, description, breaks }) => ({
    ...{ key, name, description, breaks },
    entry: key === 'canary' ? ('invitation' as const) : ('open' as const),
  }))
  const project = await projects.setLadder(bare, ladder)
  return { project, visitor: await sluice.widget(project) }
}

it('tells a product what its subject may choose, and where they join what is not open', async () => {
  const { project, visitor } = await visited()
  const { offered } = dataOf(await visitor.ask('choices:get'))
  expect(offered.channels).toEqual([
    expect.objectContaining({ key: 'stable', name: 'Stable', entry: 'open' }),
    expect.objectContaining({ key: 'beta', entry: 'open' }),
    expect.objectContaining({ key: 'canary', entry: 'invitation', join: `/join/${project.key}/canary` }),
  ])
  expect(offered.channels[0]).not.toHaveProperty('join')
  expect(offered.paces).toHaveLength(6)
  expect(offered.paces[2]).toEqual({ key: 'steady', label: 'Steady' })
  expect(offered).toMatchObject({ keepDays: 30, holdDays: 90 })
})

it('says of what somebody has whether the old one may be kept', async () => {
  const { project, visitor } = await visited()
  const { flags } = sluice.services
  await flags.create(project, 'editor', switchDraft())
  await flags.create(project, 'repair', switchDraft())
  sluice.clock.advance(1000)
  await flags.publish(project, 'editor', toEverybody(), by)
  await flags.publish(project, 'repair', toEverybody({ title: 'Repair', class: 'security' }), by)
  sluice.clock.advance(1000)
  const { having } = dataOf(await visitor.ask('choices:get'))
  expect(Object.fromEntries(having.map(({ flag, keepable }) => [flag, keepable]))).toEqual({
    editor: true,
    repair: false,
  })
})

it('leads from the product to the page on which its own subject joins a channel, and nowhere else', async () => {
  const { project, visitor } = await visited()
  const follow = async (join: string) => {
    const { pathname, search } = new URL(dataOf(await visitor.ask('choices:open', { join })).url)
    const browser = sluice.agent()
    const door = await browser.get(pathname + search).expect(200)
    const entered = await browser
      .post(pathname + search)
      .type('form')
      .send({ _csrf: csrfIn(door.text) })
      .expect(303)
    return entered.headers.location
  }
  expect(await follow('canary')).toBe(`/join/${project.key}/canary`)
  expect(await follow('nightly')).toBe(`/me/${project.key}`)
  expect(await visitor.ask('choices:open', { join: '//evil.example' })).toMatchObject({ ok: false })
})
