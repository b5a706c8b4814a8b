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

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).first()

it('does the main job by clicking', async () => {
  // The team makes its account with the link in the terminal.
  const teamContext = await browser.newContext({ viewport: { width: 1280, height: 1000 } })
  teamContext.setDefaultTimeout(8000)
  const team = await teamContext.newPage()
  const complaints = [complaintsOf(team)]
  await makeFirstAccount(team, sluice)

  // It makes a flag and publishes a change to Canary and a fifth of Beta.
  await team.goto(`${sluice.url}/console/notewell/flags/new-editor`)
  await team.getByRole('link', { name: 'Publish a change' }).first().click()
  await team.getByRole('radio', { name: /^Feature/ }).check()
  await team.getByRole('radio', { name: /^Announced/ }).check()
  await team.getByRole('textbox', { name: 'Title' }).fill('Pictures in notes')
  await team.getByRole('textbox', { name: 'One sentence' }).fill('Paste a picture where you write.')
  const shares: [RegExp, string][] = [
    [/Canary/, '100'],
    [/Beta/, '20'],
    [/Stable/, '0'],
  ]
  for (const [channel, share] of shares) await team.getByRole('textbox', { name: channel }).fill(share)
  await team.getByRole('textbox', { name: /new editor/i }).fill('100')
  await team.getByRole('textbox', { name: /plain field/i }).fill('0')
  await team.getByRole('button', { name: /^Publish revision/ }).click()
  await expectText(team, 'Pictures in notes')

  // A visitor of the product is asked after an exposure, answers, and opens their own page.
  const visitorContext = await browser.newContext({ viewport: { width: 1280, height: 1000 } })
  visitorContext.setDefaultTimeout(8000)
  const product = await visitorContext.newPage()
  complaints.push(complaintsOf(product))
  await product.goto(`${sluice.url}/demo`)
  await product.getByRole('heading', { name: 'How is writing in Notewell today?' }).waitFor()
  await product.getByRole('radio', { name: /^8 of 10/ }).check({ force: true })
  await product.getByRole('button', { name: 'Send answer' }).click()
  await product.getByText('Your answer is stored.').first().waitFor()

  await openTab(product, 'My pace')
  const opened = visitorContext.waitForEvent('page')
  await product.getByRole('button', { name: /All my choices/ }).click()
  const choices = await opened
  complaints.push(complaintsOf(choices))
  await choices.waitForURL('**/me/notewell')

  // They see what Canary changes before they choose it.
  await choices.getByRole('radio', { name: /Canary/ }).check({ force: true })
  await choices.getByText('Pictures in notes').first().waitFor()
  await choices.getByRole('link', { name: 'Join Canary' }).click()
  await choices.getByRole('button', { name: 'Join Canary' }).click()
  await choices.getByText('Paste a picture where you write.').first().waitFor()

  // The product follows at its next load.
  await product.reload()
  await product.locator('[role="toolbar"]').first().waitFor()

  // They write; the team's inbox fills by itself, shows what they saw, and the reply arrives live.
  await team.goto(`${sluice.url}/console/notewell/inbox`)
  await openTab(product, 'Talk to us')
  await product.getByRole('radio', { name: 'Problem' }).check({ force: true })
  await product.getByLabel('Your message').fill('Where did <b>undo</b> go?')
  await product.getByRole('button', { name: 'Send', exact: true }).click()
  const letter = team.getByRole('link', { name: /Where did <b>undo<\/b> go\?/ })
  await letter.waitFor()
  await letter.click()
  await expectText(team, 'Canary')
  await expectText(team, 'New editor')
  await team.getByRole('textbox').last().fill('Behind the three dots.')
  await team.getByRole('button', { name: 'Send', exact: true }).click()
  await product.getByText('Behind the three dots.').first().waitFor()

  // The team reads the insight, widens, halts, resumes and rolls back.
  await team.goto(`${sluice.url}/console/notewell/insights/new-editor`)
  await expectText(team, 'People who chose this')
  await expectText(team, 'Fair comparison')
  await team.goto(`${sluice.url}/console/notewell/flags/new-editor`)
  await team.getByRole('textbox', { name: /Beta/ }).fill('100')
  await team.getByText(/^Beta 20\W%\W→\W100\W%: /).waitFor()
  await team.getByRole('button', { name: 'Widen' }).click()
  await team.getByRole('button', { name: 'Halt' }).click()
  await expectText(team, 'is halted')
  await team.getByRole('button', { name: 'Resume' }).first().click()
  await team.getByText('Roll back to this').first().click()
  await team
    .getByRole('button', { name: /^Roll back to revision/ })
    .first()
    .click()
  await expectText(team, 'rolled back')
  expect(await heading(team).textContent()).toMatch(/./)

  expect(complaints.flat()).toEqual([])
}, 120_000)

/** Opens the widget's panel, where it is not open yet, at one of its tabs. */
async function openTab(product: Page, name: string) {
  const launcher = product.getByRole('button', { name: /^New for me, my pace/ })
  if ((await launcher.getAttribute('aria-expanded')) === 'false') await launcher.click()
  await product.getByRole('tab', { name }).click()
}

const expectText = (page: Page, text: string) => page.getByText(text).first().waitFor()
