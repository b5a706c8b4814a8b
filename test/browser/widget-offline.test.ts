import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { SluiceApi } from '../../src/widget/api.ts'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'
import { startProxy } from './support/proxy.ts'

declare const Sluice: SluiceApi

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let team: Page
let key: string
let host: Server
let proxy: Awaited<ReturnType<typeof startProxy>>
let hostUrl: string
/** The pages of a product of its own, by their paths. */
const pages = new Map<string, { body: string; policy: string }>()

beforeAll(async () => {
  sluice = await startBuilt()
  proxy = await startProxy(sluice.url)
  browser = await openChromium()
  team = await (await newContext()).newPage()
  await makeFirstAccount(team, sluice)
  const demo = await (await fetch(`${sluice.url}/demo`)).text()
  key = /data-key="([^"]+)"/.exec(demo)?.[1] ?? ''
  host = createServer((request, response) => {
    const { body = '', policy = '' } = pages.get(request.url ?? '') ?? {}
    response.setHeader('content-type', 'text/html')
    if (policy) response.setHeader('content-security-policy', policy)
    response.end(`<!doctype html><html lang="xx"><title>Host</title><h1>Host</h1>${body}</html>`)
  })
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done))
  hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  await team.goto(`${sluice.url}/console/notewell/settings`)
  await team.getByLabel('Allowed origins').fill(hostUrl)
  await team.getByRole('button', { name: 'Save the origins' }).click()
  await team.getByText('Pages from these origins may use the client key.').waitFor()
}, 60_000)
afterAll(async () => {
  host.close()
  proxy.close()
  await browser.close()
  await sluice.stop()
})

async function newContext(): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(8000)
  return context
}

/** A device with a page of the product of its own. */
async function device({ attributes = '', policy = '' } = {}) {
  const context = await newContext()
  const path = `/page-${pages.size}`
  const body = `<script src="${proxy.url}/widget/v1.js" data-key="${key}" ${attributes} nonce="n0nce"></script>`
  pages.set(path, { body, policy })
  return {
    context,
    url: hostUrl + path,
    async visit(): Promise<Page> {
      const page = await context.newPage()
      await page.goto(hostUrl + path)
      await launcher(page).waitFor()
      return page
    },
  }
}

const nothing = { sockets: false, requests: false }
const everything = { sockets: true, requests: true }
beforeEach(() => proxy.let(everything))

const launcher = (page: Page) => page.getByRole('button', { name: /^New for me, my pace/ })

async function openTalk(page: Page): Promise<void> {
  if ((await launcher(page).getAttribute('aria-expanded')) === 'false') await launcher(page).click()
  await page.getByRole('tab', { name: 'Talk to us' }).click()
  await page.getByLabel('Your message').waitFor()
}

