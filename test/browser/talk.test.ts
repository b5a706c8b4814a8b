import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { io, type Socket } from 'socket.io-client'
import { newId } from '../../src/base/id.ts'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const launcherName = /^New for me, my pace/

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let team: Page
let csrf = ''
const complaints: string[][] = []

beforeAll(async () => {
  // Nothing is listening there: letters wait, and nobody waits for them.
  sluice = await startBuilt({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'Sluice <sluice@example.org>' })
  browser = await openChromium()
  team = await (await browser.newContext()).newPage()
  await makeFirstAccount(team, sluice)
  csrf = (await team.locator('input[name=_csrf]').first().getAttribute('value')) ?? ''
  // Whoever of the team is there is there by the sockets below alone.
  await team.goto('about:blank')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

async function send(method: 'GET' | 'POST', path: string, data?: object) {
  const address = `${sluice.url}/api/v1/projects/notewell/${path}`
  const headers = { 'x-csrf-token': csrf }
  const answer = await team.request.fetch(address, { method, headers, ...(data && { data }) })
  if (!answer.ok()) throw new Error(await answer.text())
  return answer.json()
}

/** A page of Ada's, as far as the server knows. */
async function adasPage(): Promise<Socket> {
  const cookies = await team.context().cookies(sluice.url)
  const socket = io(`${sluice.url}/console`, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { project: 'notewell' } },
    extraHeaders: { origin: sluice.url, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  })
  await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
  return socket
}

const uuid = () => newId(Date.now())
const newest = async () => (await send('GET', 'conversations')).conversations[0]

type Look = Parameters<Browser['newContext']>[0]

async function visit(look: Look = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    ...{ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', bypassCSP: true, ...look },
  })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  complaints.push(complaintsOf(page))
  await page.goto(`${sluice.url}/demo`)
  await page.getByRole('button', { name: launcherName }).waitFor()
  return { page, context }
}

async function openTab(page: Page, name: string): Promise<void> {
  const launcher = page.getByRole('button', { name: launcherName })
  if ((await launcher.getAttribute('aria-expanded')) === 'false') await launcher.click()
  await page.getByRole('tab', { name }).click()
}

async function write(page: Page, text: string): Promise<string> {
  await openTab(page, 'Talk to us')
  await page.getByRole('textbox', { name: 'Your message' }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Sent. The team’s reply will appear here.').waitFor()
  return (await newest()).id
}

async function faultsOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(at: object, how: object): Promise<{ violations: Violation[] }> }
    }
    type Violation = { id: string; nodes: { html: string }[] }
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const found = await axe.run({ include: ['sluice-widget'] }, { runOnly: { type: 'tag', values } })
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

/** Publishes a new greeting to everybody, says that it settles a conversation, and answers its title. */
async function settle(conversation: string, title: string): Promise<void> {
  await send('POST', 'flags/welcome/changes', {
    ...{ class: 'feature', urgent: false, announced: true, title, sentence: 'One more line above your notes.' },
    ...{ weights: { cheerful: 100_000 }, reach: { stable: 100_000 } },
  })
  const { revisions } = await send('GET', 'flags/welcome')
  const to = { flag: 'welcome', revision: revisions.length }
  await send('POST', `conversations/${conversation}/acts`, { act: { do: 'link', to } })
}

it('takes a mood that can be left out again, and an address for the answer, by the keyboard alone', async () => {
  const { page, context } = await visit()
  await openTab(page, 'Talk to us')
  const text = page.getByRole('textbox', { name: 'Your message' })
  await text.focus()
  await page.keyboard.type('The list jumps')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('radio', { name: 'Bad', exact: true }).isChecked()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(1)
  await page.keyboard.press('Space')
  expect(await page.getByRole('radio', { name: 'Very bad' }).isChecked()).toBe(true)

  const email = page.getByRole('textbox', { name: /^E-mail for the answer/ })
  await email.fill('nobody')
  await page.keyboard.press('Enter')
  await page.getByText('Write an e-mail address such as ada@example.org.').waitFor()
  expect(await email.evaluate((field) => field.matches(':focus'))).toBe(true)
  expect(await text.getAttribute('aria-invalid')).toBe('false')
  await email.fill('nobody@example.org')
  await page.keyboard.press('Enter')
  await page.getByText('Sent. The team’s reply will appear here.').waitFor()
  expect(await newest()).toMatchObject({ mood: 1, reachable: true, last: { text: 'The list jumps' } })
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(1)

  await page.getByRole('button', { name: /^The list jumps/ }).click()
  await page.getByText('You felt: very bad · With the team').waitFor()
  await page.getByText('Get answers by e-mail').click()
  await page.getByText('Answers also go to nobody@example.org while you are not here.').waitFor()
  await page.getByRole('button', { name: 'No e-mail any more' }).click()
  await email.waitFor()
  expect(await newest()).toMatchObject({ reachable: false })
  expect(complaints.flat()).toEqual([])
  await context.close()
}, 60_000)

