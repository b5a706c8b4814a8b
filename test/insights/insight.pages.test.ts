import type { Project } from '../../src/projects/project.ts'
import { switchDraft } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { answerScore, publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'

let sluice: TestSluice
let project: Project
let member: Member
let insights: string

let projects = 0
withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
})
beforeEach(async () => {
  project = await sluice.project(`product-${++projects}`)
  insights = `/console/${project.key}/insights`
  const { flags } = sluice.services
  await publishFlag(sluice, project, 'editor')
  await flags.create(project, 'menu', switchDraft({ title: 'Menu' }))
  sluice.clock.advance(1000)
})

const html = (path: string, status = 200) => member.html(path, status)
const ask = (form: object, key = 'editor', name = project.key) =>
  member.submit(`/console/${name}/insights/${key}/ask`, form)
const question = { text: 'How is writing?', low: 'a pain', high: 'a joy' }

/** Somebody sees the editor and answers. */
async function answered(score: number, text?: string): Promise<void> {
  const widget = await sluice.widget(project)
  const { evaluatedAt } = dataOf(await widget.ask('flags:evaluate'))
  const flags = [{ key: 'editor', variant: 'on' }]
  dataOf(await widget.ask('exposure:seen', { id: uuid(), evaluatedAt, flags }))
  const [due] = dataOf(await widget.ask('survey:watch')).surveys
  await answerScore(widget.ask, due?.key ?? '', score, text)
}

it('asks the people who see a flag, in one form', async () => {
  expect(await html(insights)).toContain('No question is asked yet.')
  expect(await html(`${insights}/editor`)).toContain('Nobody has been asked about New editor yet.')
  expect((await ask({ ...question, low: '' }).expect(400)).text).toContain('id="error-low"')
  expect(await sluice.services.surveys.current(project)).toEqual([])
  await ask(question).expect(303)
  expect(await sluice.services.surveys.current(project)).toEqual([
    expect.objectContaining({
      ...{ key: 'editor', revision: 1, triggers: [{ on: 'exposure', flag: 'editor', times: 1 }] },
      questions: [expect.objectContaining(question), expect.objectContaining({ kind: 'text' })],
    }),
  ])
  expect(await html(insights)).toContain('People are asked about one of two flags.')
  expect(await html(`${insights}/editor`)).toContain('Nobody has answered yet.')
})

it('takes another key where a survey about another flag has this one', async () => {
  await publishSurvey(sluice, project, 'editor', scoreDraft('menu'))
  await ask(question).expect(303)
  expect((await sluice.services.surveys.current(project)).map(({ key, triggers }) => [key, triggers])).toEqual([
    ['editor', [expect.objectContaining({ flag: 'menu' })]],
    ['editor-2', [expect.objectContaining({ flag: 'editor' })]],
  ])
})

it('keeps the scores of a few people to itself, and their words', async () => {
  await ask(question).expect(303)
  for (const text of ['Fine', 'Quick', 'Calm', 'Tidy']) await answered(7, text)
  const few = await html(`${insights}/editor`)
  expect(few).toContain('4 answers so far, too few to show.')
  expect(few).toContain('too few to show</span>')
  expect(few).not.toContain('<svg class="plot')
  expect(few).not.toContain('Quick')
})

it('shows a score with its interval and says that it is tentative, and words in no order of time', async () => {
  await ask(question).expect(303)
  for (const text of ['Fine', 'Quick', 'Calm', 'Tidy', '<script>x</script>']) await answered(8, text)
  const shown = await html(`${insights}/editor`)
  expect(shown).toContain('People who chose New editor give it 8.0 of 10')
  expect(shown).toContain('tentative: fewer than 20 answers')
  expect(shown).toMatch(/<svg class="plot[^>]*><title>Score of New editor</)
  expect([...shown.matchAll(/<li class="note">([^<]+)/g)].map(([, text]) => text)).toEqual([
    '&lt;script&gt;x&lt;/script&gt;',
    'Calm',
    'Fine',
    'Quick',
    'Tidy',
  ])
  expect(shown).toMatch(/<th scope="row">New editor<\/th><td class="n">5<\/td>/)
  expect(await html(`/console/${project.key}/flags/editor`)).toContain('<span class="figure">8.0</span>')
})

it('knows no flag of another project', async () => {
  await sluice.project('elsewhere', 'Elsewhere')
  await html('/console/elsewhere/insights/editor', 404)
  await ask(question, 'editor', 'elsewhere').expect(404)
  expect(await html('/console/elsewhere/insights')).toContain('There is no flag yet')
})