async function send(page: Page, text: string): Promise<void> {
  await openTalk(page)
  await page.getByLabel('Your message').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** How often the team finds it in its inbox, once it is there. */
async function arrivals(text: string): Promise<number> {
  await team.goto(`${sluice.url}/console/notewell/inbox`)
  const letter = team.getByRole('link', { name: new RegExp(text) })
  for (let round = 0; round < 20 && (await letter.count()) === 0; round++) {
    await letter
      .first()
      .waitFor({ timeout: 500 })
      .catch(() => {})
    await team.reload()
  }
  return letter.count()
}

it('takes what is written without any connection, says so, and delivers it at a later visit, once', async () => {
  const { visit } = await device()
  proxy.let(nothing)
  const page = await visit()
  await send(page, 'Written in a tunnel')
  await page.getByText('No answer from the server yet.').waitFor()
  await page.getByText('Not connected. 1 message waits here').waitFor()

  await page.reload()
  await openTalk(page)
  await page.getByRole('listitem').filter({ hasText: 'Waits to be sent' }).getByText('Written in a tunnel').waitFor()
  expect(await page.getByLabel('Your message').inputValue()).toBe('')

  proxy.let(everything)
  await page.reload()
  await openTalk(page)
  await page.getByRole('button', { name: /Written in a tunnel/ }).waitFor()
  await page.getByText('Not connected.').waitFor({ state: 'hidden' })
  expect(await arrivals('Written in a tunnel')).toBe(1)
}, 60_000)

it('delivers in the same page as soon as there is a connection', async () => {
  const { visit } = await device()
  const page = await visit()
  await openTalk(page)
  proxy.let(nothing)
  await page.getByText('Not connected. What you send waits here').waitFor()
  await send(page, 'Written between two stations')
  await page.getByText('No answer from the server yet.').waitFor()
  proxy.let(everything)
  await page.getByText('Sent. The team’s reply will appear here.').waitFor({ timeout: 15_000 })
  expect(await arrivals('Written between two stations')).toBe(1)
}, 60_000)

it('speaks over HTTP where no socket gets through, and asks now and then what is new', async () => {
  const { context, url } = await device()
  proxy.let({ sockets: false })
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(url)
  const ready = page.evaluate(() => Sluice.ready)
  await page.clock.runFor(4000)
  await ready
  expect(await page.evaluate(() => Sluice.variant('note-list'))).toMatch(/^\w+$/)
  const counted = page.waitForResponse('**/api/v1/widget/event/happened')
  await page.evaluate(() => Sluice.event('note.saved', { words: 3 }))
  expect((await counted).status()).toBe(200)
  await send(page, 'Behind a strict proxy')
  await page.getByText('Sent. The team’s reply will appear here.').waitFor()

  expect(await arrivals('Behind a strict proxy')).toBe(1)
  await team.getByRole('link', { name: /Behind a strict proxy/ }).click()
  await team.getByRole('textbox').last().fill('We hear you all the same.')
  await team.getByRole('button', { name: 'Send', exact: true }).click()
  await team.getByText('We hear you all the same.').first().waitFor()
  await page.clock.runFor(31_000)
  await page.getByText('We hear you all the same.').first().waitFor()
}, 60_000)

it('hands over what is left when the page is closed, also where nothing may be kept', async () => {
  const { visit } = await device({ attributes: 'data-storage="none"' })
  const page = await visit()
  await page.evaluate(() => Sluice.ready)
  proxy.let(nothing)
  await page.getByText('Not connected.').waitFor({ state: 'attached' })
  await send(page, 'On the way out')
  await page.getByText('No answer from the server yet.').waitFor()
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  proxy.let({ requests: true })
  await page.goto('about:blank')
  expect(await arrivals('On the way out')).toBe(1)
}, 60_000)

it('keeps what is being written over a reload, until it is sent', async () => {
  const { visit } = await device()
  const page = await visit()
  await openTalk(page)
  await page.getByLabel('Your message').pressSequentially('Half a thou')
  await page.reload()
  await openTalk(page)
  expect(await page.getByLabel('Your message').inputValue()).toBe('Half a thou')
  await send(page, 'Half a thought, and the rest')
  await page.getByText('Sent. The team’s reply will appear here.').waitFor()
  await page.reload()
  await openTalk(page)
  expect(await page.getByLabel('Your message').inputValue()).toBe('')
  await page.getByRole('button', { name: /and the rest/ }).waitFor()
}, 60_000)

it('keeps nothing on the device of somebody who only looks', async () => {
  const { visit } = await device()
  const page = await visit()
  await page.evaluate(() => Sluice.ready)
  await launcher(page).click()
  await page.getByRole('tab', { name: 'Talk to us' }).click()
  await page.getByLabel('Your message').waitFor()
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([])
  expect(await page.evaluate(() => Object.keys(localStorage).filter((one) => one.includes('drafts')))).toEqual([])
}, 60_000)

it('lets several tabs act as one', async () => {
  const { visit } = await device()
  const one = await visit()
  await send(one, 'From the first tab')
  await one.getByText('Sent. The team’s reply will appear here.').waitFor()
  const other = await visit()
  expect(await arrivals('From the first tab')).toBe(1)
  await team.getByRole('link', { name: /From the first tab/ }).click()
  await team.getByRole('textbox').last().fill('Heard in both.')
  await team.getByRole('button', { name: 'Send', exact: true }).click()
  for (const page of [one, other]) await page.getByRole('button', { name: /1 new reply/ }).waitFor()

  await one.getByRole('button', { name: /From the first tab|Heard in both/ }).click()
  await one.getByText('Heard in both.').last().waitFor()
  for (const page of [one, other])
    await page.getByRole('button', { name: /1 new reply/ }).waitFor({ state: 'detached' })
}, 60_000)

it('asks in one tab at a time', async () => {
  const { visit } = await device()
  const [one, other] = [await visit(), await visit()]
  const asks: string[] = []
  for (const page of [one, other])
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('"survey:ask"')) asks.push(page === one ? 'one' : 'other')
      }),
    )
  for (const page of [one, other]) {
    await page.reload()
    await page.evaluate(() => Sluice.ready)
  }
  await one.evaluate(() => Sluice.seen('new-editor'))
  const question = (page: Page) => page.getByRole('heading', { name: 'How is writing in Notewell today?' })
  await question(one).waitFor()
  await other.evaluate(() => Sluice.seen('new-editor'))
  await openTalk(other)
  expect(await question(other).count()).toBe(0)
  await one.getByRole('button', { name: 'Not now' }).click()
  await question(one).waitFor({ state: 'detached' })
  await other.reload()
  await other.evaluate(() => Sluice.ready)
  await other.evaluate(() => Sluice.seen('new-editor'))
  await openTalk(other)
  expect(await question(other).count()).toBe(0)
  expect(asks).toEqual(['one'])
}, 60_000)

