import type { Project } from '../../src/projects/project.ts'
import type { SurveyDraftSent } from '../../src/surveys/survey.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { answerScore, publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'

const day = 86_400_000

let sluice: TestSluice
let project: Project
let member: Member

withSluice(async (started) => {
  sluice = started
  member = await sluice.signedIn()
  project = await sluice.project()
  await publishFlag(sluice, project, 'editor')
  sluice.clock.advance(1000)
})

const at = (path = '') => `/console/notewell/surveys${path}`
const read = (path = '', status = 200) => member.html(at(path), status)
const submit = (path: string, form: object = {}) => member.submit(at(path), form)
const sentenceIn = (html: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1]
const written = async (key: string) => (await sluice.services.surveys.find(project, key)).draft?.draft

/** The fields of the editor as the server sent them, as a browser would send them back. */
async function fieldsOf(path: string): Promise<Record<string, string | string[]>> {
  const html = await read(path)
  const form = /<form[^>]*id="editor"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  const decode = (text: string) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  const all: [string, string][] = []
  for (const [, name = '', rest = ''] of form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)/g))
    all.push([name, decode(rest)])
  for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = /value="([^"]*)" selected/.exec(options) ?? /value="([^"]*)"/.exec(options)
    all.push([name, decode(chosen?.[1] ?? '')])
  }
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
    if (attribute('type') === 'checkbox' && !/ checked/.test(tag)) continue
    const name = attribute('name')
    if (name) all.push([name, decode(attribute('value') ?? '')])
  }
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of all) fields[name] = name in fields ? [fields[name] ?? [], value].flat() : value
  delete fields._csrf
  return fields
}

async function begin(kind: string, flag = ''): Promise<string> {
  const { headers } = await submit('/new', { kind, flag }).expect(303)
  return /surveys\/([^/]+)\/edit$/.exec(headers.location ?? '')?.[1] ?? ''
}

/** Presses a button of the editor, with the fields as they are and what is typed on top. */
async function press(key: string, act: string, typed: object = {}) {
  const reply = await submit(`/${key}/edit`, { ...(await fieldsOf(`/${key}/edit`)), ...typed, act })
  return { status: reply.status, location: String(reply.headers.location ?? ''), text: reply.text }
}

const everything: SurveyDraftSent = {
  name: 'All of “it” <b>',
  language: 'en',
  translations: { de: { 'questions/n/text': 'Wie?' } },
  thanks: 'Thanks & bye',
  questions: [
    { kind: 'nps', id: 'n', text: 'How likely?', help: 'Honestly', required: true, low: 'no', high: 'yes' },
    { kind: 'csat', id: 'c', text: 'How good?' },
    { kind: 'ces', id: 'e', text: 'How easy?' },
    { kind: 'rating', id: 'r', text: 'Stars?', steps: 4, look: 'star' },
    {
      ...{ kind: 'single', id: 's', text: 'Which?', order: 'reversed', other: true },
      choices: [
        { id: 'one', label: 'One' },
        { id: 'two', label: 'Two', pinned: true },
      ],
    },
    {
      ...{ kind: 'multiple', id: 'm', text: 'Which ones?', order: 'random', min: 1, max: 2 },
      choices: [
        { id: 'a', label: 'A' },
        { id: 'b', label: 'B' },
        { id: 'none', label: 'None', exclusive: true, pinned: true },
      ],
    },
    { kind: 'text', id: 't', text: 'Where to?', input: 'email', min: 5, max: 100 },
    { kind: 'boolean', id: 'b', text: 'Really?', yes: 'Sure', no: 'No' },
    {
      ...{ kind: 'ranking', id: 'o', text: 'In which order?' },
      choices: [
        { id: 'x', label: 'X' },
        { id: 'y', label: 'Y' },
      ],
    },
    { kind: 'statement', id: 'z', text: 'That was it', button: 'Well' },
  ],
  rules: [
    { after: 'n', if: { is: 'between', from: 0, to: 6 }, go: 't' },
    { after: 's', if: { is: 'chosen', choices: ['one', 'other'], all: true }, go: 'end' },
    { after: 'b', if: { is: 'not-chosen', choices: ['yes'] }, go: 'z' },
    { after: 'c', if: { is: 'skipped' }, go: 'r' },
  ],
  triggers: [
    { on: 'event', name: 'export.done', where: [{ property: 'pages', is: 'more', value: 3 }] },
    { on: 'url', match: 'glob', value: 'https://app.example.org/**' },
    { on: 'dwell', seconds: 40 },
    { on: 'scroll', percent: 80 },
    { on: 'exit' },
    { on: 'exposure', flag: 'editor', variants: ['on'], times: 2 },
    { on: 'channel' },
    { on: 'preview-off', flag: 'editor' },
    { on: 'arrival' },
  ],
  place: 'inline',
  slot: 'below',
  delay: 5,
  audience: { channels: ['beta'], paces: ['first', 'calm'], flags: [{ flag: 'editor', variants: ['on'] }] },
  sampling: 12.5,
  quota: { total: 200, perVariant: { flag: 'editor', each: 50 } },
  frequency: { mode: 'again', times: 4, everyDays: 30, anyDays: 14 },
  priority: 70,
  opensAt: Date.parse('2026-12-01T08:00Z'),
  closesAt: Date.parse('2027-01-01T08:00Z'),
}

