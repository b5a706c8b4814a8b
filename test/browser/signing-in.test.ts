import { SignJWT } from 'jose'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let team: Page
let secret: string
const complaints: string[][] = []

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
  team = await newPage(await browser.newContext())
  await makeFirstAccount(team, sluice)
  await team.goto(`${sluice.url}/console/notewell/settings`)
  await team.getByRole('link', { name: 'Identity and its secrets' }).click()
  await team.getByRole('button', { name: 'Make a secret' }).click()
  secret = (await team.locator('#new-secret').textContent()) ?? ''
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

const device = () => browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })

async function newPage(context: BrowserContext): Promise<Page> {
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  complaints.push(complaintsOf(page))
  return page
}

const tokenOf = (sub: string, name: string) =>
  new SignJWT({ name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('notewell')
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret))

type Widget = { Sluice: { ready: Promise<void>; identify(token: string | null): void; open(): void } }

const identify = (page: Page, token: string | null) =>
  page.evaluate((given) => (globalThis as unknown as Widget).Sluice.identify(given), token)

const kept = (page: Page) =>
  page.evaluate(() => {
    const { localStorage } = globalThis as unknown as { localStorage: Record<string, string> }
    return Object.entries(localStorage).find(([name]) => name.startsWith('sluice:'))?.[1]
  })

const forgotten = (page: Page) =>
  page.waitForFunction(() => {
    const { localStorage } = globalThis as unknown as { localStorage: Record<string, string> }
    return Object.keys(localStorage).every((name) => !name.startsWith('sluice:'))
  })

async function opened(page: Page): Promise<Page> {
  await page.goto(`${sluice.url}/demo`)
  await page.evaluate(async () => {
    const { Sluice } = globalThis as unknown as Widget
    await Sluice.ready
    ;(globalThis as unknown as Widget).Sluice.open()
  })
  await page.getByRole('tab', { name: 'Talk to us' }).click()
  return page
}

const message = (page: Page, text: string) => page.getByRole('dialog').getByText(text)

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('radio', { name: 'Idea' }).check({ force: true })
  await page.getByLabel('Your message').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await message(page, text).first().waitFor()
}

it('takes what a visitor wrote along to whoever signs in first, on every device, and to nobody else', async () => {
  const phone = await opened(await newPage(await device()))
  await write(phone, 'Before I signed in')
  expect(await kept(phone)).toMatch(/^anon\./)

  await identify(phone, await tokenOf('grace', 'Grace Hopper'))
  await forgotten(phone)
  await message(phone, 'Before I signed in').first().waitFor()

  const laptop = await opened(await newPage(await browser.newContext()))
  await identify(laptop, await tokenOf('grace', 'Grace Hopper'))
  await message(laptop, 'Before I signed in').first().waitFor()

  await team.goto(`${sluice.url}/console/notewell/inbox`)
  await team.getByRole('link', { name: /Before I signed in/ }).click()
  await team.getByText('Grace Hopper').first().waitFor()

  // Grace signs out on the phone: nothing of hers stays there, neither for nobody nor for Edsger.
  await identify(phone, null)
  await message(phone, 'Before I signed in').first().waitFor({ state: 'detached' })
  await write(phone, 'Nobody’s words')
  await identify(phone, await tokenOf('edsger', 'Edsger'))
  await forgotten(phone)
  await message(phone, 'Nobody’s words').first().waitFor()
  expect(await message(phone, 'Before I signed in').count()).toBe(0)

  // A fresh token of the same person changes nothing on the screen.
  await identify(phone, await tokenOf('edsger', 'Edsger D.'))
  await message(phone, 'Nobody’s words').first().waitFor()
  expect(await message(laptop, 'Nobody’s words').count()).toBe(0)
  expect(complaints.flat()).toEqual([])
}, 90_000)

it('starts a tab anew whose visitor has signed in in another one', async () => {
  const context = await device()
  const [one, other] = [await opened(await newPage(context)), await newPage(context)]
  await write(one, 'Written in the first tab')
  await opened(other)
  await message(other, 'Written in the first tab').first().waitFor()
  await identify(one, await tokenOf('barbara', 'Barbara'))
  await forgotten(one)
  await message(other, 'Written in the first tab').first().waitFor({ state: 'detached', timeout: 20_000 })
  await write(other, 'In the second tab')
  expect(await kept(other)).toMatch(/^anon\./)
  expect(await message(one, 'In the second tab').count()).toBe(0)
}, 90_000)
