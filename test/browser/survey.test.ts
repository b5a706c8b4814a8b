import { createRequire } from 'node:module'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Question } from '../../src/surveys/question.ts'
import type { SurveyDraftSent } from '../../src/surveys/survey.ts'
import type { SluiceApi } from '../../src/widget/api.ts'
import { surveyTexts as arabic } from '../../src/widget/texts/ar.ts'
import { surveyTexts as english } from '../../src/widget/texts/en.ts'
import { type Product, withProduct } from './support/with-product.ts'

declare const Sluice: SluiceApi

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let product: Product
const { newPage, complaints } = withProduct((one) => {
  product = one
})

/** A survey on a page of the product that is there for it alone. */
async function asked(key: string, draft: Partial<SurveyDraftSent> & Pick<SurveyDraftSent, 'questions'>, body = '') {
  product.page(`/${key}`, body || '<p>Some text of the product.</p>')
  await product.publish(key, {
    ...{ name: key, language: 'en', triggers: [{ on: 'url', match: 'exact', value: `/${key}` }] },
    ...{ frequency: { anyDays: 0 }, ...draft },
  })
}

async function visit(path: string, how?: BrowserContextOptions): Promise<Page> {
  const page = await newPage(how)
  const watching = page.waitForResponse(/\/asking-/)
  await page.goto(`${product.url}/${path}`)
  await watching
  await page.evaluate(() => Sluice.ready)
  return page
}

const card = (page: Page) => page.locator('section.survey')
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name })
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: outer } = document
    const inner = outer?.shadowRoot?.activeElement
    return inner?.getAttribute('aria-label') ?? inner?.textContent ?? outer?.tagName
  })

type Sent = SurveyDraftSent['questions'][number]
const choices = (...labels: string[]) =>
  labels.map((label) => ({ id: label.toLowerCase().replaceAll(' ', '-'), label }))
const one: Record<Question['kind'], Sent> = {
  statement: { kind: 'statement', id: 'hello', text: 'A few questions', help: 'It takes a minute.', button: 'Begin' },
  nps: { kind: 'nps', id: 'nps', text: 'Would you recommend us to a friend?', low: 'not likely', high: 'very likely' },
  csat: { kind: 'csat', id: 'csat', text: 'How content are you?', low: 'not at all', high: 'very' },
  ces: { kind: 'ces', id: 'ces', text: 'How easy was it?', low: 'very hard', high: 'very easy' },
  rating: { kind: 'rating', id: 'stars', text: 'How many stars?', look: 'star', steps: 5, low: 'poor', high: 'great' },
  single: { kind: 'single', id: 'most', text: 'What do you write?', other: true, choices: choices('Lists', 'Letters') },
  multiple: {
    ...{ kind: 'multiple', id: 'where', text: 'Where do you write?', max: 2 },
    choices: [...choices('Home', 'Work', 'Train'), { id: 'nowhere', label: 'Nowhere', exclusive: true }],
  },
  text: { kind: 'text', id: 'why', text: 'What would you change?', help: 'Anything helps.', long: true },
  boolean: { kind: 'boolean', id: 'again', text: 'May we ask again?', yes: 'Yes', no: 'No' },
  ranking: { kind: 'ranking', id: 'matters', text: 'What matters?', choices: choices('Speed', 'Calm', 'Good search') },
}
const kinds = Object.values(one)
const looks: Sent[] = [
  { kind: 'rating', id: 'faces', text: 'How do you feel?', look: 'emoji', steps: 5, low: 'bad', high: 'good' },
  { kind: 'rating', id: 'thumbs', text: 'Was it helpful?', look: 'thumb', steps: 2 },
  { kind: 'rating', id: 'ten', text: 'Out of ten?', look: 'number', steps: 10, low: 'no', high: 'yes' },
  { kind: 'text', id: 'mail', text: 'Where may we write to you?', input: 'email' },
]

