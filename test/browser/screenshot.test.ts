import { createRequire } from 'node:module'
import type { Browser, Locator, Page } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
const complaints: string[][] = []

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

type Look = { width?: number; height?: number; colorScheme?: 'dark' | 'light'; bypassCSP?: boolean }

async function newPage({ width = 1000, height = 800, ...look }: Look = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...look })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  complaints.push(complaintsOf(page))
  return page
}

async function talkIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^New for me, my pace/ }).click()
  await page.getByRole('tab', { name: 'Talk to us' }).click()
}

async function visit(look?: Look): Promise<Page> {
  const page = await newPage(look)
  await page.goto(`${sluice.url}/demo`)
  await page.getByRole('textbox', { name: 'Title' }).fill('My secret diagnosis')
  await talkIn(page)
  return page
}

async function takePicture(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Picture of this page' }).click()
  const editor = page.getByRole('dialog', { name: 'Black out and draw' })
  await editor.waitFor()
  return editor
}

/** The colours in a part of what a canvas shows, most first; the part is in shares of its sides. */
const coloursIn = (canvas: Locator, part: { x: number; y: number; width: number; height: number }) =>
  canvas.evaluate((element, { x, y, width, height }) => {
    const picture = element as HTMLCanvasElement
    const [left, top] = [Math.ceil(picture.width * x), Math.ceil(picture.height * y)]
    const size = [Math.floor(picture.width * width), Math.floor(picture.height * height)] as const
    const { data } = picture.getContext('2d')?.getImageData(left, top, ...size) ?? { data: [] }
    const counts = new Map<string, number>()
    for (let at = 0; at < data.length; at += 4) {
      const colour = [data[at], data[at + 1], data[at + 2]].join(',')
      counts.set(colour, (counts.get(colour) ?? 0) + 1)
    }
    return [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
  }, part)

/** Where something stands in the window, in shares of it, without its edges. */
async function shareOf(page: Page, what: Locator) {
  const box = await what.boundingBox()
  const { width, height } = page.viewportSize() ?? { width: 1, height: 1 }
  if (!box) throw new Error('It is not to be seen')
  return {
    ...{ x: (box.x + 2) / width, y: (box.y + 2) / height },
    ...{ width: (box.width - 4) / width, height: (box.height - 4) / height },
  }
}

it('takes the page with its fields covered, blacks out by keyboard alone, sends, and shows it to both sides', async () => {
  const page = await visit()
  const field = await shareOf(page, page.locator('#note-title'))
  const heading = await shareOf(page, page.locator('header.bar .name'))
  const editor = await takePicture(page)
  const canvas = page.locator('.stage canvas')
  expect(await coloursIn(canvas, field)).toEqual(['95,99,104'])
  // The rest is really there: a drawing of many colours, not an empty sheet.
  expect((await coloursIn(canvas, heading)).length).toBeGreaterThan(20)

  const press = async (key: string, times = 1) => {
    for (let n = 0; n < times; n++) await page.keyboard.press(key)
  }
  await press('Tab', 2)
  await press('Enter')
  const shape = page.getByRole('button', { name: /^Black out, 35 % from the left, 40 % from the top/ })
  await shape.waitFor()
  await press('ArrowUp', 100)
  await press('ArrowLeft', 100)
  await press('Shift+ArrowRight', 10)
  await page.getByRole('button', { name: /^Black out, 0 % from the left, 0 % from the top/ }).waitFor()
  expect(await coloursIn(canvas, { x: 0, y: 0, width: 0.3, height: 0.2 })).toEqual(['0,0,0'])
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await editor.waitFor({ state: 'detached' })

  expect(
    await page.evaluate(() => document.querySelector('sluice-widget')?.shadowRoot?.activeElement?.textContent),
  ).toBe('Picture of this page')
  await page.getByLabel('Your message').fill('The list is gone')
  await page.getByText('See exactly what is sent').click()
  const told = JSON.parse((await page.locator('.exactly', { hasText: 'kind' }).textContent()) ?? '')
  expect(told.message).toMatchObject({ kind: 'problem', text: 'The list is gone' })
  expect(told.pictures).toMatchObject([{ id: told.message.attachments[0], width: 1000, height: 800 }])
  expect(told.pictures[0].bytes).toBeLessThan(1.5 * 1024 * 1024)
  const sent = page.waitForRequest((request) => request.method() === 'PUT')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  expect((await sent).url()).toBe(`${sluice.url}/api/v1/attachments/${told.message.attachments[0]}`)
  await page.getByText('Sent. The team’s reply will appear here.').waitFor()

  await page.getByRole('button', { name: /The list is gone/ }).click()
  const own = page.getByRole('img', { name: 'Picture 1' }).locator('canvas')
  await own.waitFor()
  expect(await coloursIn(own, { x: 0.02, y: 0.02, width: 0.3, height: 0.15 })).toEqual(['0,0,0'])

  const team = await newPage()
  await makeFirstAccount(team, sluice)
  await team.goto(`${sluice.url}/console/notewell/inbox`)
  await team.getByRole('link', { name: /The list is gone/ }).click()
  const shown = team.locator('.thread img')
  await shown.waitFor()
  expect(await shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1000)
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('takes pictures from the device: chosen, pasted, dropped; at most three, and says by name what it does not take', async () => {
  const page = await visit()
  const png = Buffer.from(
    await page.evaluate(() => {
      const canvas = document.createElement('canvas')
      canvas.width = 40
      canvas.height = 30
      return canvas.toDataURL().split(',')[1] ?? ''
    }),
    'base64',
  )
  const chooser = page.locator('input[type=file]')
  await chooser.setInputFiles({ name: 'notes.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') })
  await page.getByText('notes.gif is no PNG, JPEG or WebP picture.').waitFor()
  await chooser.setInputFiles({ name: 'huge.png', mimeType: 'image/png', buffer: Buffer.alloc(5 * 1024 * 1024 + 1) })
  await page.getByText('huge.png is larger than 5 MB.').waitFor()
  await chooser.setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('nothing') })
  await page.getByText('broken.png cannot be read as a picture.').waitFor()

  const use = page.getByRole('button', { name: 'Use this picture' })
  await chooser.setInputFiles({ name: 'one.png', mimeType: 'image/png', buffer: png })
  await use.click()
  await page.getByRole('button', { name: 'Draw on picture 1' }).waitFor()
  const bring = (name: string, kind: 'paste' | 'drop') =>
    page.getByLabel('Your message').evaluate(
      (element, { content, name, kind }) => {
        const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
        const carried = new DataTransfer()
        carried.items.add(new File([bytes], name, { type: 'image/png' }))
        const how = { bubbles: true, cancelable: true }
        element.dispatchEvent(
          kind === 'paste'
            ? new ClipboardEvent('paste', { ...how, clipboardData: carried })
            : new DragEvent('drop', { ...how, dataTransfer: carried }),
        )
      },
      { content: png.toString('base64'), name, kind },
    )
  await bring('two.png', 'paste')
  await use.click()
  await page.getByRole('button', { name: 'Draw on picture 2' }).waitFor()
  await bring('three.png', 'drop')
  await use.click()
  await page.getByRole('button', { name: 'Draw on picture 3' }).waitFor()
  await bring('four.png', 'paste')
  await page.getByText('four.png: at most 3 pictures go with one message.').waitFor()
  await page.getByRole('button', { name: 'Remove picture 2' }).click()
  expect(await page.getByRole('button', { name: /^Draw on picture/ }).count()).toBe(2)
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('keeps the focus inside, gives it back, and lets go at Escape alone; the widget stays open', async () => {
  const page = await visit({ width: 320, height: 640, colorScheme: 'dark' })
  const editor = await takePicture(page)
  expect(
    await editor.evaluate(
      (dialog) => dialog.matches(':modal') && dialog.contains((dialog.getRootNode() as ShadowRoot).activeElement),
    ),
  ).toBe(true)
  const box = await editor.boundingBox()
  expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 320).toBe(true)
  expect(await editor.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true)
  await page.keyboard.press('Escape')
  await editor.waitFor({ state: 'detached' })
  expect(
    await page.evaluate(() => document.querySelector('sluice-widget')?.shadowRoot?.activeElement?.textContent),
  ).toBe('Picture of this page')
  expect(await page.getByRole('list', { name: 'Pictures' }).count()).toBe(0)
  expect(complaints.flat()).toEqual([])
}, 60_000)

/**
 * Notewell's document with another body and another policy: a page of somebody else's. Browsers connect such a made-up
 * page to nothing, and say so.
 */
async function strangersPage(page: Page, policy: string, body: string): Promise<void> {
  complaints.pop()
  await page.route(`${sluice.url}/demo`, async (route) => {
    const answer = await route.fetch()
    const nonce = /nonce-([^']+)'/.exec(answer.headers()['content-security-policy'] ?? '')?.[1]
    const head = (await answer.text()).replace(
      /<link rel="stylesheet"[^>]*>|<script src="\/scripts[^>]*><\/script>/g,
      '',
    )
    await route.fulfill({
      headers: {
        'content-type': 'text/html',
        'content-security-policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src 'self' ws:; ${policy.replace('NONCE', `'nonce-${nonce}'`)}`,
      },
      body: head.replace(/<body>[\s\S]*<\/body>/, `<body>${body.replaceAll('NONCE', nonce ?? '')}</body>`),
    })
  })
  await page.goto(`${sluice.url}/demo`)
  await talkIn(page)
}

const privateParts = `
<style nonce="NONCE">
  body { margin: 0; color: #123 } .mine { display: block; width: 300px; height: 40px; margin: 10px; box-sizing: border-box }
  .mine[data-private] { background: linear-gradient(red, blue); overflow: auto } .box::before { content: 'secret' }
  .far { height: 4000px; background: #eee }
</style>
<input class="mine" value="secret"><input class="mine" placeholder="a hint"><input class="mine" type="password" value="secret">
<select class="mine"><option>secret</option></select><textarea class="mine">secret</textarea>
<div class="mine" contenteditable>secret</div><div class="mine" role="textbox">secret</div>
<div class="mine box" data-private><img alt="" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40' fill='lime'/></svg>"><p>secret</p></div>
<table><tbody><tr data-private><td class="mine">secret</td></tr></tbody></table>
<p>Before <span class="run" data-private>secret words</span> after</p><div class="far">far</div>`

it.each(['ltr', 'rtl'])(
  'covers all that is private in one colour, under a policy that allows nothing inline, wherever the page is scrolled: %s',
  async (direction) => {
    const page = await newPage()
    await strangersPage(page, `style-src NONCE; img-src data:`, privateParts)
    await page.evaluate((dir) => {
      document.documentElement.dir = dir
      scrollTo(0, 5)
    }, direction)
    const places = await Promise.all((await page.locator('.mine, .run').all()).map((one) => shareOf(page, one)))
    expect(places).toHaveLength(10)
    await takePicture(page)
    const canvas = page.locator('.stage canvas')
    for (const place of places) expect(await coloursIn(canvas, place)).toEqual(['95,99,104'])
  },
  60_000,
)

it('says so where a page allows no pictures, and takes one from the device all the same', async () => {
  const page = await newPage()
  await strangersPage(page, 'style-src NONCE', '<p>Nothing but words</p>')
  await page.getByRole('button', { name: 'Picture of this page' }).click()
  await page.getByText('This page does not let itself be drawn. Add a picture of your own instead.').waitFor()
  await page.getByRole('button', { name: 'Let the browser take it' }).waitFor()
  const drawn = await page.evaluate(() => document.createElement('canvas').toDataURL().split(',')[1] ?? '')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'own.png', mimeType: 'image/png', buffer: Buffer.from(drawn, 'base64') })
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await page.getByRole('button', { name: 'Draw on picture 1' }).waitFor()
}, 60_000)

/** Puts something of our own in the place of the browser's question, which no test can answer. */
const letBrowserShare = (page: Page, answer: 'share' | 'refuse') =>
  page.evaluate((wanted) => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      if (wanted === 'refuse') throw new DOMException('Permission denied', 'NotAllowedError')
      const sheet = Object.assign(document.createElement('canvas'), { width: 640, height: 400 })
      const drawing = sheet.getContext('2d')
      const draw = () => {
        if (drawing) drawing.fillStyle = '#00f'
        drawing?.fillRect(0, 0, 640, 400)
      }
      setInterval(draw, 20)
      const stream = sheet.captureStream()
      Object.assign(globalThis, { shared: stream })
      return stream
    }
  }, answer)

