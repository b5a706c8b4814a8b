import type { Project } from '../../src/projects/project.ts'
import type { Identity } from '../../src/subjects/identity.ts'
import { switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { csrfIn, dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { answerScore, publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'

const day = 86_400_000

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  await publishFlag(sluice, project, 'editor', toEverybody({ title: 'The editor' }))
  await publishFlag(sluice, project, 'quiet', toEverybody({ announced: false }), switchDraft({ title: 'Secret thing' }))
  sluice.clock.advance(1000)
})

/** Somebody in a widget who has seen a flag. */
async function visitor(flag: string) {
  const { subjects } = sluice.services
  const token = subjects.issue(project)
  const identity = await subjects.identify(project, token)
  const { ask } = await sluice.widget(project, { token })
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: flag, variant: 'on' }] }))
  return { ask, subject: identity.subject, identity }
}

/** The page of a subject, opened in a browser of its own. */
async function ownPage(identity: Identity) {
  const agent = sluice.agent()
  const code = await sluice.services.subjects.handOff(project, identity)
  const entered = await agent.get(`/me/notewell/enter/${code}`).expect(200)
  await agent
    .post(`/me/notewell/enter/${code}`)
    .type('form')
    .send({ _csrf: csrfIn(entered.text) })
    .expect(303)
  return agent
}

describe('on the subject’s own page', () => {
  it('stands what they were asked, why, what they said, and how often they may be asked', async () => {
    await publishSurvey(sluice, project, 'own', scoreDraft('editor'))
    const { ask, subject, identity } = await visitor('editor')
    await answerScore(ask, 'own', 9, 'I <b>like</b> it')
    const agent = await ownPage(identity)
    const { text } = await agent.get('/me/notewell/answers').expect(200)
    for (const words of [
      'How is writing?',
      '9, on a scale from 0 to 10',
      'I &lt;b&gt;like&lt;/b&gt; it',
      'Because you had seen The editor.',
      'you may be asked once more',
    ])
      expect(text).toContain(words)
    expect(text).toMatch(/value="rarely" checked/)
    const save = (budget: string) =>
      agent
        .post('/me/notewell/asking')
        .type('form')
        .send({ budget, _csrf: csrfIn(text) })
    await save('never').expect(303)
    expect((await agent.get('/me/notewell/answers')).text).toMatch(/you are asked never[\s\S]*value="never" checked/)
    expect(await sluice.services.askBudgets.get(project, subject)).toMatchObject({ budget: 'never', left: 0 })
    await save('always').expect(400)
    await sluice.services.surveys.close(project, 'own')
  })

  it('tells nobody of what is not announced', async () => {
    await publishSurvey(sluice, project, 'hush', scoreDraft('quiet'))
    const { ask, identity } = await visitor('quiet')
    await answerScore(ask, 'hush', 3)
    const agent = await ownPage(identity)
    const { text } = await agent.get('/me/notewell/answers').expect(200)
    expect(text).toContain('Because you had seen something that they want to know about.')
    expect(text).not.toContain('Secret thing')
    await sluice.services.surveys.close(project, 'hush')
  })

  it('is open to nobody else', async () => {
    await sluice.agent().post('/me/notewell/asking').type('form').send({ budget: 'often' }).expect(401)
  })
})

describe('on the person’s page in the console', () => {
  it('says for each survey that asks why they are asked or not, gate by gate', async () => {
    const { agent } = await sluice.signedIn()
    await publishSurvey(sluice, project, 'first', scoreDraft('editor', { name: 'First', priority: 60 }))
    await publishSurvey(sluice, project, 'after', scoreDraft('editor', { name: 'After', frequency: { anyDays: 7 } }))
    await publishSurvey(
      sluice,
      project,
      'page',
      scoreDraft('editor', { name: 'Page', triggers: [{ on: 'dwell', seconds: 30 }] }),
    )
    const { ask, subject } = await visitor('editor')
    const read = async () =>
      (
        await agent
          .get(`/console/notewell/audience/${encodeURIComponent(subject)}`)
          .accept('html')
          .expect(200)
      ).text
    const answerTo = (html: string, name: string) =>
      new RegExp(`>${name}</a></strong></div><span>([^<]*)`).exec(html)?.[1]
    const before = await read()
    expect(answerTo(before, 'First')).toBe('Asked at the next look.')
    expect(answerTo(before, 'Page')).toBe('Asked as soon as it happens: they have been on a page for 30 seconds.')
    await answerScore(ask, 'first', 2, 'Never shown to the team here')
    const after = await read()
    expect(answerTo(after, 'First')).toBe('Not asked: it is shown once, and was shown.')
    expect(answerTo(after, 'After')).toBe('Not asked: some survey was shown recently, until 7 days from now.')
    expect(after).toMatch(/class="mark on">The draw of 100 % has them/)
    expect(after).toMatch(/>first<\/a>, revision 1: completed/)
    expect(after).not.toContain('Never shown')
    sluice.clock.advance(8 * day)
    expect(answerTo(await read(), 'After')).toBe('Asked at the next look.')
  })
})