describe('every kind of question', () => {
  beforeAll(async () => {
    const arabic = {
      'questions/nps/text': 'هل تنصح صديقًا بنا؟',
      'questions/nps/low': 'لا',
      'questions/nps/high': 'نعم',
    }
    await asked('kinds', { questions: kinds, translations: { ar: arabic } })
    await asked('looks', { questions: looks, translations: { ar: { 'questions/faces/text': 'كيف تشعر؟' } } })
  }, 30_000)

  const small = { width: 320, height: 700 }
  it.each<[string, BrowserContextOptions, number]>([
    ['light', {}, 24],
    ['dark at 390 px', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }, 24],
    ['forced colours', { forcedColors: 'active' }, 24],
    ['from right to left', {}, 24],
    ['by touch at 320 px', { viewport: small, hasTouch: true, isMobile: true }, 44],
  ])(
    'is accessible and fits: %s',
    async (name, how, least) => {
      const page = await newPage(how)
      const isArabic = name === 'from right to left'
      const { stored, close } = isArabic ? arabic : english
      for (const [path, questions] of Object.entries({ kinds, looks })) {
        product.page(`/${path}`, '<p>Some text</p>', isArabic ? 'lang="ar" dir="rtl"' : undefined)
        await page.goto(`${product.url}/${path}`)
        await card(page).waitFor()
        await page.addScriptTag({ path: axe })
        for (const { kind } of questions) {
          expect([kind, await faultsOf(page, least)]).toEqual([kind, []])
          await card(page).locator('form [type=submit]').click()
        }
        await page.getByText(stored).waitFor()
        expect(await faultsOf(page, least)).toEqual([])
        await page.getByRole('button', { name: close, exact: true }).click()
      }
      await page.context().close()
      expect(complaints.flat()).toEqual([])
    },
    60_000,
  )
})

/** What axe complains of, what is too wide for the window, and which targets are smaller than `least` px. */
const faultsOf = (page: Page, least: number) =>
  page.evaluate(
    async ({ values, least }) => {
      const { axe } = globalThis as unknown as { axe: { run(how: object): Promise<{ violations: Violation[] }> } }
      type Violation = { id: string; nodes: { html: string }[] }
      const { violations } = await axe.run({ runOnly: { type: 'tag', values } })
      const root = document.querySelector('sluice-widget')?.shadowRoot
      const survey = root?.querySelector('.survey')
      const targets = [...(survey?.querySelectorAll('button, label, .words, textarea') ?? [])]
      const small = targets.filter((target) => {
        const { width, height } = target.getBoundingClientRect()
        return target.checkVisibility() && (width < 24 || height < least - 0.5)
      })
      const inner = survey?.closest('.dialog')
      return [
        ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ...small.map((target) => `small: ${target.outerHTML.slice(0, 120)}`),
        ...(document.documentElement.scrollWidth > innerWidth ? ['the page is too wide'] : []),
        ...(inner && inner.scrollWidth > inner.clientWidth ? ['the card is too wide'] : []),
      ]
    },
    { values: rules, least },
  )