it('lets the browser take the picture where the page cannot be drawn, as often as it is asked to, and stops then', async () => {
  const page = await newPage()
  await strangersPage(page, 'style-src NONCE', '<p>Nothing but words</p>')
  await page.getByRole('button', { name: 'Picture of this page' }).click()
  const offer = page.getByRole('button', { name: 'Let the browser take it' })
  await offer.waitFor()
  await letBrowserShare(page, 'refuse')
  for (let times = 0; times < 2; times++) {
    await offer.press('Enter')
    await page.getByRole('alert').getByText('The browser has taken no picture.').waitFor()
    expect(await offer.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true)
  }

  await letBrowserShare(page, 'share')
  await offer.press('Enter')
  await page.getByRole('dialog', { name: 'Black out and draw' }).waitFor()
  const canvas = page.locator('.stage canvas')
  const [colour = ''] = await coloursIn(canvas, { x: 0.2, y: 0.2, width: 0.6, height: 0.6 })
  const [red = 255, green = 255, blue = 0] = colour.split(',').map(Number)
  expect([red < 30, green < 30, blue > 220]).toEqual([true, true, true])
  const after = await page.evaluate(() => {
    const { shared } = globalThis as unknown as { shared: MediaStream }
    const host = document.querySelector<HTMLElement>('sluice-widget')
    return [shared.getTracks().map(({ readyState }) => readyState), host?.style.visibility]
  })
  expect(after).toEqual([['ended'], ''])
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await page.getByRole('button', { name: 'Draw on picture 1' }).waitFor()
  expect(await page.getByRole('alert').allTextContents()).not.toContain('The browser has taken no picture.')
}, 60_000)

