import type { Project } from '../../src/projects/project.ts'
import type { SurveyDraftSent } from '../../src/surveys/survey.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type Member, type TestSluice, uuid } from '../support/sluice.ts'
import { answerScore, publishSurvey, scoreDraft } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'
import cases from './survey-faults.cases.json' with { type: 'json' }

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

const api = (path: string) => `/api/v1/projects/notewell/surveys${path}`
const get = async (path: string, status = 200) => (await member.agent.get(api(path)).expect(status)).body
const send = async (method: 'put' | 'post' | 'delete', path: string, body: object = {}, status = 200) =>
  (await member.agent[method](api(path)).set('x-csrf-token', member.csrf).send(body).expect(status)).body

const draft = (more: Partial<SurveyDraftSent> = {}) => scoreDraft('editor', more)

async function visitor() {
  const { ask } = await sluice.widget(project)
  const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
  dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }))
  return ask
}

describe('writing and publishing', () => {
  it('keeps an unfinished draft, says what is missing by field, and publishes it once it is whole', async () => {
    expect(await send('put', '/first/draft', { name: 'Half', questions: [{ kind: 'nps' }] })).toMatchObject({
      ...{ key: 'first', draft: { name: 'Half' }, changedAt: sluice.clock.now() },
    })
    const refused = await send('post', '/first/publish', {}, 400)
    expect(refused.faults.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['language', 'questions.0.id', 'questions.0.text', 'triggers']),
    )
    expect(await get('/first')).toMatchObject({ state: 'draft', draft: { draft: { name: 'Half' } } })
    await send('put', '/first/draft', draft({ translations: { de: { 'questions/why/text': 'Warum?' } } }))
    const { survey, missingTexts } = await send('post', '/first/publish')
    expect(survey).toMatchObject({ key: 'first', revision: 1, place: 'popover', frequency: { mode: 'once' } })
    expect(missingTexts.map(({ path }: { path: string }) => path)).toEqual([
      ...['questions/score/text', 'questions/score/low', 'questions/score/high'],
    ])
    expect((await get('/first')).draft).toBeUndefined()
    await send('post', '/first/publish', {}, 404)
  })

  it('makes another revision and lets the earlier one stand for those who were asked it', async () => {
    await publishSurvey(sluice, project, 'second', draft())
    const ask = await visitor()
    const id = uuid()
    dataOf(await ask('survey:ask', { id, survey: 'second', revision: 1, language: 'en' }))
    const [score] = draft().questions
    if (!score) throw new Error('No question')
    const renamed = { ...score, text: 'How is it now?' }
    const next = await publishSurvey(sluice, project, 'second', draft({ questions: [renamed] }))
    expect(next.revision).toBe(2)
    const answers = [
      { question: 'score', score: 3 },
      { question: 'why', text: 'Slow' },
    ]
    dataOf(await ask('survey:answer', { id: uuid(), response: id, seq: 1, state: 'completed', answers }))
    const { questions } = await get('/second/results')
    expect(questions.map(({ question, text }: { question: string; text: string }) => [question, text])).toEqual([
      ['score', 'How is it now?'],
      ['why', 'What makes you say so?'],
    ])
  })

  it('lets an id stand for one kind of question for ever', async () => {
    await publishSurvey(sluice, project, 'third', draft())
    const questions = [{ kind: 'csat' as const, id: 'score', text: 'How is it?' }]
    await expect(publishSurvey(sluice, project, 'third', draft({ questions }))).rejects.toMatchObject({
      faults: [{ field: 'questions.0.id' }],
    })
  })

  it('throws a draft away, and knows nothing of a survey that never was', async () => {
    await send('put', '/gone/draft', { name: 'Gone' })
    await send('delete', '/gone/draft')
    await get('/gone', 404)
    for (const act of ['publish', 'pause', 'close']) await send('post', `/gone/${act}`, {}, 404)
    await get('/gone/results', 404)
    await get('/gone/responses', 404)
  })

  it('is one of two who publish at the same moment', async () => {
    await sluice.services.surveys.saveDraft(project, 'race', draft())
    const both = await Promise.allSettled([1, 2].map(() => sluice.services.surveys.publish(project, 'race')))
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await sluice.services.surveys.revisions(project, 'race')).map(({ revision }) => revision)).toEqual([1])
  })

  it('keeps what is written while an earlier draft is being published', async () => {
    const { surveys } = sluice.services
    await surveys.saveDraft(project, 'writing', draft({ name: 'Earlier' }))
    sluice.clock.advance(1000)
    const [published] = await Promise.all([
      surveys.publish(project, 'writing'),
      surveys.saveDraft(project, 'writing', draft({ name: 'Later' })),
    ])
    const kept = (await surveys.find(project, 'writing')).draft?.draft ?? published
    expect(kept).toMatchObject({ name: 'Later' })
  })

  it('lets one of two save over the same draft at the same moment', async () => {
    const { surveys } = sluice.services
    const { changedAt } = await surveys.saveDraft(project, 'two', draft())
    for (const [key, basis] of [
      ['two', changedAt],
      ['none-yet', 0],
    ] as const) {
      sluice.clock.advance(1000)
      const both = await Promise.allSettled(
        ['One', 'Other'].map((name) => surveys.saveDraft(project, key, draft({ name }), basis)),
      )
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'stale' } })
    }
  })

  it('is another project’s business in no way', async () => {
    const other = await sluice.project('elsewhere', 'Elsewhere')
    await publishSurvey(sluice, project, 'mine', draft())
    expect(await sluice.services.surveys.all(other)).toEqual([])
    const { ask } = await sluice.widget(other)
    const sent = { id: uuid(), survey: 'mine', revision: 1, language: 'en' }
    expect(await ask('survey:ask', sent)).toMatchObject({ problem: { kind: 'missing' } })
  })
})