describe('writing a survey', () => {
  it('says that nobody is asked, and begins one in two clicks', async () => {
    expect(sentenceIn(await read())).toBe('Nobody is asked anything yet.')
    const key = await begin('csat', 'editor')
    expect(key).toBe('satisfaction-new-editor')
    const html = await read(`/${key}/edit`)
    expect(sentenceIn(html)).toBe('Satisfaction: New editor asks 2 questions; nobody is asked before you publish it.')
    expect(html).toContain('When they have seen New editor, in the widget’s card.')
    expect(html).toContain('After question 1, if the score is 4 to 5, nothing more is asked.')
    const { location } = await press(key, 'review')
    expect(location).toBe(at(`/${key}/publish`))
  })

  it.each(['nps', 'csat', 'ces', 'question', 'poll', 'exit'])(
    'has a beginning for %s that could be published',
    async (kind) => {
      for (const flag of ['', 'editor']) {
        const key = await begin(kind, flag)
        expect((await press(key, 'review')).location).toBe(at(`/${key}/publish`))
      }
    },
  )

  it('refuses a beginning that there is not, and shows the form again', async () => {
    const { status, text } = await submit('/new', { kind: 'none' })
    expect(status).toBe(400)
    expect(text).toContain('Choose one')
  })

  it('gives every field of the contract back as it was', async () => {
    await sluice.services.surveys.saveDraft(project, 'everything', everything)
    await press('everything', 'save')
    const { translations: _, ...sent } = everything
    expect(await written('everything')).toMatchObject(sent)
    expect((await press('everything', 'review')).location).toBe(at('/everything/publish'))
    expect(await sluice.services.surveys.check(project, 'everything', await written('everything'))).toEqual(
      await sluice.services.surveys.check(project, 'everything', everything),
    )
  })

  it('stores what is typed with whatever button is pressed', async () => {
    const key = await begin('question')
    const { location } = await press(key, 'add-question', { name: 'Mine', newQuestion: 'single' })
    expect(location).toMatch(/\/edit\?saved=\d+&at=question-1#question-1$/)
    await press(key, 'save', {
      'questions:1:text': 'Which?',
      'questions:1:choices:0:label': 'Rot',
      'questions:1:choices:1:label': '赤',
    })
    expect(await written(key)).toMatchObject({
      name: 'Mine',
      questions: [{ id: 'q1' }, { id: 'q2', choices: [{ id: 'rot' }, { label: '赤' }] }],
    })
    expect((await press(key, 'up:questions:1')).location).toContain('#question-0')
    expect(await written(key)).toMatchObject({ questions: [{ id: 'q2' }, { id: 'q1' }] })
    await press(key, 'remove-choice:0:0')
    await press(key, 'add-rule', { newRule: 'q2' })
    expect(await written(key)).toMatchObject({
      questions: [{ choices: [{ label: '赤' }] }, {}],
      rules: [{ after: 'q2' }],
    })
    await press(key, 'remove:questions:0')
    expect(await written(key)).toMatchObject({ questions: [{ id: 'q1' }], rules: [] })
    await press(key, 'add-trigger', { newTrigger: 'scroll' })
    expect(await written(key)).toMatchObject({ triggers: [{ on: 'dwell' }, { on: 'scroll', percent: 75 }] })
    expect((await press(key, 'look', { 'look:scheme': 'dark' })).location).toContain('scheme=dark#preview')
  })

  it('says what is missing beside each field, and keeps it all the same', async () => {
    const key = await begin('question')
    const typed = { name: '', 'questions:0:text': '', 'frequency:times': 'often', 'triggers:0:seconds': '9999' }
    const { location } = await press(key, 'review', typed)
    expect(location).toBe(at(`/${key}/edit?check=yes#faults`))
    const html = await read(`/${key}/edit?check=yes`)
    expect(html).toContain('4 things are missing before it can be published.')
    for (const field of ['name', 'questions:0:text', 'frequency:times', 'triggers:0:seconds']) {
      expect(html).toContain(`href="#field-${field}"`)
      expect(html).toContain(`id="error-${field}"`)
    }
    expect(html).toContain('Write a number')
    expect(html).toContain('At most 3600')
    expect(html).toMatch(/<details id="fold-frequency" open>/)
    expect(html).toContain('value="often"')
    expect((await member.agent.get(at(`/${key}/publish`)).expect(303)).headers.location).toBe(
      at(`/${key}/edit?check=yes`),
    )
  })

  it('says at a part what is wrong with it and with none of its fields', async () => {
    const key = await begin('question')
    await press(key, 'remove:triggers:0')
    await press(key, 'add-question', { newQuestion: 'ranking' })
    await press(key, 'save', { 'questions:1:text': 'Which?', 'questions:1:choices:0:label': 'Only one' })
    const html = await read(`/${key}/edit?check=yes`)
    expect(html).toMatch(/id="question-1"[\s\S]*?class="error bad">At least 2 needed/)
    expect(html).toMatch(/id="moments"[\s\S]*?class="error bad">At least 1 needed/)
    expect(html).toContain('href="#question-1"')
    expect(html).toContain('href="#moments"')
  })

  it('does not write over what somebody else has saved meanwhile, unless told to', async () => {
    const key = await begin('question')
    const old = await fieldsOf(`/${key}/edit`)
    sluice.clock.advance(1000)
    await press(key, 'save', { name: 'Theirs' })
    const refused = await submit(`/${key}/edit`, { ...old, name: 'Mine', act: 'save' })
    expect(refused.status).toBe(412)
    expect(refused.text).toContain('value="Mine"')
    expect(await written(key)).toMatchObject({ name: 'Theirs' })
    await submit(`/${key}/edit`, { ...old, name: 'Mine', act: 'save', over: 'yes' }).expect(303)
    expect(await written(key)).toMatchObject({ name: 'Mine' })
  })

  it('tells whoever goes on typing what they have saved', async () => {
    const key = await begin('question')
    sluice.clock.advance(1000)
    const { location } = await press(key, 'save', { name: 'Mine' })
    const { draft } = await sluice.services.surveys.find(project, key)
    expect(location).toBe(at(`/${key}/edit?saved=${draft?.changedAt}`))
  })

  it('is not published as nobody has looked it over', async () => {
    const key = await begin('question')
    const [, changedAt = ''] = /name="changedAt" value="(\d+)"/.exec(await read(`/${key}/publish`)) ?? []
    sluice.clock.advance(1000)
    await press(key, 'save', { 'questions:0:text': 'What did somebody else put in?' })
    const refused = await submit(`/${key}/publish`, { changedAt })
    expect(refused.status).toBe(412)
    expect(refused.text).toContain('What did somebody else put in?')
    const [, now = ''] = /name="changedAt" value="(\d+)"/.exec(refused.text) ?? []
    await submit(`/${key}/publish`, { changedAt: now }).expect(303)
  })

  it('shows the card in each language, and writes nobody’s words as markup', async () => {
    await sluice.services.surveys.saveDraft(project, 'card', everything)
    expect(await read('/card/edit?language=de&scheme=dark')).toMatch(/class="sample dark" lang="de"[\s\S]*Wie\?/)
    const html = await read('/card/edit')
    expect(html).toMatch(/class="sample" lang="en"[\s\S]*How likely\?/)
    expect(html).not.toContain('<b>"')
    expect(html).toContain('All of “it” &lt;b&gt;')
    expect(html).toContain('German (23 missing)')
  })
})

describe('languages', () => {
  /** Presses a button of the page as it is, with what is typed on top. */
  async function translate(key: string, form: object) {
    const [, basis] = /name="basis" value="(\d+)"/.exec(await read(`/${key}/texts`)) ?? []
    sluice.clock.advance(1000)
    return submit(`/${key}/texts`, { basis, ...form })
  }
  const named = (language: string, text = 'text') => `translations:${language}:questions/q1/${text}`
  const fieldIn = (html: string, name: string) =>
    new RegExp(`name="${name}"[^>]*>([^<]*)</textarea>(.*?)</td>`, 's').exec(html)?.slice(1)

  it('are added, filled in, counted and taken away', async () => {
    const key = await begin('csat')
    await translate(key, { act: 'add', newLanguage: 'pt-br' })
    expect(sentenceIn(await read(`/${key}/texts`))).toBe('Four texts are missing: 4 in Brazilian Portuguese.')
    await translate(key, { act: 'save', [named('pt-BR')]: 'Quanto?' })
    expect(sentenceIn(await read(`/${key}/texts`))).toBe('Three texts are missing: 3 in Brazilian Portuguese.')
    expect(await press(key, 'save')).toMatchObject({ status: 303 })
    expect(await written(key)).toMatchObject({ translations: { 'pt-BR': { 'questions/q1/text': 'Quanto?' } } })
    expect((await translate(key, { act: 'remove:pt-BR' })).status).toBe(303)
    expect(sentenceIn(await read(`/${key}/texts`))).toBe('Everybody is asked in English.')
    expect((await translate(key, { act: 'add', newLanguage: 'no language' })).status).toBe(303)
    expect(await written(key)).toMatchObject({ translations: {} })
  })

  it('of two who translate at once overwrite nothing in silence, and nothing that was typed is lost', async () => {
    const key = await begin('csat')
    for (const newLanguage of ['de', 'fr']) await translate(key, { act: 'add', newLanguage })
    const [, basis] = /name="basis" value="(\d+)"/.exec(await read(`/${key}/texts`)) ?? []
    await translate(key, { act: 'save', [named('de')]: 'Ihres', [named('fr')]: 'Le leur', [named('fr', 'low')]: 'Non' })
    const theirs = await written(key)

    const mine = { [named('de')]: 'Meines', [named('de', 'high')]: 'Sehr', [named('es')]: '¿Qué?', [named('fr')]: '' }
    const lost = { 'translations:de:questions/q9/text': 'Für eine Frage von <gestern>' }
    const typed = { basis, ...mine, ...lost, act: 'add', newLanguage: 'it' }
    const refused = await submit(`/${key}/texts`, typed)
    expect(refused.status).toBe(412)
    expect(await written(key)).toEqual(theirs)
    expect(fieldIn(refused.text, named('de'))).toEqual(['Meines', expect.stringMatching(/Saved meanwhile:.*Ihres/)])
    expect(fieldIn(refused.text, named('de', 'high'))).toEqual(['Sehr', ''])
    expect(fieldIn(refused.text, named('fr'))).toEqual(['Le leur', ''])
    expect(fieldIn(refused.text, named('es'))).toEqual(['¿Qué?', ''])
    expect(refused.text).toContain('Für eine Frage von &lt;gestern&gt;')
    expect(refused.text).toMatch(/name="newLanguage"[^>]*value="it"/)

    const [, over] = /name="over" value="(\d+)"/.exec(refused.text) ?? []
    expect((await submit(`/${key}/texts`, typed)).status).toBe(412)
    const kept = { ...typed, over, [named('fr')]: 'Le leur', [named('fr', 'low')]: 'Non' }
    await submit(`/${key}/texts`, kept).expect(303)
    const now = (await written(key)) as { translations: object }
    expect(now.translations).toEqual({
      de: { 'questions/q1/text': 'Meines', 'questions/q1/high': 'Sehr' },
      fr: { 'questions/q1/text': 'Le leur', 'questions/q1/low': 'Non' },
      es: { 'questions/q1/text': '¿Qué?' },
      it: {},
    })
    // What was kept in its place was what the page had shown, not whatever comes after.
    expect((await submit(`/${key}/texts`, kept)).status).toBe(412)
  })
})

describe('before it is published', () => {
  it('says how many would be asked and by what that is judged, and asks for a yes where texts are missing', async () => {
    const { ask } = await sluice.widget(project)
    const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
    dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }))
    const key = await begin('csat', 'editor')
    const { draft } = await sluice.services.surveys.find(project, key)
    await submit(`/${key}/texts`, { act: 'add', newLanguage: 'de', basis: draft?.changedAt }).expect(303)
    const html = await read(`/${key}/publish`)
    expect(sentenceIn(html)).toBe(
      'About 1 of the one person who was there would be asked in the next 7 days, judged by the last 7.',
    )
    expect(html).toMatch(/German: 4 texts, which people read in English[\s\S]*Question 1, lowest/)
    const refused = await submit(`/${key}/publish`)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('Translate them, or tick this')
    expect((await sluice.services.surveys.find(project, key)).state).toBe('draft')
    await submit(`/${key}/publish`, { untranslated: 'yes' }).expect(303)
    expect((await sluice.services.surveys.find(project, key)).state).toBe('running')
    expect((await member.agent.get(at(`/${key}/publish`)).expect(303)).headers.location).toBe(at(`/${key}`))
  })
})

