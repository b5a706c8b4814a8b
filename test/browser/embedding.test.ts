import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import type { SluiceApi } from '../../src/widget/api.ts'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { startHost } from './support/host.ts'

declare const Sluice: SluiceApi

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let host: Awaited<ReturnType<typeof startHost>>

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
  host = await startHost(browser, sluice)
}, 60_000)
afterAll(async () => {
  host.stop()
  await browser.close()
  await sluice.stop()
})

type Look = Parameters<Browser['newContext']>[0]

async function newPage(look: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1000, height: 900 }, reducedMotion: 'reduce', colorScheme: 'light' },
    ...look,
  })
  context.setDefaultTimeout(8000)
  return context.newPage()
}

const launcher = (page: Page) => page.locator('sluice-widget .launcher')
const styleOf = (page: Page, part: string, property: string) =>
  page
    .locator(`sluice-widget ${part}`)
    .first()
    .evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), property)

async function faultsOfWidget(): Promise<string[]> {
  type Violation = { id: string; nodes: { html: string; failureSummary: string }[] }
  type Axe = { run(where: object): Promise<{ violations: Violation[] }> }
  const { axe } = globalThis as unknown as { axe: Axe }
  const { violations } = await axe.run({ include: [['sluice-widget']] })
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join(' ')}`,
  )
}

describe('a page that allows nothing but the loader and the server', () => {
  it('has every part of the widget, and nothing is refused', async () => {
    const page = await newPage()
    const complaints = complaintsOf(page)
    await page.goto(
      host.add('<p data-sluice-flag="note-list">Notes</p>', {
        attributes: `data-console data-theme='{"accent":"#6b21a8","radius":4,"font":"serif"}'`,
        policy: `default-src 'none'; script-src 'nonce-n0nce'; connect-src ${sluice.url} ${sluice.url.replace('http', 'ws')}`,
      }),
    )
    const loaded = () =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => name)
          .join(' '),
      )
    await page.evaluate(async () => {
      await Sluice.ready
      Sluice.seen('new-editor')
    })
    const question = page.getByRole('heading', { name: 'How is writing in Notewell today?' })
    await question.waitFor()
    await page.getByRole('radio', { name: /^9 of 10/ }).check({ force: true })
    for (const name of ['My pace', 'New for me', 'Talk to us']) {
      if (
        (await launcher(page).getAttribute('aria-expanded')) === 'false' ||
        !(await page.getByRole('tab').first().isVisible())
      )
        await launcher(page).click()
      await page.getByRole('tab', { name }).click()
    }
    await page.getByLabel('Your message').fill('From a strict page')
    const picture = await page.evaluate(() => document.createElement('canvas').toDataURL().split(',')[1] ?? '')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'own.png', mimeType: 'image/png', buffer: Buffer.from(picture, 'base64') })
    await page.getByRole('button', { name: 'Use this picture' }).click()
    await page.evaluate(() => console.warn('reported'))
    await page.getByText('See exactly what is sent').click()
    await page.getByRole('checkbox', { name: /^Add what this page reported last/ }).check()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('Sent. The team’s reply will appear here.').waitFor()
    const names = await loaded()
    for (const part of ['asking', 'choices', 'lines', 'screenshot', 'sight', 'survey', 'talk'])
      expect(names).toContain(`/widget/${part}-en-`)
    expect(complaints).toEqual([])
  }, 60_000)
})

describe('the theme', () => {
  it('is taken where it is legible, and mended where it is not, with a word to whoever wrote it', async () => {
    const page = await newPage()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await page.goto(
      host.add('', {
        attributes: `data-theme='{"accent":"gold","text":"navy","radius":"3px","font":"serif","side":"start","scheme":"light"}'`,
      }),
    )
    await launcher(page).click()
    expect(await styleOf(page, '.dialog', 'border-radius')).toBe('3px')
    expect(await styleOf(page, '.dialog', 'font-family')).toBe('serif')
    expect(await styleOf(page, '.dialog', 'color')).toBe('rgb(0, 0, 128)')
    expect((await launcher(page).boundingBox())?.x).toBe(24)
    expect(warnings).toEqual([
      expect.stringMatching(/accent #ffd700 is not legible in the light scheme; #\w{6} is taken/),
    ])
  })

  it('has another accent in the dark, and the scheme of the background where there is one', async () => {
    const page = await newPage({ colorScheme: 'dark' })
    await page.goto(host.add('', { attributes: `data-theme='{"accent":"gold"}'` }))
    await launcher(page).waitFor()
    expect(await styleOf(page, '.launcher', 'background-color')).toBe('rgb(255, 215, 0)')
    await page.goto(host.add('', { attributes: `data-theme='{"background":"ivory"}'` }))
    await launcher(page).click()
    expect(await styleOf(page, '.dialog', 'background-color')).toBe('rgb(255, 255, 240)')
    expect(await styleOf(page, '.dialog', 'color-scheme')).toBe('light')
  })

  it('gives way to the page’s own style sheet, and to forced colours', async () => {
    const page = await newPage()
    const own = '<style>sluice-widget { --sluice-accent: rgb(1, 2, 3) }</style>'
    await page.goto(host.add(own, { attributes: `data-theme='{"accent":"#6b21a8"}'` }))
    await launcher(page).waitFor()
    expect(await styleOf(page, '.launcher', 'background-color')).toBe('rgb(1, 2, 3)')
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await styleOf(page, '.launcher', 'background-color')).not.toBe('rgb(1, 2, 3)')
  })

  it('says what it does not understand, and goes without it', async () => {
    const page = await newPage()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    const theme = '{"accent":"transparent","text":"blurple","radius":"big"}'
    await page.goto(host.add('', { attributes: `data-theme='${theme}'` }))
    await launcher(page).waitFor()
    expect(await styleOf(page, '.launcher', 'background-color')).toBe('rgb(10, 112, 107)')
    expect(warnings).toEqual([
      expect.stringContaining('accent "transparent" is not taken'),
      expect.stringContaining('text "blurple" is no colour'),
      expect.stringContaining('"big" is no border-radius'),
    ])
  })
})

describe('the language', () => {
  it.each([
    ['de', 'ltr', 'Neu für mich', /^Das Alte bis \d+\. \p{L}+ behalten$/u],
    ['fr', 'ltr', 'Nouveautés', /^Garder l’ancien jusqu’au \d+ \p{L}+$/u],
    ['es', 'ltr', 'Novedades', /^Conservar lo anterior hasta el \d+ de \p{L}+$/u],
    ['ar', 'rtl', 'جديدي', /^إبقاء القديم حتى \u2068\d+ \p{L}+\u2069$/u],
  ])('is that of the page: %s', async (language, direction, tab, keep) => {
    const page = await newPage()
    const complaints = complaintsOf(page)
    await page.goto(host.add('', { lang: `${language}-XX`, root: `dir="${direction}"` }))
    await launcher(page).click()
    await page.getByRole('tab', { name: tab }).waitFor()
    const button = page.locator('sluice-widget .keep .plain').first()
    await button.waitFor()
    expect(await button.textContent()).toMatch(keep)
    expect(await page.locator('sluice-widget .sluice').getAttribute('lang')).toBe(language)
    expect(await styleOf(page, '.part', 'direction')).toBe(direction)
    const { x } = (await launcher(page).boundingBox()) ?? { x: Number.NaN }
    expect(x).toBe(direction === 'rtl' ? 24 : 1000 - 24 - 54)
    expect(complaints).toEqual([])
  })
})

type Given = { lang?: string; root?: string; attributes?: string; body?: string; colorScheme?: 'light' | 'dark' }
const arabic = { lang: 'ar', root: 'dir="rtl"' }

it.each<[string, Given]>([
  ['in Arabic', arabic],
  ['in Arabic, in the dark', { ...arabic, colorScheme: 'dark' }],
  ['in hard colours', { attributes: `data-theme='{"accent":"gold","background":"#767676","text":"#666"}'` }],
  ['in the page', { body: '<div data-sluice-panel></div>' }],
])(
  'is accessible %s',
  async (_, { body = '', colorScheme = 'light', ...how }) => {
    const page = await newPage({ viewport: { width: 390, height: 844 }, colorScheme })
    await page.goto(host.add(`<main><h1>Product</h1>${body}</main>`, how))
    if (!body) await launcher(page).click()
    await page.addScriptTag({ path: axe })
    for (const tab of await page.locator('sluice-widget [role=tab]').all()) {
      await tab.click()
      await page.locator('sluice-widget .page:not([hidden]) :is(h2, h3, legend)').first().waitFor()
      expect(await page.evaluate(faultsOfWidget)).toEqual([])
    }
  },
  30_000,
)

describe('the panel in the page', () => {
  it('stands open where the page has a place for it, without a launcher and without taking the focus', async () => {
    const page = await newPage()
    await page.goto(host.add('<input autofocus><div style="height: 1500px"></div><div data-sluice-panel></div>'))
    const panel = page.getByRole('region', { name: /^New for me, my pace/ })
    await panel.getByRole('heading', { name: 'What I have' }).waitFor()
    expect(await launcher(page).isVisible()).toBe(false)
    expect(await page.evaluate(() => [document.activeElement?.tagName, scrollY])).toEqual(['INPUT', 0])

    await panel.getByRole('tab', { name: 'My pace' }).click()
    await panel.getByRole('radio', { name: 'Calm' }).check({ force: true })
    await page.keyboard.press('Escape')
    await page.evaluate(() => Sluice.close())
    expect(await panel.isVisible()).toBe(true)

    await page.evaluate(() => scrollTo(0, 0))
    await page.getByRole('textbox').first().focus()
    await page.evaluate(() => Sluice.open())
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0)
  }, 30_000)
})

it('serves the OpenFeature provider as a module for pages without a bundler', async () => {
  const page = await newPage()
  const complaints = complaintsOf(page)
  await page.goto(
    host.add(`<script type="module">
      import { sluiceProvider } from '${sluice.url}/widget/openfeature.js'
      const provider = sluiceProvider()
      await provider.initialize()
      const { value, variant } = provider.resolveStringEvaluation('note-list', 'none')
      document.body.append(\`list is \${value}, \${variant}\`)
    </script>`),
  )
  await page.getByText(/list is (?!none)\w+, \w+/).waitFor()
  expect(complaints).toEqual([])
})
