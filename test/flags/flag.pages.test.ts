import type { Project } from '../../src/projects/project.ts'
import { by, canaryFirst, switchDraft, toEverybody } from '../support/drafts.ts'
import { dataOf, type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
let member: Member
let count = 0

withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
  project = await sluice.project()
})

const at = (path = '') => `/console/notewell/flags${path}`
const html = (path: string, status = 200) => member.html(path, status)
const submit = (path: string, form: object) => member.submit(path, form)
const find = (key: string) => sluice.services.flags.find(project, key)

/** A flag of its own for each test. */
async function flagMade(draft?: Parameters<typeof canaryFirst>[0]): Promise<string> {
  const key = `flag-${count++}`
  await sluice.services.flags.create(project, key, switchDraft())
  if (draft) await sluice.services.flags.publish(project, key, canaryFirst(draft), by)
  return key
}

const variants = (...rows: [key: string, name: string, value: string][]) =>
  Object.fromEntries(
    rows.flatMap(([key, name, value], i) => [
      [`variant:${i}:key`, key],
      [`variant:${i}:name`, name],
      [`variant:${i}:value`, value],
    ]),
  )

describe('a new flag', () => {
  const on = ['on', 'On', 'true'] as [string, string, string]
  const off = ['off', 'Off', 'false'] as [string, string, string]
  const draft = {
    title: 'Wide list',
    description: '',
    kind: 'paced',
    type: 'boolean',
    off: 'off',
    ...variants(on, off),
  }

  it('starts with two rows of variants, and shows one more where its button is pressed', async () => {
    expect((await html(at('/new'))).match(/name="variant:\d+:key"/g)).toHaveLength(2)
    const more = await submit(at('/new'), { ...draft, title: 'Half written', more: 'yes' }).expect(200)
    expect(more.text.match(/name="variant:\d+:key"/g)).toHaveLength(3)
    expect(more.text).toContain('value="Half written"')
    expect(more.text).not.toContain('role="alert"')
  })

  it('is stored, its key made from its title, and a row left empty does not count', async () => {
    const done = await submit(at('/new'), { ...draft, ...variants(on, off, ['', '', '']) }).expect(303)
    expect(done.headers.location).toBe(at('/wide-list'))
    expect((await find('wide-list')).variants).toEqual([
      { key: 'on', name: 'On', value: true },
      { key: 'off', name: 'Off', value: false },
    ])
    expect((await submit(at('/new'), draft).expect(409)).text).toContain('This key is taken')
  })

  it.each([
    ['no title', { title: ' ', key: 'x' }, 'error-title'],
    ['a key that is none', { key: 'Wide List' }, 'error-key'],
    ['the address of this form', { key: 'new' }, 'error-key'],
    ['an off variant that is none', { key: 'x', off: 'maybe' }, 'error-off'],
    ['a value of another type', { key: 'x', ...variants(on, ['off', 'Off', 'perhaps']) }, 'fault-1-value'],
    [
      'a value that is no JSON object',
      { key: 'x', type: 'object', ...variants(['on', 'On', '{'], off) },
      'fault-0-value',
    ],
    ['one key twice, behind an empty row', { key: 'x', ...variants(on, ['', '', ''], on) }, 'fault-2-key'],
    ['a kind of its own', { key: 'x', kind: 'other' }, 'role="alert"'],
  ])('refuses %s at its place and stores nothing', async (_name, more, place) => {
    const before = (await sluice.services.flags.all(project)).length
    const refused = await submit(at('/new'), { ...draft, ...more }).expect(400)
    expect(refused.text).toContain(place)
    expect(await sluice.services.flags.all(project)).toHaveLength(before)
  })

  it('shows what was typed literally, wherever it stands', async () => {
    const title = '<script>alert("1")</script>'
    await submit(at('/new'), { ...draft, title, key: 'hostile', ...variants(['on', title, 'true'], off) }).expect(303)
    await sluice.services.flags.publish(project, 'hostile', toEverybody({ title, sentence: title }), by)
    for (const path of [at(), at('?q=<script>'), at('/hostile'), at('/hostile/edit'), at('/hostile/publish')]) {
      const text = await html(path)
      expect(text).not.toContain('<script>alert')
      expect(text).toContain('&lt;script&gt;')
    }
  })
})

