import { countsByReason, leavingDraft } from '../../src/conversations/leaving.ts'
import type { Project } from '../../src/projects/project.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { withSluice } from '../support/with-sluice.ts'
import { team } from './team.ts'

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  for (const key of ['editor', 'cards']) {
    await publishFlag(sluice, project, key)
  }
  sluice.clock.advance(1000)
})

const hour = 3_600_000

async function somebodyWhoSaw(...keys: string[]) {
  const widget = await sluice.widget(project)
  const { evaluatedAt } = dataOf(await widget.ask('flags:evaluate'))
  const flags = keys.map((key) => ({ key, variant: 'on' }))
  dataOf(await widget.ask('exposure:seen', { id: uuid(), evaluatedAt, flags }))
  return widget
}

const stored = (id: string) => sluice.connection.collection('leavings').findOne({ id })

it('keeps a reason once, with what was seen within the two days before', async () => {
  const { ask } = await somebodyWhoSaw('editor')
  sluice.clock.advance(47 * hour)
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'cards', variant: 'on' }] }))
  sluice.clock.advance(2 * hour)
  const told = { id: uuid(), act: 'slower', reason: 'too-fast', text: 'Every day something new' }
  const receipt = dataOf(await ask('leaving:tell', told))
  expect(dataOf(await ask('leaving:tell', told))).toEqual(receipt)
  expect(await ask('leaving:tell', { ...told, reason: 'other' })).toMatchObject({ problem: { kind: 'conflict' } })
  expect(await stored(told.id)).toMatchObject({
    ...{ act: 'slower', reason: 'too-fast', flags: ['cards'], snapshot: { channel: 'stable' } },
    seen: [{ flag: 'cards', revision: 1, variant: 'on' }],
  })
})

it('counts by reason for the flag that was left, and for those that were seen', async () => {
  const [one, two, three] = [
    await somebodyWhoSaw('editor', 'cards'),
    await somebodyWhoSaw('editor'),
    await somebodyWhoSaw('cards'),
  ]
  const tell = async ({ ask }: typeof one, more: object) => dataOf(await ask('leaving:tell', { id: uuid(), ...more }))
  await tell(one, { act: 'preview-off', flag: 'editor', reason: 'too-buggy' })
  await tell(two, { act: 'left-channel', reason: 'too-buggy' })
  await tell(two, { act: 'slower', reason: 'other' })
  await tell(three, { act: 'slower', reason: 'changed-too-much' })
  const ada = await team(sluice, project)
  const { body } = await ada.get('flags/editor/leavings').expect(200)
  expect(body.reasons).toEqual([
    { reason: 'too-buggy', people: 2, named: 1 },
    { reason: 'other', people: 1, named: 0 },
  ])
})

it.each([
  ['preview-off without its flag', { act: 'preview-off', reason: 'other' }],
  ['a flag that goes with nothing', { act: 'slower', flag: 'editor', reason: 'other' }],
  ['another reason', { act: 'slower', reason: 'bored' }],
  ['a text that is too long', { act: 'slower', reason: 'other', text: 'x'.repeat(501) }],
])('refuses %s', (_name, told) => {
  expect(leavingDraft.safeParse({ id: uuid(), ...told }).success).toBe(false)
})

it('puts the most frequent reason first', () => {
  expect(
    countsByReason([
      { reason: 'other', isNamed: false, count: 1 },
      { reason: 'too-fast', isNamed: true, count: 2 },
      { reason: 'too-fast', isNamed: false, count: 3 },
    ]),
  ).toEqual([
    { reason: 'too-fast', people: 5, named: 2 },
    { reason: 'other', people: 1, named: 0 },
  ])
})
