import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { firstAccount } from './support/first-account.ts'

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
  signedIn = await firstAccount(browser, sluice)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

async function opened(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1280, height: 1000 }, storageState: signedIn, reducedMotion: 'reduce' },
    ...options,
  })
  context.setDefaultTimeout(8000)
  return context.newPage()
}

async function begin(page: Page, kind: string): Promise<void> {
  await page.goto(`${sluice.url}/console/notewell/surveys/new`)
  await page.getByLabel(kind).check()
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.waitForURL('**/edit')
}

const field = (page: Page, name: string) => page.locator(`[id="field-${name}"]`)
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const card = (page: Page) => page.locator('#preview')

it('writes, tries, translates and publishes a survey', async () => {
  const page = await opened()
  const complaints = complaintsOf(page)
  await begin(page, 'Are they satisfied?')

  // What is typed is stored without a button, and stands on the card that people will get.
  await field(page, 'questions:0:text').fill('How satisfied are you with search?')
  await card(page).getByText('How satisfied are you with search?').waitFor()
  await page.getByText('Saved just now.').waitFor()

  // A button changes the page in its place, and the focus goes to what it was about.
  await page.getByLabel('One more question').selectOption('single')
  await page.locator('#questions').getByRole('button', { name: 'Add', exact: true }).click()
  await page.waitForFunction(() => document.activeElement?.id === 'field-questions:2:text')
  await page.keyboard.type('What do you search for?')
  await field(page, 'questions:2:choices:0:label').fill('Notes')
  await field(page, 'questions:2:choices:1:label').fill('People')
  await card(page).getByText('People').waitFor()
  await page.getByRole('button', { name: 'Up question 3' }).click()
  await page.waitForFunction(() => document.activeElement?.id === 'field-questions:1:text')
  expect(await field(page, 'questions:1:text').inputValue()).toBe('What do you search for?')
  expect(await field(page, 'questions:1:choices:1:label').inputValue()).toBe('People')

  // The card can be tried, with its rules.
  await field(page, 'questions:0:text').focus()
  await card(page).getByRole('radio', { name: '5 of 5' }).click()
  await card(page).getByText('Thank you').waitFor()

  await page.locator('#fold-languages summary').click()
  await page.getByRole('button', { name: 'Translate' }).click()
  await page.getByLabel('One more language').fill('ar')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Arabic: Question 1', { exact: true }).fill('ما مدى رضاك؟')
  await page.getByRole('button', { name: 'Save and go back' }).click()
  await page.locator('#look-language').selectOption('ar')
  await card(page).getByText('ما مدى رضاك؟').waitFor()

  await page.getByRole('button', { name: 'Look it over' }).click()
  await page.waitForURL('**/publish')
  expect(await heading(page).textContent()).toMatch(
    /of \d+ people would be asked in the next 7 days, judged by the last 7/,
  )
  await page.getByRole('button', { name: 'Publish revision 1' }).click()
  await page.getByText('Nothing is published yet').waitFor()
  await page.getByLabel('Publish it all the same').check()
  await page.getByRole('button', { name: 'Publish revision 1' }).click()
  await page.waitForURL('**/surveys/satisfaction-notewell')
  expect(await heading(page).textContent()).toContain('is asking')
  expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
  await page.context().close()
})

it('loses nothing that is typed, even where the page is left at once, and lets nobody write over another', async () => {
  const page = await opened()
  await begin(page, 'One question')
  await field(page, 'name').fill('Left at once')
  await page.getByRole('button', { name: 'Look it over' }).click()
  await page.waitForURL('**/publish')
  await page.goBack()
  await page.reload()
  expect(await field(page, 'name').inputValue()).toBe('Left at once')

  const other = await page.context().newPage()
  await other.goto(page.url())
  const stored = other.waitForResponse((reply) => reply.request().method() === 'POST')
  await field(other, 'name').fill('Theirs')
  await stored
  await field(page, 'name').fill('Mine')
  await page.locator('#saved').getByText('Not saved: somebody else').waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByLabel('Keep mine').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByLabel('Keep mine').waitFor({ state: 'detached' })
  await other.reload()
  expect(await field(other, 'name').inputValue()).toBe('Mine')
  await page.context().close()
})

it('writes over another once where one asks for it, not from then on', async () => {
  const page = await opened()
  await begin(page, 'One question')
  const other = await page.context().newPage()
  const theirs = async (name: string) => {
    await other.goto(page.url())
    const stored = other.waitForResponse((reply) => reply.request().method() === 'POST')
    await field(other, 'name').fill(name)
    await stored
  }
  await theirs('Theirs')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByLabel('Keep mine').check()
  await field(page, 'name').fill('Mine')
  await page.getByLabel('Keep mine').waitFor({ state: 'detached' })
  await theirs('Theirs again')
  await field(page, 'name').fill('Mine again')
  await page.locator('#saved').getByText('Not saved: somebody else').waitFor()
  await other.reload()
  expect(await field(other, 'name').inputValue()).toBe('Theirs again')
  await page.context().close()
})

it('goes on from what was saved here, also where somebody else saves before the page is there again', async () => {
  const page = await opened()
  await begin(page, 'One question')
  const other = await page.context().newPage()
  await page.route(
    '**/edit',
    async (route) => {
      const saved = await route.fetch({ maxRedirects: 0 })
      await other.goto(page.url())
      const stored = other.waitForResponse((reply) => reply.request().method() === 'POST')
      await field(other, 'name').fill('Theirs')
      await stored
      await route.fulfill({ response: saved })
    },
    { times: 1 },
  )
  const isThere = page.waitForResponse((reply) => reply.request().method() === 'GET' && reply.url().includes('/edit'))
  await field(page, 'name').fill('Mine')
  await isThere
  await field(page, 'name').fill('Mine again')
  await page.locator('#saved').getByText('Not saved: somebody else').waitFor()
  await other.reload()
  expect(await field(other, 'name').inputValue()).toBe('Theirs')
  await page.context().close()
})

it('is written with the keyboard alone, without scripts', async () => {
  const page = await opened({ javaScriptEnabled: false })
  await begin(page, 'A poll')
  await field(page, 'name').fill('By hand')
  await field(page, 'questions:0:choices:3:label').fill('Elsewhere')
  await page.getByRole('button', { name: 'One more choice' }).press('Enter')
  await field(page, 'questions:0:choices:4:label').waitFor()
  expect(await field(page, 'questions:0:choices:3:label').inputValue()).toBe('Elsewhere')
  expect(await card(page).getByText('Elsewhere').count()).toBe(1)
  await page.getByLabel('Colours').selectOption('dark')
  await page.getByRole('button', { name: 'Show', exact: true }).press('Enter')
  await page.locator('.sample.dark').waitFor()
  await field(page, 'questions:0:text').fill('')
  await page.getByRole('button', { name: 'Look it over' }).press('Enter')
  await page.getByRole('link', { name: 'Question 1' }).press('Enter')
  await field(page, 'questions:0:text').fill('Where are you?')
  await page.getByRole('button', { name: 'Look it over' }).press('Enter')
  await page.getByRole('button', { name: 'Publish revision 1' }).press('Enter')
  expect(await heading(page).textContent()).toBe('By hand is asking: nobody has been shown it yet.')
  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  await page.getByText('Paused: nobody is asked').waitFor()
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await page.getByText('It is asked again.').waitFor()
  await page.context().close()
})