it('asks once what somebody wrote of has arrived whether it is settled; a no opens the talk to say more', async () => {
  const { page, context } = await visit()
  const id = await write(page, 'The greeting is too dull')
  await settle(id, 'A livelier greeting')
  await page.goto(`${sluice.url}/demo`)
  const card = page.getByRole('region', { name: 'About what you wrote' })
  const reload = async () => {
    await page.goto(`${sluice.url}/demo`)
    await page.getByRole('button', { name: launcherName }).waitFor()
  }
  // It is asked once it has been seen, and that is told a moment later.
  await card.waitFor({ timeout: 15_000 })
  await card.getByText('You wrote: “The greeting is too dull”').waitFor()
  await card.getByRole('group', { name: 'Did this fix your problem?' }).waitFor()
  await card.getByRole('button', { name: 'Not sure yet' }).press('Enter')
  await card.waitFor({ state: 'detached' })

  await reload()
  await openTab(page, 'Talk to us')
  await page.getByRole('button', { name: /^The greeting is too dull/ }).click()
  expect(await card.count()).toBe(0)
  await page.getByRole('group', { name: 'Did this fix your problem?' }).getByRole('button', { name: 'No' }).click()
  await page.getByText('Thank you. The team has it again. What is still missing?').waitFor()
  const again = page.getByRole('textbox', { name: 'Write again' })
  expect(await again.evaluate((field) => field.matches(':focus'))).toBe(true)
  await page.getByText('Not settled yet').waitFor()
  expect(await newest()).toMatchObject({ id, state: 'open', outcome: 'not-fixed' })
  await again.fill('It is not loud enough')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('It is not loud enough').last().waitFor()
  expect(complaints.flat()).toEqual([])
  await context.close()
}, 60_000)

it('takes a yes on the card, and says that it is closed', async () => {
  const { page, context } = await visit({ viewport: { width: 1280, height: 900 } })
  const id = await write(page, 'Greet me louder')
  await settle(id, 'A louder greeting')
  await page.goto(`${sluice.url}/demo`)
  const card = page.getByRole('region', { name: 'About what you wrote' })
  await card.getByRole('button', { name: 'Yes', exact: true }).click({ timeout: 15_000 })
  await card.getByText('Thank you. The team knows now.').waitFor()
  await expectSoon(async () => (await newest()).outcome === 'fixed')
  expect(await newest()).toMatchObject({ id, state: 'closed' })
  await card.getByRole('button', { name: 'Close' }).click()
  await card.waitFor({ state: 'detached' })
  expect(complaints.flat()).toEqual([])
  await context.close()
}, 60_000)

async function expectSoon(is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 50; tries++) if (await is()) return
  throw new Error('It did not become so')
}

it('asks in one tap why somebody steps back, with the way back beside it, and not again for the same', async () => {
  const { page, context } = await visit()
  await openTab(page, 'My pace')
  const why = page.getByRole('group', { name: 'Why? Only if you like.' })
  await page.getByRole('radio', { name: /^Beta/ }).check({ force: true })
  await page.getByRole('button', { name: 'Choose Beta' }).click()
  await page.getByText('Saved: you chose Beta.').waitFor()
  expect(await why.count()).toBe(0)
  await page.getByRole('radio', { name: /^Stable/ }).check({ force: true })
  await page.getByRole('button', { name: 'Choose Stable' }).click()
  await why.waitFor()
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await why.getByRole('button', { name: 'Too buggy' }).click()
  await page.getByText('Thank you. The team reads this.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone.').waitFor()
  expect(await page.getByText('Thank you. The team reads this.').count()).toBe(0)
  await page.getByRole('radio', { name: /^Stable/ }).check({ force: true })
  await page.getByRole('button', { name: 'Choose Stable' }).click()
  await page.getByText('Saved: you chose Stable.').waitFor()
  expect(await why.count()).toBe(0)

  await page.getByRole('radio', { name: 'Calm' }).check({ force: true })
  await page.getByRole('button', { name: 'Choose Calm' }).click()
  await why.getByRole('button', { name: 'Rather not say' }).press('Enter')
  await why.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  expect(complaints.flat()).toEqual([])
  await context.close()
}, 60_000)