it('is answered by keyboard alone, by the rules, there and back, and says what is missing', async () => {
  const required = kinds.map((question) => (question.kind === 'statement' ? question : { ...question, required: true }))
  await asked('keys', {
    questions: required,
    rules: [{ after: 'nps', if: { is: 'between', from: 9, to: 10 }, go: 'stars' }],
    thanks: 'You are kind.',
  })
  const page = await visit('keys')
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await heading(page, 'A few questions').waitFor()
  // It has not taken the focus, and says so without it.
  expect(await focused(page)).toBe('BODY')
  await page.getByText('A question for you: A few questions').waitFor()
  await card(page).getByRole('button', { name: 'Begin' }).focus()
  await press('Enter')

  await heading(page, /^Question 1 of 9 Would you/).waitFor()
  expect(await focused(page)).toMatch(/^Question 1 of 9/)
  await press('Tab', 'Tab')
  expect(await focused(page)).toBe('0 of 10, 0 = not likely')
  await press('ArrowRight', 'ArrowRight')
  expect(await focused(page)).toBe('2 of 10, 10 = very likely')
  await press('End', 'ArrowLeft', 'ArrowLeft')
  await heading(page, /^Question 1 of/).waitFor()
  for (let score = await focused(page); !score?.startsWith('9 '); score = await focused(page)) await press('ArrowRight')
  // The rule leads over two questions.
  await press('Enter')
  await heading(page, /How many stars\?/).waitFor()
  expect(await focused(page)).toMatch(/^Question 2 of 7/)

  await press('Tab', 'Tab', 'Enter')
  await heading(page, /What do you write\?/).waitFor()
  await press('Tab', 'Tab', 'ArrowUp')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Poems')
  await press('Enter')

  await heading(page, /Where do you write\?/).waitFor()
  await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter')
  await page.getByRole('alert').getByText('Choose at least 1.').waitFor()
  expect(await page.getByRole('group', { name: /Where do you write/ }).getAttribute('aria-invalid')).toBe('true')
  await press('Space', 'Tab', 'Space', 'Tab', 'Space')
  await page.getByRole('alert').getByText('At most 2 go together').waitFor()
  await press('Tab', 'Space')
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1)
  await press('Shift+Tab', 'Space', 'Enter')

  await heading(page, /What would you change\?/).waitFor()
  await page.getByRole('button', { name: 'Back' }).focus()
  await press('Enter')
  await heading(page, /Where do you write\?/).waitFor()
  expect(await page.getByRole('checkbox', { name: 'Train', checked: true }).count()).toBe(1)
  await page.getByRole('button', { name: 'Next' }).focus()
  await press('Enter', 'Tab', 'Tab')
  await page.keyboard.type('Nothing much')
  await press('Control+Enter')

  await heading(page, /May we ask again\?/).waitFor()
  await press('Tab', 'Tab', 'ArrowDown', 'Enter')

  await heading(page, /What matters\?/).waitFor()
  await page.getByRole('button', { name: 'Move up: Calm' }).focus()
  await press('Enter')
  expect(await focused(page)).toBe('Move up: Calm')
  await page.getByText('Calm is number 1 of 3 now.').waitFor()
  await press('ArrowDown')
  await page.getByText('Calm is number 2 of 3 now.').waitFor()
  await press('ArrowUp')
  await page.getByRole('button', { name: 'Send answer' }).focus()
  await press('Enter')
  await heading(page, 'You are kind.').waitFor()
  expect(await focused(page)).toBe('You are kind.')
  await page.getByText('Your answer is stored.').waitFor()
  await press('Escape')
  await card(page).waitFor({ state: 'detached' })

  const [stored] = await product.responses('keys')
  expect(stored).toMatchObject({ state: 'completed', trigger: { on: 'url' } })
  expect(stored.answers.map(({ ms: _, ...said }: { ms: number }) => said)).toEqual([
    { question: 'hello' },
    { question: 'nps', score: 9 },
    { question: 'stars', score: 1 },
    { question: 'most', choices: ['other'], text: 'Poems' },
    { question: 'where', choices: ['train'] },
    { question: 'why', text: 'Nothing much' },
    { question: 'again', yes: false },
    { question: 'matters', order: ['calm', 'speed', 'good-search'] },
  ])
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('goes on where it was after a reload, in one tab at a time, and is over in both when it is over in one', async () => {
  await asked('reload', { questions: [one.nps, one.text, one.boolean] })
  const page = await visit('reload')
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('drafts')))
  await heading(page, /Would you recommend/).waitFor()
  // Nothing of it is on the device before they act.
  expect(await drafts()).toEqual([])
  await page.getByRole('radio', { name: /^7 of 10/ }).click()
  await heading(page, /What would you change/).waitFor()
  await page.getByRole('textbox', { name: /What would you change/ }).fill('The colour')
  await page.reload()
  const words = page.getByRole('textbox', { name: /What would you change/ })
  await words.waitFor()
  expect(await words.inputValue()).toBe('The colour')

  const other = await page.context().newPage()
  await other.goto(`${product.url}/reload`)
  await other.evaluate(() => Sluice.ready)
  await page.getByRole('button', { name: 'Back' }).click()
  expect(await page.getByRole('radio', { name: /^7 of 10/ }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('radio', { name: 'Yes' }).click()
  await page.getByText('Your answer is stored.').waitFor()
  expect(await card(other).count()).toBe(0)
  await Promise.all([page, other].map((one) => one.reload()))
  await Promise.all([page, other].map((one) => one.evaluate(() => Sluice.ready)))
  const responses = await product.responses('reload')
  expect(responses).toHaveLength(1)
  expect(responses[0]).toMatchObject({
    state: 'completed',
    answers: [{ score: 7 }, { text: 'The colour' }, { yes: true }],
  })
  expect(await Promise.all([page, other].map((one) => card(one).count()))).toEqual([0, 0])
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('keeps what was clicked though nobody goes on, and takes Escape and “Not now” for a no', async () => {
  await asked('partial', { questions: [one.nps, one.text] })
  /** What the team sees of the newest response, once it is in this state. */
  const stored = async (state: string) => {
    for (;;) {
      const [newest] = await product.responses('partial')
      if (newest.state === state) return newest.answers.map(({ score }: { score?: number }) => score)
    }
  }
  const page = await visit('partial')
  await page.getByRole('radio', { name: /^3 of 10/ }).click()
  await heading(page, /What would you change/).waitFor()
  await page.goto('about:blank')
  expect(await stored('partial')).toEqual([3])
  await page.goto(`${product.url}/partial`)
  await heading(page, /What would you change/).waitFor()
  await page.getByRole('button', { name: 'Not now' }).click()
  await card(page).waitFor({ state: 'detached' })
  expect(await stored('dismissed')).toEqual([3, undefined])

  const second = await visit('partial')
  await second.getByRole('radio', { name: /^8 of 10/ }).focus()
  await second.keyboard.press('Escape')
  await card(second).waitFor({ state: 'detached' })
  expect(await focused(second)).toMatch(/^New for me/)
  expect(complaints.flat()).toEqual([])
}, 60_000)

describe('asks once', () => {
  const ask = async (key: string, triggers: SurveyDraftSent['triggers'], body?: string) =>
    asked(key, { questions: [one.boolean], triggers }, body)
  const isAsked = (page: Page) => heading(page, 'May we ask again?').waitFor()

  it('something happens as it is waited for, and nobody types and no dialog is open', async () => {
    const body = '<label>Note <input id="note"></label><dialog id="host">Wait</dialog>'
    await ask('event', [{ on: 'event', name: 'saved', where: [{ property: 'pages', is: 'more', value: 3 }] }], body)
    const page = await visit('event')
    await page.evaluate(() => Sluice.event('saved', { pages: 2 }))
    await page.locator('#note').pressSequentially('Hel')
    await page.evaluate(() => (document.getElementById('host') as HTMLDialogElement).show())
    await page.evaluate(() => Sluice.event('saved', { pages: 4 }))
    await page.locator('#note').pressSequentially('lo')
    const typed = Date.now()
    expect(await card(page).count()).toBe(0)
    await page.evaluate(() => (document.getElementById('host') as HTMLDialogElement).close())
    await isAsked(page)
    expect(Date.now() - typed).toBeGreaterThan(3000)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('note')
  }, 30_000)

  it.each([true, false])(
    'the address becomes one of those meant (with the Navigation API: %s)',
    async (hasApi) => {
      const key = hasApi ? 'address' : 'old-address'
      await ask(key, [{ on: 'url', match: 'glob', value: `/${key}/*/edit` }])
      const page = await newPage()
      if (!hasApi) await page.addInitScript(() => Object.defineProperty(window, 'navigation', { value: undefined }))
      await page.goto(`${product.url}/${key}`)
      await page.evaluate(() => Sluice.ready)
      await page.evaluate((to) => history.pushState({}, '', to), `/${key}/7`)
      await page.evaluate((to) => history.pushState({}, '', to), `/${key}/7/edit`)
      await isAsked(page)
    },
    30_000,
  )

  it('the page was looked at for long enough', async () => {
    await ask('stay', [{ on: 'dwell', seconds: 2 }])
    const begun = Date.now()
    await isAsked(await visit('stay'))
    expect(Date.now() - begun).toBeGreaterThan(2000)
    await product.close('stay')
  }, 30_000)

  it('they have come far enough on the page', async () => {
    await ask('far', [{ on: 'scroll', percent: 50 }], '<div style="height: 4000px">Long</div>')
    const page = await visit('far')
    await page.mouse.move(500, 400)
    await page.mouse.wheel(0, 600)
    await page.waitForFunction(() => scrollY === 600)
    expect(await card(page).count()).toBe(0)
    await page.mouse.wheel(0, 1500)
    await isAsked(page)
    await product.close('far')
  }, 30_000)

  it('the mouse leaves over the top, though not in the first five seconds', async () => {
    await ask('exit', [{ on: 'exit' }])
    const page = await newPage()
    await page.clock.install()
    const watching = page.waitForResponse(/\/asking-/)
    await page.goto(`${product.url}/exit`)
    await watching
    await page.evaluate(() => Sluice.ready)
    const leave = () =>
      page.evaluate(() => document.body.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, clientY: -1 })))
    await leave()
    expect(await card(page).count()).toBe(0)
    await page.clock.fastForward(6000)
    await leave()
    await page.clock.fastForward(2000)
    await isAsked(page)
    await product.close('exit')
  }, 30_000)
})