it('sends what the page reported only where it is ticked, and shows it word for word before', async () => {
  const page = await visit()
  await page.evaluate(async () => {
    console.warn('Saving failed for ada@example.org', { body: 'secret' })
    await fetch('/livez?key=secret')
  })
  const field = page.getByLabel('Your message')
  await field.fill('It is slow')
  await page.getByText('See exactly what is sent').click()
  const shown = page.locator('.exactly', { hasText: 'It is slow' })
  expect(JSON.parse((await shown.textContent()) ?? '').message).not.toHaveProperty('lines')
  await page.getByRole('checkbox', { name: /^Add what this page reported last \(\d+ lines?\)/ }).check()
  const { message } = JSON.parse((await page.locator('.exactly', { hasText: 'lines' }).textContent()) ?? '')
  expect(message.lines.console).toContainEqual({ level: 'warn', text: 'Saving failed for [e-mail] [Object]' })
  expect(JSON.stringify(message)).not.toContain('secret')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Sent. The team’s reply will appear here.').waitFor()
  expect(complaints.flat()).toEqual([])
}, 60_000)

it.each(['light', 'dark'] as const)(
  'is accessible: the form with a picture and the editor, %s',
  async (colorScheme) => {
    const page = await visit({ width: 390, colorScheme, bypassCSP: true })
    await takePicture(page)
    await page.getByRole('button', { name: 'Add one in the middle' }).click()
    await page.addScriptTag({ path: axe })
    const faults = () =>
      page.evaluate(async () => {
        type Violation = { id: string; nodes: { html: string }[] }
        type Axe = { run(where: object): Promise<{ violations: Violation[] }> }
        const { axe } = globalThis as unknown as { axe: Axe }
        const { violations } = await axe.run({ include: [['sluice-widget']] })
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      })
    expect(await faults()).toEqual([])
    await page.getByRole('button', { name: 'Use this picture' }).click()
    await page.getByRole('button', { name: 'Draw on picture 1' }).waitFor()
    await page.getByText('See exactly what is sent').click()
    expect(await faults()).toEqual([])
  },
  60_000,
)
