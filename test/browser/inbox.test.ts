import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { io } from 'socket.io-client'
import { newId } from '../../src/base/id.ts'
import type { Acknowledgement, WidgetRequests } from '../../src/sockets/protocol.ts'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { firstAccount } from './support/first-account.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
let inbox: string
let clientKey: string
const complaints: string[][] = []
const closing: (() => unknown)[] = []

beforeAll(async () => {
  sluice = await startBuilt()
  inbox = `${sluice.url}/console/notewell/inbox`
  clientKey = /data-key="([^"]+)"/.exec(await (await fetch(`${sluice.url}/demo`)).text())?.[1] ?? ''
  browser = await openChromium()
  signedIn = await firstAccount(browser, sluice)
}, 60_000)
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

/** A member's page. */
async function team(options: object = {}): Promise<Page> {
  const context = await browser.newContext({ storageState: signedIn, reducedMotion: 'reduce', ...options })
  closing.push(() => context.close())
  const page = await context.newPage()
  complaints.push(complaintsOf(page))
  return page
}

/** Somebody with the widget, who has just written. */
async function person(text: string) {
  const socket = io(`${sluice.url}/widget`, { transports: ['websocket'], forceNew: true, auth: { key: clientKey } })
  closing.push(() => socket.close())
  await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
  async function ask<Name extends keyof WidgetRequests>(name: Name, sent: object) {
    const answer = (await socket.timeout(5000).emitWithAck(name, sent)) as Acknowledgement<WidgetRequests[Name][1]>
    if (!answer.ok) throw new Error(answer.problem.message)
    return answer.data
  }
  const id = newId(Date.now())
  await ask('feedback:send', { id, kind: 'problem', text })
  return { id, ask, heard: (name: string) => new Promise((done) => socket.once(name, done)) }
}

const letter = (page: Page, text: string) => page.getByRole('link', { name: new RegExp(text) })
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

it('lets new letters appear while some are selected, one has the focus, and an answer is half typed', async () => {
  const first = await person('The first of three')
  const page = await team()
  await page.goto(`${inbox}/${first.id}`)
  await page.getByRole('checkbox', { name: /The first of three/ }).check()
  await page.getByText('1 selected').waitFor()
  await page.getByLabel('Answer them').fill('Half an answer')
  await letter(page, 'The first of three').focus()
  await person('The second of three')
  await letter(page, 'The second of three').waitFor()
  expect(await page.getByRole('checkbox', { name: /The first of three/ }).isChecked()).toBe(true)
  expect(await focusedText(page)).toContain('The first of three')
  expect(await page.getByLabel('Answer them').inputValue()).toBe('Half an answer')
  await first.ask('conversation:write', { id: newId(Date.now()), conversation: first.id, text: 'One more word' })
  await page.locator('#thread').getByText('One more word').waitFor()

  // What is typed outlives a visit to another page, and goes with the answer.
  await page.getByRole('button', { name: 'Take it myself' }).click()
  await page.getByText('Ada gave it to Ada.').waitFor()
  expect(await page.getByLabel('Answer them').inputValue()).toBe('Half an answer')
  await page.getByText('Add a tag').click()
  await page.getByLabel('Tags, with commas between them').fill('&')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.locator('#error-add').waitFor()
  expect(page.url()).toBe(`${inbox}/${first.id}`)
  expect(await page.getByLabel('Answer them').inputValue()).toBe('Half an answer')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.locator('#thread').getByText('Half an answer').waitFor()
  expect(await page.getByLabel('Answer them').inputValue()).toBe('')
}, 60_000)