describe('the list', () => {
  it('says what is going on, and finds flags by title, key and description', async () => {
    const other = await sluice.project('listed', 'Listed')
    const list = '/console/listed/flags'
    expect(await html(list)).toContain('Make the first flag')
    const { flags } = sluice.services
    await flags.create(other, 'editor', switchDraft())
    await flags.create(other, 'menu', switchDraft({ title: 'Menu', description: 'On the left' }))
    await flags.publish(other, 'editor', canaryFirst(), by)
    expect(await html(list)).toContain('Two flags; New editor is rolling out.')
    await flags.switch(other, 'menu', false, by)
    expect(await html(list)).toContain('Two flags; Menu is switched off and New editor is rolling out.')
    const found = await html(`${list}?q=LEFT`)
    expect(found).toContain('One flag matches “LEFT”.')
    expect(found).toContain('/flags/menu"')
    expect(found).not.toContain('/flags/editor"')
    expect(await html(`${list}?q=nothing`)).toContain('No flag’s title, key or description holds “nothing”.')
  })
})

describe('publishing', () => {
  const change = {
    class: 'fix',
    announced: 'yes',
    title: 'Undo on phones',
    sentence: 'It is back.',
    'weight:on': '99.5',
    'weight:off': '0,5',
    'reach:canary': '100 %',
    'reach:beta': '12.345',
    'reach:stable': '',
  }

  it('stores the revision with percentages to three decimals', async () => {
    const key = await flagMade()
    const done = await submit(at(`/${key}/publish`), change).expect(303)
    expect(done.headers.location).toBe(at(`/${key}`))
    const [revision] = (await find(key)).revisions
    expect(revision).toMatchObject({
      ...{ number: 1, by: 'Ada', class: 'fix', urgent: false, announced: true, title: 'Undo on phones' },
      weights: { on: 99_500, off: 500 },
      steps: [{ reach: { canary: 100_000, beta: 12_345, stable: 0 } }],
    })
    expect(await html(at(`/${key}`))).toContain('Revision 1 is published.')
  })

  it.each([
    ['weights that do not sum to 100 %', { 'weight:on': '50' }, 'The weights must sum to 100 %'],
    ['a percentage that is none', { 'reach:beta': 'half' }, 'id="error-reach:beta"'],
    ['more than everybody', { 'reach:beta': '100.1' }, 'id="error-reach:beta"'],
    ['a fourth decimal', { 'weight:on': '99.5001' }, 'id="error-weight:on"'],
    ['a class that is none', { class: 'tiny' }, 'role="alert"'],
    ['an announcement without a sentence', { sentence: ' ' }, 'id="error-sentence"'],
    ['a channel that is none', { 'reach:nightly': '5' }, 'There is no such channel'],
  ])('refuses %s and stores nothing', async (_name, more, place) => {
    const key = await flagMade()
    expect((await submit(at(`/${key}/publish`), { ...change, ...more }).expect(400)).text).toContain(place)
    expect((await find(key)).revisions).toEqual([])
  })

  it('publishes once what is sent twice, as by a double click', async () => {
    const key = await flagMade()
    expect(await html(at(`/${key}/publish`))).toContain('name="revision" value="1"')
    await submit(at(`/${key}/publish`), { ...change, revision: '1' }).expect(303)
    const again = await submit(at(`/${key}/publish`), { ...change, revision: '1' }).expect(412)
    expect(again.text).toContain('Revision 1 is the last one by now.')
    expect(again.text).toContain('name="revision" value="2"')
    expect((await find(key)).revisions).toHaveLength(1)
  })

  it('shows the effect of what is typed before it is stored', async () => {
    const key = await flagMade()
    const look = (form: object) => html(at(`/${key}/publish?${new URLSearchParams({ ...change, ...form })}`))
    expect(await look({})).toContain('Opens to all of Canary and 12.345\u202f% of Beta.')
    expect(await look({ 'weight:on': '90' })).toContain('The weights sum to 90.5\u202f%')
    expect(await look({ urgent: 'yes' })).toContain('Urgent: whoever is let in gets it at once')
    const posted = await submit(at(`/${key}/publish`), { ...change, look: 'yes' }).expect(200)
    expect(posted.text).toContain('Opens to all of Canary')
    expect((await find(key)).revisions).toEqual([])
  })
})

