import type { Page } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'

/** Takes the README's pictures of the built server with its demo, as a visitor and a member would see it. */
const sluice = await startBuilt()
const browser = await openChromium()
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' })
const page = await context.newPage()

await makeFirstAccount(page, sluice)

await page.goto(`${sluice.url}/me/notewell`)
await page.locator('main form button').first().click()
await page.getByText('Where your updates come from').waitFor()

await take('time', '/demo/time?day=7')
await take('choices', '/me/notewell?channel=beta&pace=steady')
await take('flag', '/console/notewell/flags/new-editor')
await take('insight', '/console/notewell/insights/new-editor')
await take('audience', '/console/notewell/audience')
await take('inbox', '/console/notewell/inbox', async (inbox) => {
  await inbox.locator('.letter').first().click()
  await inbox.locator('.thread').waitFor()
})
await take('widget', '/demo', async (product) => {
  await product.getByRole('heading', { name: /How is writing/ }).waitFor()
})

await browser.close()
await sluice.stop()

async function take(name: string, path: string, before?: (page: Page) => Promise<void>): Promise<void> {
  await page.goto(`${sluice.url}${path}`)
  await before?.(page)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `docs/pictures/${name}.png` })
}