it('works where the page allows nothing but the scripts that carry its nonce, and the server', async () => {
  const { visit } = await device({
    policy: `default-src 'none'; script-src 'nonce-n0nce'; connect-src ${proxy.url} ${proxy.url.replace('http', 'ws')}`,
  })
  const page = await visit()
  const complaints = complaintsOf(page)
  await page.reload()
  await launcher(page).click()
  for (const name of ['My pace', 'New for me', 'Talk to us']) await page.getByRole('tab', { name }).click()
  await send(page, 'Under a strict policy')
  await page.getByText('Sent. The team’s reply will appear here.').waitFor()
  const { width } = (await launcher(page).boundingBox()) ?? { width: 0 }
  expect(width).toBe(54)
  expect(complaints).toEqual([])
}, 60_000)

it('begins when the page says so, in the language and the look it says', async () => {
  const { context } = await device()
  pages.set('/by-hand', { body: `<script src="${proxy.url}/widget/v1.js"></script>`, policy: '' })
  const page = await context.newPage()
  await page.goto(`${hostUrl}/by-hand`)
  await page.evaluate(() => {
    for (const name of ['open', 'close'] as const) Sluice.on(name, () => document.body.append(`heard ${name}`))
  })
  await page.evaluate((clientKey) => {
    Sluice.open()
    Sluice.init({ key: clientKey, theme: 'dark', lang: 'en', storage: 'none', appVersion: '7.1' })
  }, key)
  await page.getByText('heard open').waitFor()
  await page.getByRole('tab', { name: 'Talk to us' }).waitFor()
  const look = () => getComputedStyle(document.querySelector('sluice-widget') as Element).colorScheme
  expect(await page.evaluate(look)).toBe('dark')
  await page.keyboard.press('Escape')
  await page.getByText('heard close').waitFor()
  await page.evaluate(() => Sluice.ready)
  expect(await page.evaluate(() => Sluice.variant('note-list'))).toMatch(/^\w+$/)
}, 60_000)