describe('in the page', () => {
  const slot = (before: number, after: number) =>
    `<div style="height: ${before}px">Before</div><div data-sluice-survey="end"></div><p id="read">Read this</p>` +
    `<div style="height: ${after}px">After</div>`
  const inPage = (page: Page) => page.locator('[data-sluice-survey] section.survey')
  const ask = (key: string, body: string) =>
    asked(key, { questions: [one.ces, one.text], place: 'inline', slot: 'end' }, body)

  it('shows it in the host’s element, in the widget’s style, with a word to who cannot see it', async () => {
    await ask('below', slot(1500, 2000))
    const page = await visit('below', { colorScheme: 'dark' })
    await inPage(page).waitFor({ state: 'attached' })
    expect(await page.evaluate(() => scrollY)).toBe(0)
    expect(await page.locator('.dialog').isVisible()).toBe(false)
    await page.getByText('A question for you: How easy was it?').waitFor()
    await page.addScriptTag({ path: axe })
    await page.getByRole('radio', { name: /^6 of 7/ }).click()
    expect(await faultsOf(page, 24)).toEqual([])
    await page.getByRole('textbox', { name: /What would you change/ }).fill('Less')
    await page.getByRole('button', { name: 'Send answer' }).click()
    await page.getByText('Your answer is stored.').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await inPage(page).waitFor({ state: 'detached' })
    expect(complaints.flat()).toEqual([])
  }, 30_000)

  it('waits where it would push away what is read', async () => {
    await ask('middle', slot(100, 3000))
    const page = await newPage()
    const connected = page.waitForEvent('websocket')
    await page.goto(`${product.url}/middle`)
    const top = () => page.evaluate(() => document.getElementById('read')?.getBoundingClientRect().top)
    const before = await top()
    await (await connected).waitForEvent('framereceived', ({ payload }) => String(payload).includes('"asked"'))
    expect([await inPage(page).count(), await top()]).toEqual([0, before])
    await page.mouse.move(500, 400)
    await page.mouse.wheel(0, 1200)
    await inPage(page).waitFor({ state: 'attached' })
    await page.waitForFunction(() => (document.getElementById('read')?.getBoundingClientRect().top ?? 0) < -900)
  }, 30_000)

  it('is a popover where there is no such element', async () => {
    await ask('nowhere', '<p>No place for it</p>')
    const page = await visit('nowhere')
    await page
      .locator('.dialog')
      .getByRole('radio', { name: /^6 of 7/ })
      .waitFor({ state: 'attached' })
  }, 30_000)
})

