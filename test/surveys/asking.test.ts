import type { Project } from '../../src/projects/project.ts'
import { placeStore } from '../../src/surveys/place.store.ts'
import type { SurveyDraftSent } from '../../src/surveys/survey.ts'
import { switchDraft, toEverybody } from '../support/drafts.ts'
import { publishFlag } from '../support/published-flag.ts'
import { dataOf, type TestSluice, uuid } from '../support/sluice.ts'
import { publishSurvey } from '../support/surveys.ts'
import { withSluice } from '../support/with-sluice.ts'

const hour = 3_600_000
const day = 24 * hour

let sluice: TestSluice
let project: Project

withSluice(async (started) => {
  sluice = started
  project = await sluice.project()
  await publishFlag(sluice, project, 'editor')
  await publishFlag(
    sluice,
    project,
    'half',
    toEverybody({ weights: { on: 50_000, off: 50_000 } }),
    switchDraft({ title: 'Half' }),
  )
  sluice.clock.advance(1000)
})

const onExport = { on: 'event' as const, name: 'export.done' }

const draft = (more: Partial<SurveyDraftSent> = {}): SurveyDraftSent => ({
  name: 'Export',
  language: 'en',
  translations: { de: { 'questions/ease/text': 'Wie leicht war es?' } },
  questions: [
    { kind: 'ces', id: 'ease', text: 'How easy was it?', low: 'hard', high: 'easy', required: true },
    { kind: 'text', id: 'why', text: 'Why?' },
  ],
  rules: [{ after: 'ease', if: { is: 'between', from: 5, to: 7 }, go: 'end' }],
  triggers: [onExport],
  thanks: 'Thank you',
  ...more,
})

let surveys = 0
async function published(more: Partial<SurveyDraftSent> = {}): Promise<string> {
  const key = `export-${++surveys}`
  await publishSurvey(sluice, project, key, draft(more))
  return key
}

type Widget = Awaited<ReturnType<TestSluice['widget']>>

const showing = (survey: string, more: object = {}) => ({
  ...{ id: uuid(), survey, revision: 1, trigger: onExport, language: 'de-AT', ...more },
})
const askFor = async ({ ask }: Widget, survey: string, more: object = {}) =>
  dataOf(await ask('survey:ask', showing(survey, more)))
const watched = async ({ ask }: Widget) => dataOf(await ask('survey:watch')).surveys.map(({ key }) => key)

async function shown(widget: Widget, survey: string): Promise<string> {
  const { asked, why } = await askFor(widget, survey)
  if (!asked) throw new Error(`Not asked: ${why}`)
  return asked.response
}

const part = (response: string, more: object = {}) => ({
  ...{ id: uuid(), response, seq: 1, state: 'completed', answers: [{ question: 'ease', score: 6, ms: 900 }], ...more },
})

/** Somebody with a page of their own, who can come back on another device. */
async function somebody() {
  const token = sluice.services.subjects.issue(project)
  const { subject } = await sluice.services.subjects.identify(project, token)
  return {
    token,
    subject,
    widget: await sluice.widget(project, { token }),
    device: () => sluice.widget(project, { token }),
  }
}

const stored = async (subject: string) => sluice.services.responses.askedOf(project, subject)