type Case = { name: string; draft: object; faults: string[] }

it.each(cases as Case[])('$name', async ({ draft: more, faults }) => {
  const checking = sluice.services.surveys.check(project, 'case', { ...draft(), ...more })
  if (faults.length === 0) await checking
  else
    await expect(checking).rejects.toMatchObject({
      kind: 'invalid',
      faults: faults.map((field) => expect.objectContaining({ field })),
    })
})

describe('what came of it', () => {
  it('counts each question, where people left, and pages through the responses', async () => {
    await publishSurvey(sluice, project, 'counted', draft())
    for (const [score, text] of [
      [9, 'Fast'],
      [9, undefined],
      [2, 'Slow'],
    ] as const)
      await answerScore(await visitor(), 'counted', score, text)
    const left = await visitor()
    const id = uuid()
    dataOf(await left('survey:ask', { id, survey: 'counted', revision: 1, language: 'en' }))
    const answers = [{ question: 'score', score: 4, ms: 1500 }]
    dataOf(await left('survey:answer', { id: uuid(), response: id, seq: 1, state: 'dismissed', answers }))
    const never = await visitor()
    dataOf(await never('survey:ask', { id: uuid(), survey: 'counted', revision: 1, language: 'en' }))
    sluice.clock.advance(day)
    expect(await get('/counted/results')).toEqual({
      ...{ shown: 5, started: 4, completed: 3, dismissed: 1, expired: 1 },
      questions: [
        {
          ...{ question: 'score', kind: 'nps', text: 'How is writing?', answered: 4, lastAnswered: 1, medianMs: 1500 },
          scores: [
            { score: 2, n: 1 },
            { score: 4, n: 1 },
            { score: 9, n: 2 },
          ],
        },
        {
          ...{ question: 'why', kind: 'text', text: 'What makes you say so?', answered: 2, lastAnswered: 0 },
          texts: ['Slow', 'Fast'],
        },
      ],
    })
    expect((await get('/counted')).counts).toEqual({ shown: 5, started: 4, completed: 3, dismissed: 1 })
    const { responses, next } = await get('/counted/responses')
    expect(responses.map(({ state }: { state: string }) => state)).toEqual([
      ...['expired', 'dismissed', 'completed', 'completed', 'completed'],
    ])
    expect(next).toBeUndefined()
    const before = responses[2].sequence
    expect((await get(`/counted/responses?before=${before}`)).responses).toHaveLength(2)
  })

  it('reckons before publishing of whom it would have been asked', async () => {
    const other = await sluice.project('reckoned', 'Reckoned')
    const { estimates } = sluice.services
    await publishFlag(sluice, other, 'editor')
    sluice.clock.advance(1000)
    const of = (more: Partial<SurveyDraftSent> = {}) => estimates.of(other, 'new', draft(more))
    expect(await of()).toMatchObject({ people: 0, ofPeople: 0, days: 7 })
    for (let i = 0; i < 4; i++) {
      const { ask } = await sluice.widget(other)
      const { evaluatedAt } = dataOf(await ask('flags:evaluate'))
      dataOf(await ask('exposure:seen', { id: uuid(), evaluatedAt, flags: [{ key: 'editor', variant: 'on' }] }))
      if (i === 0) dataOf(await ask('event:happened', { id: uuid(), name: 'export.done' }))
      if (i === 1) dataOf(await ask('asking:set', { budget: 'never' }))
    }
    expect(await of()).toEqual({
      ...{ people: 3, ofPeople: 4, days: 7 },
      words: 'About 3 people of the 4 who were there in the last 7 days would have been asked.',
    })
    expect(await of({ triggers: [{ on: 'event', name: 'export.done' }] })).toMatchObject({ people: 1 })
    expect((await of({ triggers: [{ on: 'exit' }] })).words).toMatch(/^At most 3 people/)
    expect(await of({ audience: { channels: ['beta'] } })).toMatchObject({ people: 0 })
    expect((await of({ quota: { total: 1 } })).words).toContain('full after about 3 days')
    expect(await sluice.services.surveys.all(other)).toEqual([])
    await send('put', '/written/draft', draft({ audience: { channels: ['beta'] } }))
    expect(await get('/written/estimate')).toMatchObject({ people: 0, days: 7 })
    sluice.clock.advance(8 * day)
    expect(await of()).toMatchObject({ ofPeople: 0 })
  })
})