describe('a survey that is out', () => {
  it('is paused, resumed and closed, and its draft thrown away', async () => {
    await publishSurvey(sluice, project, 'acts', scoreDraft('editor', { name: 'Acts' }))
    const state = async () => (await sluice.services.surveys.find(project, 'acts')).state
    await submit('/acts/pause').expect(303)
    expect(await state()).toBe('paused')
    expect(await read('/acts')).toContain('action="/console/notewell/surveys/acts/resume"')
    await submit('/acts/resume').expect(303)
    expect(await state()).toBe('running')
    await press('acts', 'save', { name: 'Acts, again' })
    expect(await read('/acts')).toContain('A new revision is being written')
    await submit('/acts/discard').expect(303)
    expect(await written('acts')).toBeUndefined()
    await submit('/acts/close').expect(303)
    expect(sentenceIn(await read('/acts'))).toBe('Acts is closed: nobody has been shown it yet.')
    expect((await member.agent.get(at('/acts/edit')).expect(303)).headers.location).toBe(at('/acts'))
    expect((await press('acts', 'save').catch(({ status }) => ({ status }))).status).not.toBe(303)
  })

  it('names what changed between its revisions', async () => {
    await publishSurvey(sluice, project, 'twice', scoreDraft('editor', { name: 'Twice' }))
    const [score] = scoreDraft('editor').questions
    if (!score) throw new Error('No question')
    await publishSurvey(
      sluice,
      project,
      'twice',
      scoreDraft('editor', { name: 'Twice', sampling: 50, questions: [{ ...score, text: 'And now?' }] }),
    )
    await publishSurvey(
      sluice,
      project,
      'twice',
      scoreDraft('editor', { name: 'Twice', sampling: 50, questions: [{ ...score, text: 'And now?' }], priority: 9 }),
    )
    const html = await read('/twice?from=1&to=3')
    for (const change of [
      '“How is writing?” is now “And now?”',
      'Gone: “What makes you say so?”',
      'How many: 50\u202f% of them, by a fair draw. (was: All of them.)',
    ])
      expect(html).toContain(change)
    expect(html).toMatch(/From 1 to 3[\s\S]*Priority: 9 \(was: 50\)/)
  })

  it('shows no score and no word of fewer than five people, and then each with its interval', async () => {
    const key = 'results'
    await publishSurvey(sluice, project, key, scoreDraft('editor', { name: 'Results', priority: 99 }))
    const answer = async (score: number, text: string) => {
      const { ask } = await sluice.widget(project)
      const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
      dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }))
      await answerScore(ask, key, score, text)
    }
    for (const score of [9, 8, 10, 7]) await answer(score, `Word <i>${score}</i>`)
    const few = await read(`/${key}`)
    expect(sentenceIn(few)).toBe('Results is asking: 4 of 4 people who were shown it have come to its end.')
    expect(few).not.toContain('Word &lt;')
    expect(few).not.toContain('class="figure')
    await answer(9, 'Word five')
    const html = await read(`/${key}`)
    expect(html).toMatch(
      /class="figure soft">8\.6<\/span><span>Mean score, of 10<br><small>[\d.]+ to [\d.]+, tentative/,
    )
    expect(html).toContain('Word &lt;i&gt;10&lt;/i&gt;')
    expect(html).toContain('had seen New editor: New editor')
    expect(html).toContain(`/console/notewell/insights/editor`)
    expect(await read()).toMatch(/Results<\/a>[\s\S]*?asking/)
  })
})

describe('the list', () => {
  it('says first what asks, what came this week, and what stopped at its quota', async () => {
    const other = await sluice.project('elsewhere', 'Elsewhere')
    await publishFlag(sluice, other, 'editor')
    sluice.clock.advance(1000)
    await publishSurvey(sluice, other, 'full', scoreDraft('editor', { name: 'Full', quota: { total: 1 } }))
    await publishSurvey(
      sluice,
      other,
      'later',
      scoreDraft('editor', { name: 'Later', opensAt: sluice.clock.now() + 3 * day }),
    )
    const { ask } = await sluice.widget(other)
    const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
    dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }))
    await answerScore(ask, 'full', 9)
    const html = (await member.agent.get('/console/elsewhere/surveys').accept('html').expect(200)).text
    expect(sentenceIn(html)).toBe(
      'No survey is asking; 1 answer this week; “Full” stopped at its quota; “Later” opens in 3 days.',
    )
    expect((await member.agent.get('/console/elsewhere/surveys/results').accept('html')).status).toBe(404)
  })
})
