import type { Browser, Page } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let key: string

beforeAll(async () => {
  sluice = await startBuilt()
  key = /data-key="(client_[^"]+)"/.exec(await (await fetch(`${sluice.url}/demo`)).text())?.[1] ?? ''
  browser = await openChromium()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

type Seen = { key: string; variant: string; times?: number; seconds?: number }

/** A page with the widget and nothing else, with all that it reports as seen. */
async function emptyPage() {
  const page = await (await browser.newContext({ viewport: { width: 800, height: 600 } })).newPage()
  const complaints = complaintsOf(page)
  const reported: Seen[] = []
  const waiting: { key: string; found: (seen: Seen) => void }[] = []
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const [, json] = /^42\/widget,\d+(\[.*\])$/.exec(String(payload)) ?? []
      const [name, batch] = JSON.parse(json ?? '[]') as [string?, { flags: Seen[] }?]
      if (name !== 'exposure:seen' || !batch) return
      reported.push(...batch.flags)
      for (const { key, found } of waiting) for (const one of batch.flags) if (one.key === key) found(one)
    }),
  )
  await page.goto(sluice.url)
  await page.evaluate(async (clientKey) => {
    document.body.replaceChildren()
    const script = document.createElement('script')
    script.dataset.key = clientKey
    script.src = '/widget/v1.js'
    const loaded = new Promise((done) => script.addEventListener('load', done))
    document.head.append(script)
    await loaded
    await (window as unknown as { Sluice: { ready: Promise<void> } }).Sluice.ready
  }, key)
  return {
    page,
    complaints,
    seenOf: (key: string) => reported.filter((one) => one.key === key),
    next: (key: string) => new Promise<Seen>((found) => waiting.push({ key, found })),
  }
}

/** Puts a block into the page that shows what a flag decides, `top` pixels below its upper edge. */
const show = (page: Page, flag: string, top: number, height: number) =>
  page.evaluate(
    ([key, offset, tall]) => {
      const block = document.createElement('div')
      block.style.cssText = `position:absolute;left:0;width:800px;top:${offset}px;height:${tall}px`
      const wrap = document.createElement('section')
      wrap.append(block)
      document.body.append(wrap)
      block.dataset.sluiceFlag = String(key)
    },
    [flag, top, height] as const,
  )

it('reports what comes later once half of it was in sight for a second, and how long it stayed', async () => {
  const { page, next, seenOf, complaints } = await emptyPage()
  await show(page, 'welcome', 560, 200)
  await show(page, 'note-list', 100, 100)
  expect(await next('note-list')).toMatchObject({ seconds: 1 })
  expect(seenOf('welcome')).toEqual([])

  const longer = next('note-list')
  await page.evaluate(() => window.scrollTo(0, 80))
  expect(await next('welcome')).toMatchObject({ seconds: 1 })
  // What stayed in sight is reported along with what is new.
  expect((await longer).times).toBe(0)
  expect((await longer).seconds).toBeGreaterThanOrEqual(1)
  expect(complaints).toEqual([])
})

it('takes half of the window for enough of what is larger than it, and nothing once the mark is gone', async () => {
  const { page, next, seenOf } = await emptyPage()
  await show(page, 'note-list', 0, 4000)
  await page.evaluate(() => document.querySelector('[data-sluice-flag]')?.removeAttribute('data-sluice-flag'))
  await show(page, 'welcome', 0, 4000)
  expect(await next('welcome')).toMatchObject({ seconds: 1 })
  expect(seenOf('note-list')).toEqual([])
})
