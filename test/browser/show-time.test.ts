import type { Browser, Page } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

async function opened(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  await page.goto(`${sluice.url}/demo/time`)
  return page
}

/** What a page shows under the slider, word for word. */
const shown = (page: Page) => page.locator('#panes').textContent()

it('moves through the days by keyboard, and shows just what the server would', async () => {
  const page = await opened()
  const complaints = complaintsOf(page)
  const slider = page.getByRole('slider', { name: 'Day' })
  const today = await shown(page)
  await slider.focus()
  for (let day = 1; day <= 20; day++) await page.keyboard.press('ArrowRight')
  expect(new URL(page.url()).search).toBe('?day=20')
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^\w{3} \d+ \w+( \d+)?, in 20 days$/)
  const later = await page.locator('#panes').innerHTML()
  expect(await shown(page)).not.toBe(today)
  await page.reload()
  expect(await page.locator('#panes').innerHTML()).toBe(later)
  await page.keyboard.press('Tab')
  await page.locator('#arrivals a').first().click()
  expect(await page.locator('#news').textContent()).toContain('reaches')
  expect(complaints).toEqual([])
})

it('works without a script, by the arrivals', async () => {
  const page = await opened({ javaScriptEnabled: false })
  await page.locator('#arrivals a').first().click()
  expect(new URL(page.url()).search).toMatch(/^\?day=\d+$/)
  expect(await page.locator('#news').textContent()).toContain('reaches')
  expect(await page.getByRole('button', { name: 'Go to this day' }).isVisible()).toBe(true)
})

it('shows a publication in every pane at once, with the instant at which it arrives there', async () => {
  const watching = await opened()
  const complaints = complaintsOf(watching)
  await watching.getByRole('slider', { name: 'Day' }).press('End')
  const team = await (await browser.newContext()).newPage()
  await makeFirstAccount(team, sluice)
  await team.goto(`${sluice.url}/console/notewell/flags/note-list/publish`)
  await team.getByRole('radio', { name: /^Feature/ }).check()
  await team.getByRole('radio', { name: /^Announced/ }).check()
  await team.getByRole('textbox', { name: 'Title' }).fill('Notes as cards')
  await team.getByRole('textbox', { name: 'One sentence' }).fill('Every note is a card.')
  await team.getByRole('textbox', { name: /Stable/ }).fill('100')
  for (const [look, share] of [
    [/cosy/i, '0'],
    [/compact/i, '0'],
    [/cards/i, '100'],
  ] as const)
    await team.getByRole('textbox', { name: look }).fill(share)
  await team.getByRole('button', { name: /^Publish revision/ }).click()

  const panes = watching.locator('#panes > .pane')
  await panes.getByText('Notes as cards').nth(3).waitFor()
  expect(await panes.nth(0).textContent()).toMatch(/Notes as cardssince .*, at once/)
  expect(await panes.nth(1).textContent()).toMatch(/Notes as cardssince .*, 10:00/)
  expect(await panes.nth(3).textContent()).toMatch(/Notes as cardswaits for his yes/)
  expect(await watching.locator('#news').textContent()).toMatch(/^Notes as cards is out\. Ada: since .* Dan: waits/)
  expect(await watching.getByRole('slider').inputValue()).toBe('90')
  expect(await panes.nth(0).locator('.mini').getAttribute('data-list')).toBe('cards')
  expect(complaints).toEqual([])
})
