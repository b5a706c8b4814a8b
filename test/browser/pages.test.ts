import { createRequire } from 'node:module'
import type { Browser, BrowserContext } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const everybody = [
  '/',
  '/demo',
  '/demo/time',
  '/demo/time?day=15',
  '/console/sign-in',
  '/nothing',
  '/me/notewell',
  '/me/notewell?channel=canary&pace=calm',
  '/me/notewell?pace=ask&cadence=weekly&holdFrom=soon&holdTo=',
  '/me/notewell/answers',
  '/join/notewell/canary',
  '/me/notewell/device',
  '/me/notewell/calendar',
]
/** Somebody who wrote: their page is found through the inbox. */
const writer = 'the page of one who wrote'
const members = [
  writer,
  '/console/notewell/flags',
  '/console/notewell/flags?q=none',
  '/console/notewell/flags/new',
  '/console/notewell/flags/new-editor',
  '/console/notewell/flags/new-editor/edit',
  '/console/notewell/flags/new-editor/publish',
  '/console/notewell/flags/note-list/preview',
  '/console/notewell/why/new-editor?subject=somebody',
  '/console/notewell/inbox?show=all',
  '/console/notewell/surveys',
  '/console/notewell/surveys/new',
  '/console/notewell/surveys/writing?from=1&to=1',
  '/console/notewell/surveys/writing/edit?check=yes',
  '/console/notewell/surveys/writing/texts',
  '/console/notewell/insights',
  '/console/notewell/insights/new-editor',
  '/console/notewell/insights/welcome',
  '/console/notewell/audience',
  '/console/notewell/audience?q=ma',
  '/console/notewell/audience?q=nobody',
  '/console/notewell/settings',
  '/console/notewell/settings/channels',
  '/console/notewell/settings/channels/canary',
  '/console/notewell/settings/bounds',
  '/console/notewell/settings/identity',
]

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let writerPath: string
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
  const context = await browser.newContext()
  const page = await context.newPage()
  await makeFirstAccount(page, sluice)
  await page.goto(`${sluice.url}/me/notewell`)
  await page.locator('main form button').first().click()
  await page.getByText('Where your updates come from').waitFor()
  signedIn = await context.storageState()
  await page.goto(`${sluice.url}/console/notewell/inbox?show=all`)
  await page.locator('.letter').first().click()
  writerPath = (await page.locator('#with a').getAttribute('href')) ?? ''
  await context.close()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

describe.each([
  { width: 1280, height: 1000, colorScheme: 'light' as const },
  { width: 390, height: 844, colorScheme: 'dark' as const },
])('at $width px, $colorScheme', ({ width, height, colorScheme }) => {
  it.each([...everybody, ...members])('%s is accessible and fits', async (path) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      storageState: signedIn,
      bypassCSP: true,
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(`${sluice.url}${path === writer ? writerPath : path}`, { waitUntil: 'load' })
    await page.addScriptTag({ path: axe })
    const violations = await page.evaluate(async (values) => {
      const { axe } = globalThis as unknown as { axe: { run(how: object): Promise<{ violations: Violation[] }> } }
      type Violation = { id: string; nodes: { html: string }[] }
      const found = await axe.run({ runOnly: { type: 'tag', values } })
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    }, rules)
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await context.close()
    expect(violations).toEqual([])
    expect(tooWide).toBeLessThanOrEqual(0)
    expect(complaints.filter((text) => !(path === '/nothing' && text.includes('404')))).toEqual([])
  })
})