it('says why somebody is asked, and asks no more of whoever wants that', async () => {
  await asked('budget', { questions: [one.nps], sampling: 99.9 })
  const page = await visit('budget')
  await page.getByText('Why am I asked this?').click()
  await page
    .getByText('You are asked because you are on this page, and because the draw of 99.9 in 100 people has you.')
    .waitFor()
  await page.getByText('We may ask you once more within 30 days.').waitFor()
  await page.getByRole('radio', { name: 'Never' }).click()
  await page.getByText('Saved. We ask you nothing more for now.').waitFor()
  await page.getByRole('button', { name: 'Not now' }).click()
  await asked('budget-2', { questions: [one.boolean] })
  const watched = page.waitForEvent('websocket')
  await page.goto(`${product.url}/budget-2`)
  await (await watched).waitForEvent('framereceived', ({ payload }) => String(payload).includes('"surveys":[]'))
  expect(await card(page).count()).toBe(0)
  await page.getByRole('button', { name: /^New for me/ }).click()
  await page.getByRole('tab', { name: 'My pace' }).click()
  const field = page.getByRole('group', { name: 'How often may we ask you?' })
  await field.getByRole('radio', { name: 'Never', checked: true }).waitFor()
  await field.getByRole('radio', { name: 'Often' }).click()
  await page.getByText('Saved. We may ask you 7 more times within 30 days.').waitFor()
  expect(complaints.flat()).toEqual([])
}, 30_000)