describe('one flag', () => {
  it('says who has it and who has seen it', async () => {
    const key = await flagMade({})
    sluice.clock.advance(1000)
    const before = await html(at(`/${key}`))
    expect(before).toContain('data-live="flags insight">Nobody has New editor yet.</h1>')
    expect(before).toContain('Nobody has seen New editor yet.')
    await sluice.services.flags.publish(project, key, toEverybody(), by)
    sluice.clock.advance(1000)
    const { ask } = await sluice.widget(project)
    const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
    dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key, variant: 'on' }] }))
    sluice.clock.advance(1000)
    const after = await html(at(`/${key}`))
    expect(after).toContain('1 person has revision\u00a02 of New editor.')
    expect(after).toContain('Everybody has it: the old code can go.')
    expect(after).toContain('One person has seen New editor.')
  })

  it('shows what widening would do, widens, and refuses to narrow', async () => {
    const key = await flagMade({})
    const widen = (form: object) => submit(at(`/${key}/widen`), { revision: 1, ...form })
    const query = new URLSearchParams({ 'reach:beta': '100', 'reach:stable': '5' })
    expect(await html(at(`/${key}?${query}`))).toContain('Beta 20\u202f% → 100\u202f%, Stable 0\u202f% → 5\u202f%')
    expect((await widen({ 'reach:beta': '50', look: 'yes' }).expect(200)).text).toContain('Beta 20\u202f% → 50\u202f%')
    expect((await widen({ 'reach:beta': '10' }).expect(400)).text).toContain('id="error-reach:beta"')
    expect((await widen({ 'reach:beta': 'x' }).expect(400)).text).toContain('id="error-reach:beta"')
    expect((await find(key)).revisions[0]?.steps).toHaveLength(1)
    await widen({ 'reach:canary': '100', 'reach:beta': '33.5', 'reach:stable': '0' }).expect(303)
    expect((await find(key)).revisions[0]?.steps.at(-1)?.reach.beta).toBe(33_500)
  })

  it('halts with an undo, and resumes', async () => {
    const key = await flagMade({})
    await submit(at(`/${key}/halt`), { revision: 1 }).expect(303)
    const halted = await html(at(`/${key}`))
    expect(halted).toContain('Revision\u00a01 is halted: who does not have it does not get it.')
    expect(halted.match(new RegExp(`action="${at(`/${key}/resume`)}"`, 'g'))).toHaveLength(2)
    expect((await submit(at(`/${key}/halt`), { revision: 1 }).expect(409)).text).toContain('It is halted already')
    await submit(at(`/${key}/resume`), {}).expect(303)
    expect((await find(key)).halts).toEqual([expect.objectContaining({ first: 1, by: 'Ada', to: expect.any(Number) })])
  })

  it('rolls back to the revision that was chosen, its effect before the button', async () => {
    const key = await flagMade({})
    await sluice.services.flags.publish(project, key, toEverybody(), by)
    expect(await html(at(`/${key}`))).toContain('Takes back revision 2 at once: who has it gets revision 1')
    await submit(at(`/${key}/roll-back`), { revision: 1 }).expect(303)
    expect((await find(key)).revisions.map(({ withdrawnAt }) => withdrawnAt !== undefined)).toEqual([false, true])
    expect(await html(at(`/${key}`))).toMatch(/have New editor\\.|has New editor/)
    await submit(at(`/${key}/roll-back`), { revision: 0 }).expect(303)
    expect(await html(at(`/${key}`))).toContain('New editor has been rolled back: everybody gets Old editor.')
    await submit(at(`/${key}/roll-back`), { revision: -1 }).expect(400)
  })

  it('switches off for everybody, with the way back beside it', async () => {
    const key = await flagMade({})
    await submit(at(`/${key}/switch`), { to: 'off' }).expect(303)
    const off = await html(at(`/${key}`))
    expect(off).toContain('New editor is switched off: everybody gets Old editor.')
    expect(off.match(new RegExp(`action="${at(`/${key}/switch`)}"`, 'g'))).toHaveLength(2)
    await submit(at(`/${key}/switch`), {}).expect(303)
    expect((await find(key)).kills).toEqual([expect.objectContaining({ by: 'Ada', to: expect.any(Number) })])
  })

  it('changes texts and variants, but not what is published', async () => {
    const key = await flagMade({})
    const form = { title: 'Better editor', description: 'x', kind: 'paced', type: 'boolean', off: 'off' }
    const same = variants(['off', 'Old editor', 'false'], ['on', 'New editor', 'true'])
    await submit(at(`/${key}/edit`), { ...form, ...same }).expect(303)
    expect((await find(key)).title).toBe('Better editor')
    const other = variants(['off', 'Old editor', 'false'], ['on', 'New editor', 'false'])
    expect((await submit(at(`/${key}/edit`), { ...form, ...other }).expect(400)).text).toContain(
      'add a variant instead',
    )
    expect((await find(key)).variants[1]?.value).toBe(true)
  })
})

it('knows no flag of another project', async () => {
  const key = await flagMade({})
  await sluice.project('elsewhere', 'Elsewhere')
  for (const path of ['', '/edit', '/publish']) await html(`/console/elsewhere/flags/${key}${path}`, 404)
  for (const act of ['widen', 'halt', 'resume', 'roll-back', 'switch'])
    await submit(`/console/elsewhere/flags/${key}/${act}`, { revision: 1, to: 'off' }).expect(404)
  await html(`/console/nowhere/flags`, 404)
  expect((await find(key)).version).toBe(2)
})