const looks: [string, Look][] = [
  ['light, 1280', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['dark, 390', { colorScheme: 'dark' }],
  ['forced colours, 320', { viewport: { width: 320, height: 640 }, forcedColors: 'active' }],
]
it.each(looks)(
  'is accessible and fits in %s, also from right to left',
  async (_name, look) => {
    const { page, context } = await visit(look)
    const id = await write(page, 'Look at me, I have aratherlongwordthatdoesnotfitanywhereatallinsuchasmallcard')
    const tooWide = () =>
      page.evaluate(() => {
        const dialog = document.querySelector('sluice-widget')?.shadowRoot?.querySelector('[role=dialog]')
        return dialog ? dialog.scrollWidth - dialog.clientWidth : 1
      })
    const check = async () => {
      expect(await faultsOf(page)).toEqual([])
      expect(await tooWide()).toBeLessThanOrEqual(0)
    }
    await page.getByRole('radio', { name: 'Good', exact: true }).check({ force: true })
    await check()
    await send('POST', `conversations/${id}/replies`, { id: uuid(), text: 'We look.' })
    await page.getByRole('button', { name: /^We look/ }).click()
    await page.getByText('Get answers by e-mail').click()
    await check()
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl'
    })
    await check()
    await openTab(page, 'My pace')
    await page.getByRole('radio', { name: 'Calm' }).waitFor()
    await page.getByRole('radio', { name: 'Calm' }).check({ force: true })
    await page.getByRole('button', { name: 'Choose Calm' }).click()
    await page.getByRole('group', { name: 'Why? Only if you like.' }).waitFor()
    await check()
    expect(complaints.flat()).toEqual([])
    await context.close()
  },
  60_000,
)

it('opens a long talk whole, after a list that carries its end and counts what is unread in all of it', async () => {
  const { page, context } = await visit()
  const id = await write(page, 'The very beginning')
  for (let i = 0; i < 20; i++)
    await send('POST', `conversations/${id}/replies`, { id: uuid(), text: `${'x'.repeat(3900)} ${i}` })
  await page.reload()
  await page.getByRole('button', { name: /20 new replies/ }).waitFor()
  await openTab(page, 'Talk to us')
  await page.locator(`[data-conversation="${id}"]`).click()
  const messages = page.locator('.thread .message')
  await messages.filter({ hasText: 'The very beginning' }).waitFor()
  expect(await messages.count()).toBe(21)
  await page.reload()
  await page.getByRole('button', { name: launcherName }).waitFor()
  expect(await page.getByRole('button', { name: /new repl/ }).count()).toBe(0)
  expect(complaints.flat()).toEqual([])
  await context.close()
}, 60_000)

it('shows live how it stands, who reads and writes, and that somebody is there, both ways', async () => {
  const { page, context } = await visit()
  const id = await write(page, 'Is anybody there?')
  await page.getByRole('button', { name: /^Is anybody there\?/ }).click()
  await page.getByText('With the team', { exact: true }).waitFor()
  // Ada has signed in at the beginning, and counts as there for a little while.
  const present = page.getByText('Somebody of the team is here now.')
  await present.waitFor({ state: 'hidden', timeout: 15_000 })

  const ada = await adasPage()
  await present.waitFor()
  const place = () => page.getByRole('textbox', { name: 'Write again' }).boundingBox()
  const before = await place()
  await ada.emitWithAck('conversation:typing', { conversation: id })
  await page.getByText('The team is writing…').waitFor()
  expect(await place()).toEqual(before)
  await ada.emitWithAck('conversation:read', { conversation: id, sequence: 10 ** 9 })
  await page.getByText('Read by the team').waitFor()

  const typed = new Promise((done) => ada.once('conversation:typing', done))
  await page.getByRole('textbox', { name: 'Write again' }).pressSequentially('Hi')
  expect(await typed).toEqual({ conversation: id })

  await send('POST', `conversations/${id}/replies`, { id: uuid(), text: 'Yes, here.' })
  await page.getByText('Yes, here.').first().waitFor()
  await page.getByText('Answered', { exact: true }).waitFor()
  expect(await page.getByText('The team is writing…').count()).toBe(0)
  expect(await page.getByRole('textbox', { name: 'Write again' }).inputValue()).toBe('Hi')
  await send('POST', `conversations/${id}/acts`, { act: { do: 'state', state: 'closed' } })
  await page.getByText('Closed. Write again, and it opens.').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('With the team', { exact: true }).waitFor()
  ada.close()

  await page.getByRole('button', { name: launcherName }).click()
  await send('POST', `conversations/${id}/replies`, { id: uuid(), text: 'And here.' })
  await page.getByRole('button', { name: /1 new reply/ }).waitFor()
  expect(complaints.flat()).toEqual([])
  await context.close()
}, 60_000)