it('is worked through by keys alone, none of which does anything while somebody types', async () => {
  const [one, two] = [await person('Key one'), await person('Key two')]
  const page = await team()
  await page.goto(`${inbox}?text=key`)
  await page.keyboard.press('j')
  expect(await focusedText(page)).toContain('Key two')
  await page.keyboard.press('ArrowDown')
  expect(await focusedText(page)).toContain('Key one')
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  expect(await page.getByRole('checkbox', { name: /Key two/ }).isChecked()).toBe(true)
  await page.keyboard.press('x')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)
  expect(outline).toBe('solid')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/inbox/${two.id}**`)

  await page.keyboard.press('n')
  await page.keyboard.type('je?xar')
  expect(await page.getByLabel('Note for the team').inputValue()).toBe('je?xar')
  await page.keyboard.press('Control+Enter')
  await page.locator('.noted').getByText('je?xar').waitFor()
  await page.keyboard.press('a')
  await page.getByText('Ada gave it to Ada.').waitFor()
  await page.keyboard.press('r')
  await page.keyboard.type('jake')
  expect(await page.getByLabel('Answer them').inputValue()).toBe('jake')
  await page.locator('h1').click()
  await page.keyboard.press('e')
  await page.getByText('It is closed.').waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('e')
  expect(await page.getByLabel('Search what people wrote').inputValue()).toBe('e')

  // Selected ones are closed together, and come back together.
  await page.goto(`${inbox}?text=key&state=all`)
  for (const key of ['j', 'x', 'j', 'x', 'e']) await page.keyboard.press(key)
  await page.getByText(/conversations are closed/).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('is as it was before').waitFor()
  await page.goto(`${inbox}/${one.id}`)
  await page.locator('#beside').getByText('waiting for an answer').waitFor()

  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys of the inbox' }).waitFor()
  await page.getByLabel('These keys do something').uncheck()
  await page.keyboard.press('Escape')
  await page.reload()
  await page.keyboard.press('r')
  expect(await page.evaluate(() => document.activeElement?.id)).not.toBe('reply')
}, 60_000)

it('shows who writes and who else looks, tells the person, and marks as read what is on the screen', async () => {
  const mina = await person('Is anybody there?')
  const read = mina.heard('conversation:read')
  const page = await team()
  await page.goto(`${inbox}/${mina.id}`)
  expect(await read).toMatchObject({ conversation: mina.id })
  await page.locator('#thread:not([data-unread])').waitFor()
  await mina.ask('conversation:typing', { conversation: mina.id })
  await page.getByText('Someone is writing …').waitFor()
  const typing = mina.heard('conversation:typing')
  await page.getByLabel('Answer them').pressSequentially('Yes')
  expect(await typing).toEqual({ conversation: mina.id })
  // Her own second page is nobody else.
  const second = await team()
  await second.goto(`${inbox}/${mina.id}`)
  await second.locator('#thread').waitFor()
  expect(await page.locator('#viewers').textContent()).toBe('')
}, 60_000)

it('puts words that are ready where the cursor is', async () => {
  const mina = await person('Where is it?')
  const page = await team()
  await page.goto(`${inbox}/${mina.id}`)
  const csrf = await page.locator('input[name=_csrf]').first().inputValue()
  const url = `${sluice.url}/api/v1/projects/notewell/canned-replies/dots`
  const sent = { name: 'Three dots', text: 'Behind the three dots, {name}.' }
  expect((await page.request.put(url, { data: sent, headers: { 'x-csrf-token': csrf } })).ok()).toBe(true)
  await page.reload()
  await page.getByLabel('Answer them').fill('Hello. ')
  await page.getByLabel('Words that are ready').selectOption('Three dots')
  await page.getByRole('button', { name: 'Put in' }).click()
  expect(await page.getByLabel('Answer them').inputValue()).toBe('Hello. Behind the three dots.')
}, 60_000)

it('is narrowed down from the list and from beside a conversation, and a view of it is kept', async () => {
  const mina = await person('Narrow me')
  const page = await team()
  await page.goto(`${inbox}/${mina.id}`)
  await page.getByRole('link', { name: 'Narrow it down' }).click()
  await page.getByLabel('Kind').selectOption('problem')
  await page.getByLabel('Channel').selectOption('Stable')
  await page.getByRole('button', { name: 'Show these' }).click()
  await letter(page, 'Narrow me').waitFor()
  await page.getByText('Save this view').first().click()
  await page.getByLabel('Name').fill('Stable trouble')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByText('Stable trouble is kept').waitFor()
  await page.getByRole('link', { name: /^problem.*take this away/ }).click()
  expect(await page.getByRole('link', { name: /take this away/ }).allTextContents()).toHaveLength(1)
  await page.getByRole('link', { name: 'Stable trouble' }).click()
  expect(await page.getByRole('link', { name: /take this away/ }).allTextContents()).toHaveLength(2)
}, 60_000)

it('does everything but what is live without scripts', async () => {
  const mina = await person('Without a script')
  const page = await team({ javaScriptEnabled: false })
  await page.goto(`${inbox}?text=without`)
  await page.getByRole('checkbox', { name: /Without a script/ }).check()
  await page.getByRole('textbox', { name: 'Tag', exact: true }).last().fill('plain')
  await page.getByRole('button', { name: 'Add the tag' }).click()
  await page.getByText('One conversation has the tag.').waitFor()
  await letter(page, 'Without a script').click()
  await page.getByRole('button', { name: 'Mark as read' }).click()
  await page.getByLabel('Words that are ready').selectOption('Three dots')
  await page.getByRole('button', { name: 'Put in' }).click()
  expect(await page.getByLabel('Answer them').inputValue()).toBe('Behind the three dots.')
  await page.getByRole('button', { name: 'Send and close' }).click()
  await page.getByText('Ada closed it.').waitFor()
  expect(page.url()).toContain(mina.id)
}, 60_000)

describe.each([
  { width: 1280, height: 1000, colorScheme: 'light' as const },
  { width: 390, height: 844, colorScheme: 'dark' as const },
])('at $width px, $colorScheme', ({ width, height, colorScheme }) => {
  it('is accessible and fits, with everything unfolded', async () => {
    const page = await team({ viewport: { width, height }, colorScheme, bypassCSP: true })
    const { id } = await person('Everything unfolded')
    const violations: string[] = []
    for (const path of [
      '?state=all',
      `/${id}?state=all`,
      '?flag=new-editor&kind=idea&tag=%26',
      '?text=nothing+like+that',
    ]) {
      await page.goto(`${inbox}${path}`)
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true
        document.querySelector<HTMLElement>('.pick')?.click()
      })
      await page.addScriptTag({ path: axe })
      violations.push(
        ...(await page.evaluate(async (values) => {
          type Found = { violations: { id: string; nodes: { html: string }[] }[] }
          const { axe } = globalThis as unknown as { axe: { run(how: object): Promise<Found> } }
          const found = await axe.run({ runOnly: { type: 'tag', values } })
          return found.violations.map((one) => `${one.id}: ${one.nodes.map(({ html }) => html).join(' ')}`)
        }, rules)),
      )
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    }
    expect(violations).toEqual([])
  }, 60_000)
})

it('has complained of nothing but the form that it refused', () => {
  expect(complaints.flat().filter((text) => !text.includes('400 (Bad Request)'))).toEqual([])
})