describe('asking', () => {
  it('lets the page watch, then shows the survey in the person’s language, once, on whichever device', async () => {
    const key = await published()
    const { widget, device } = await somebody()
    const found = dataOf(await widget.ask('survey:watch')).surveys.find((one) => one.key === key)
    expect(found).toEqual({ key, revision: 1, due: false, delay: 0, triggers: [onExport] })
    const sent = showing(key)
    const first = dataOf(await widget.ask('survey:ask', sent))
    expect(first.asked).toEqual({
      ...{ response: sent.id, survey: key, revision: 1, language: 'de', direction: 'ltr', place: 'popover', delay: 0 },
      questions: [
        expect.objectContaining({ kind: 'ces', text: 'Wie leicht war es?', low: 'hard' }),
        expect.objectContaining({ kind: 'text', text: 'Why?' }),
      ],
      rules: [{ after: 'ease', if: { is: 'between', from: 5, to: 7 }, go: 'end' }],
      thanks: 'Thank you',
      because: { on: 'event', sampling: 100 },
    })
    expect(dataOf(await widget.ask('survey:ask', sent))).toEqual(first)
    const elsewhere = await device()
    expect(await watched(elsewhere)).toEqual([])
    expect(await askFor(elsewhere, key)).toEqual({ asked: null, why: 'frequency' })
  })

  it('refuses what is not a trigger of the survey, another revision, and somebody else’s id', async () => {
    const key = await published()
    const { widget } = await somebody()
    expect((await askFor(widget, key, { trigger: { on: 'exit' } })).why).toBe('trigger')
    expect((await askFor(widget, key, { trigger: undefined })).why).toBe('trigger')
    expect((await askFor(widget, key, { revision: 2 })).why).toBe('revision')
    const sent = showing(key)
    dataOf(await widget.ask('survey:ask', sent))
    const other = await somebody()
    expect(await other.widget.ask('survey:ask', sent)).toMatchObject({ problem: { kind: 'conflict' } })
    expect(await widget.ask('survey:ask', { ...sent, language: 'fr' })).toMatchObject({ problem: { kind: 'conflict' } })
  })

  it('asks one of two devices that ask at the same moment, whatever they ask', async () => {
    const keys = [await published(), await published(), await published()]
    const { widget, device, subject } = await somebody()
    const devices = [widget, await device(), await device()]
    const asked = await Promise.all(devices.map((one, i) => askFor(one, keys[i] ?? '')))
    expect(asked.filter((one) => one.asked)).toHaveLength(1)
    expect(asked.flatMap(({ why }) => why ?? [])).toEqual(['any-clock', 'any-clock'])
    expect(await stored(subject)).toHaveLength(1)
  })

  it('keeps the two clocks apart, and says until when they are closed', async () => {
    const again = await published({ frequency: { mode: 'again', times: 5, everyDays: 3, anyDays: 1 } })
    const { widget, subject } = await somebody()
    await shown(widget, again)
    sluice.clock.advance(1 * day)
    expect((await askFor(widget, again)).why).toBe('this-clock')
    const identity = await sluice.services.subjects.identityOf(project, subject)
    const gates = await sluice.services.asking.gates(project, identity, again)
    expect(gates.filter(({ holds }) => !holds)).toEqual([
      {
        gate: 'this-clock',
        holds: false,
        until: sluice.clock.now() + 2 * day,
        words: 'This survey was shown recently, until 2 days from now',
      },
      { gate: 'trigger', holds: false, words: expect.any(String) },
    ])
    sluice.clock.advance(2 * day)
    await shown(widget, again)
  })

  it('asks nobody more often than they want, over all surveys', async () => {
    const free = { mode: 'again' as const, times: 100, anyDays: 0 }
    const keys = [await published({ frequency: free }), await published({ frequency: free })]
    const { widget } = await somebody()
    expect(dataOf(await widget.ask('asking:get'))).toEqual({ budget: 'rarely', left: 2 })
    await shown(widget, keys[0] ?? '')
    await shown(widget, keys[1] ?? '')
    expect((await askFor(widget, keys[0] ?? '')).why).toBe('budget')
    expect(dataOf(await widget.ask('asking:set', { budget: 'often' }))).toMatchObject({ budget: 'often', left: 6 })
    await shown(widget, keys[0] ?? '')
    expect(dataOf(await widget.ask('asking:set', { budget: 'never' }))).toMatchObject({ left: 0 })
    expect(await watched(widget)).toEqual([])
    dataOf(await widget.ask('asking:set', { budget: 'rarely' }))
    sluice.clock.advance(30 * day)
    expect(dataOf(await widget.ask('asking:get'))).toEqual({
      ...{ budget: 'rarely', left: 2, lastAskedAt: sluice.clock.now() - 30 * day },
    })
  })

  it('asks nobody while it is paused or closed, and what is shown can be finished', async () => {
    const key = await published()
    const { surveys: service } = sluice.services
    const first = await somebody()
    const response = await shown(first.widget, key)
    const told = new Promise((done) => first.widget.socket.once('survey:changed', done))
    await service.pause(project, key)
    await told
    const { widget } = await somebody()
    expect(await watched(widget)).not.toContain(key)
    expect((await askFor(widget, key)).why).toBe('state')
    await service.resume(project, key)
    await shown(widget, key)
    await service.close(project, key)
    expect((await askFor((await somebody()).widget, key)).why).toBe('state')
    await expect(service.resume(project, key)).rejects.toMatchObject({ kind: 'conflict' })
    dataOf(await first.widget.ask('survey:answer', part(response)))
    expect((await service.find(project, key)).counts).toEqual({ shown: 2, started: 1, completed: 1, dismissed: 0 })
  })

  it('goes by what somebody has without exposing them to it', async () => {
    const key = await published({ audience: { flags: [{ flag: 'half', variants: ['on'] }] } })
    const people = await Promise.all(Array.from({ length: 12 }, somebody))
    const has = await Promise.all(
      people.map(async ({ widget }) => {
        const { flags } = dataOf(await widget.ask('flags:evaluate'))
        return flags.find((flag) => flag.key === 'half')?.variant === 'on'
      }),
    )
    expect(new Set(has)).toEqual(new Set([true, false]))
    const asked = await Promise.all(people.map(async ({ widget }) => (await askFor(widget, key)).why ?? 'asked'))
    expect(asked).toEqual(has.map((on) => (on ? 'asked' : 'audience')))
    expect(await sluice.services.exposures.countByVariant(project, 'half')).toEqual(new Map())
  })
})

