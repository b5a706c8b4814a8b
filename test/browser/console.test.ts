import type { Browser, BrowserContext, Page } from 'playwright-core'
import { surveyTexts as ar } from '../../src/widget/texts/ar.ts'
import { surveyTexts as de } from '../../src/widget/texts/de.ts'
import { surveyTexts as en } from '../../src/widget/texts/en.ts'
import { surveyTexts as es } from '../../src/widget/texts/es.ts'
import { surveyTexts as fr } from '../../src/widget/texts/fr.ts'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { firstAccount } from './support/first-account.ts'

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
const complaints: string[][] = []

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
  signedIn = await firstAccount(browser, sluice)
}, 60_000)
afterEach(() => expect(complaints.splice(0).flat()).toEqual([]))
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

async function team(options: object = {}): Promise<Page> {
  const context = await browser.newContext({ storageState: signedIn, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  complaints.push(complaintsOf(page))
  return page
}

const at = (path: string) => `${sluice.url}/console/notewell/${path}`

it('shows the whole navigation at every width, also of a product with a long name', async () => {
  const page = await team()
  await page.goto(`${sluice.url}/console`)
  const csrf = await page.locator('input[name=_csrf]').first().getAttribute('value')
  const form = {
    _csrf: csrf ?? '',
    name: 'A product whose name is as long as a name may be, which no header has room for',
    key: 'long',
  }
  await page.request.post(`${sluice.url}/console/projects`, { form })
  for (const [project, width] of [1280, 921, 800, 561, 390, 375, 320].flatMap((one) => [
    ['notewell', one] as const,
    ['long', one] as const,
  ])) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto(`${sluice.url}/console/${project}/surveys`)
    const links = await page.getByRole('navigation', { name: 'Console' }).getByRole('link').all()
    const boxes = await Promise.all(
      [...links, page.getByRole('button', { name: 'Sign out' })].map((one) => one.boundingBox()),
    )
    expect(boxes).toHaveLength(7)
    const outside = boxes.filter((box) => !box || box.x < 0 || box.x + box.width > width || box.height < 24)
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    const lines = new Set(boxes.slice(0, 6).map((box) => box?.y)).size
    expect([project, width, outside, tooWide, lines]).toEqual([project, width, [], 0, width < 390 ? 2 : 1])
  }
})

it('shows a survey before it is published as the widget would, in the language that is looked at', async () => {
  const page = await team()
  await page.goto(at('flags'))
  const csrf = (await page.locator('input[name=_csrf]').first().getAttribute('value')) ?? ''
  const spoken = { en, de, fr, es, ar, pt: en }
  const question = { kind: 'text', id: 'why', text: 'Why en?' }
  const translations = Object.fromEntries(
    Object.keys(spoken).flatMap((tag) => (tag === 'en' ? [] : [[tag, { 'questions/why/text': `Why ${tag}?` }]])),
  )
  const data = {
    name: 'Spoken',
    language: 'en',
    triggers: [{ on: 'exit' }],
    questions: [question, { ...question, id: 'more' }],
    translations,
  }
  const stored = await page.request.put(`${sluice.url}/api/v1/projects/notewell/surveys/spoken/draft`, {
    ...{ data, headers: { 'x-csrf-token': csrf } },
  })
  expect([stored.status(), await stored.text()]).toEqual([200, expect.any(String)])

  await page.goto(at('surveys/spoken/edit'))
  const card = page.locator('#preview .survey')
  for (const [tag, texts] of Object.entries(spoken)) {
    await page.locator('#look-language').selectOption(tag)
    await card.getByRole('heading', { name: `${texts.step(1, 2)} Why ${tag}?` }).waitFor()
    await card.getByRole('button', { name: texts.skip, exact: true }).waitFor()
    await card.getByRole('button', { name: texts.notNow, exact: true }).waitFor()
    const frame = page.locator('#preview .sluice')
    const lang = texts === en ? 'en' : tag
    expect([await frame.getAttribute('lang'), await frame.getAttribute('dir')]).toEqual([
      lang,
      lang === 'ar' ? 'rtl' : 'ltr',
    ])
  }
})

it('keeps what is half written only for whoever writes it, until they sign out', async () => {
  const page = await team({ storageState: undefined })
  await page.goto(`${sluice.url}/console/sign-in`)
  await page.getByLabel('E-mail address').fill('ada@example.org')
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
  await page.goto(at('inbox'))
  await page.locator('.letter').first().click()
  await page.waitForURL(/inbox\/./)
  const conversation = page.url()
  const answer = page.locator('textarea#reply')
  await answer.fill('Half an answer')
  await page.goto(at('flags'))
  await page.goto(conversation)
  expect(await answer.inputValue()).toBe('Half an answer')

  await page.evaluate(() => sessionStorage.setItem('draft somebody-else x y', 'of somebody whose session has ended'))
  await page.reload()
  expect(await page.evaluate(() => Object.values(sessionStorage))).toEqual(['Half an answer'])

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Password').waitFor()
  expect(await page.evaluate(() => Object.values(sessionStorage))).toEqual([])
})