describe('a quota', () => {
  it('is hard however many ask at the same moment', async () => {
    const key = await published({ quota: { total: 7 } })
    const { asking, askBudgets, subjects } = sluice.services
    const people = await Promise.all(
      Array.from({ length: 50 }, () => subjects.identify(project, subjects.issue(project))),
    )
    const asked = await Promise.all(people.map((identity) => asking.ask(project, identity, showing(key))))
    expect(asked.filter((one) => one.asked)).toHaveLength(7)
    expect(new Set(asked.flatMap(({ why }) => why ?? []))).toEqual(new Set(['quota']))
    // Who was not shown it was not asked: nothing of their budget is gone.
    const refused = people.filter((_, i) => !asked[i]?.asked)
    for (const { subject } of refused)
      expect(await askBudgets.get(project, subject)).toEqual({ budget: 'rarely', left: 2 })
  })

  it('gives back the place of who puts it aside or never ends it, and keeps that of who completes it', async () => {
    const key = await published({ quota: { total: 2 } })
    const [first, second, third] = [await somebody(), await somebody(), await somebody()]
    const kept = await shown(first.widget, key)
    const left = await shown(second.widget, key)
    expect((await askFor(third.widget, key)).why).toBe('quota')
    dataOf(await second.widget.ask('survey:answer', part(left, { state: 'dismissed', answers: [] })))
    dataOf(await first.widget.ask('survey:answer', part(kept)))
    const open = await shown(third.widget, key)
    sluice.clock.advance(day)
    expect((await stored(third.subject))[0]?.state).toBe('expired')
    const fourth = await somebody()
    const last = await shown(fourth.widget, key)
    // The third comes back from being offline: their place has gone to somebody else, for as long as that one has it.
    expect(await third.widget.ask('survey:answer', part(open))).toMatchObject({ problem: { kind: 'conflict' } })
    dataOf(await fourth.widget.ask('survey:answer', part(last, { state: 'dismissed', answers: [] })))
    dataOf(await third.widget.ask('survey:answer', part(open)))
    sluice.clock.advance(day)
    expect((await askFor((await somebody()).widget, key)).why).toBe('quota')
  })

  it('is hard where several servers give places away', async () => {
    const store = placeStore(sluice.connection.useDb(sluice.connection.name), { find: async () => null })
    const now = sluice.clock.now()
    const taken = await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const wanted = { survey: 'elsewhere', cell: 'all', response: `r-${i}`, limit: 5 }
        return store.take(project.id, wanted, now, now + day)
      }),
    )
    expect(taken.filter(Boolean)).toHaveLength(5)
    expect(await store.inUse(project.id, 'elsewhere', 'all', now)).toBe(5)
    const held = `r-${taken.indexOf(true)}`
    const wanted = { survey: 'elsewhere', cell: 'all', response: held, limit: 5 }
    expect(await store.take(project.id, wanted, now, now + 2 * day)).toBe(true)
    expect(await store.inUse(project.id, 'elsewhere', 'all', now + day)).toBe(1)
  })

  it('is kept for each variant by itself', async () => {
    const key = await published({ quota: { perVariant: { flag: 'half', each: 1 } } })
    const people = await Promise.all(Array.from({ length: 12 }, somebody))
    const asked = await Promise.all(people.map(({ widget }) => askFor(widget, key)))
    expect(asked.filter((one) => one.asked)).toHaveLength(2)
  })

  it('counts a response whose place the server did not come to keep', async () => {
    const key = await published({ quota: { total: 1 } })
    const { widget } = await somebody()
    const response = await shown(widget, key)
    dataOf(await widget.ask('survey:answer', part(response)))
    const places = sluice.connection.collection('survey_places')
    await places.updateOne({ project: project.id, response }, { $set: { until: sluice.clock.now() } })
    expect((await askFor((await somebody()).widget, key)).why).toBe('quota')
    expect(await places.findOne({ project: project.id, response })).toMatchObject({ until: Number.MAX_SAFE_INTEGER })
  })
})

describe('what a crash cuts off', () => {
  it('between the clocks and the showing is taken up by the same id, and counts once', async () => {
    const key = await published()
    const { widget, subject } = await somebody()
    const sent = showing(key)
    const asks = [{ response: sent.id, survey: key, at: sluice.clock.now() }]
    const _id = `${project.id}:${subject}`
    const askings = sluice.connection.models.askings
    await askings?.create({ _id, project: project.id, subject, asks, version: 1 })
    expect(dataOf(await widget.ask('survey:ask', sent)).asked).toMatchObject({ response: sent.id })
    expect(dataOf(await widget.ask('asking:get'))).toMatchObject({ left: 1 })
  })

  it('and can no longer be asked leaves nothing of it', async () => {
    const key = await published()
    const { widget, subject } = await somebody()
    const sent = showing(key)
    const asks = [{ response: sent.id, survey: key, at: sluice.clock.now() }]
    await sluice.connection.models.askings?.create({
      ...{ _id: `${project.id}:${subject}`, project: project.id, subject, asks, version: 1 },
    })
    await sluice.services.surveys.pause(project, key)
    expect(dataOf(await widget.ask('survey:ask', sent)).why).toBe('state')
    expect(dataOf(await widget.ask('asking:get'))).toEqual({ budget: 'rarely', left: 2 })
  })

  it('between a part and the response is merged by its repeat', async () => {
    const key = await published()
    const { widget, subject } = await somebody()
    const sent = part(await shown(widget, key))
    const receipt = dataOf(await widget.ask('survey:answer', sent))
    const responses = sluice.connection.collection('survey_responses')
    await responses.updateOne({ project: project.id, subject }, { $set: { state: 'shown', seq: 0, answers: [] } })
    expect(dataOf(await widget.ask('survey:answer', sent))).toEqual(receipt)
    expect(await stored(subject)).toMatchObject([{ state: 'completed', seq: 1, answers: [{ score: 6 }] }])
  })
})
