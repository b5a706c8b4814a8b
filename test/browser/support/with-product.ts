import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startBuilt } from './built.ts'
import { complaintsOf, openChromium } from './chromium.ts'
import { startProduct } from './product.ts'

export type Product = Awaited<ReturnType<typeof startProduct>>

/** A server, a browser and a product with the widget for all the tests of a file; the product is handed to `begin`. */
export function withProduct(begin: (product: Product) => void) {
  let sluice: Awaited<ReturnType<typeof startBuilt>>
  let browser: Browser
  let product: Product
  const complaints: string[][] = []

  beforeAll(async () => {
    sluice = await startBuilt()
    browser = await openChromium()
    product = await startProduct(sluice, await newPage())
    begin(product)
  }, 60_000)
  afterAll(async () => {
    product.stop()
    await browser.close()
    await sluice.stop()
  })

  async function newPage(how: BrowserContextOptions = {}): Promise<Page> {
    const viewport = { width: 1000, height: 800 }
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce', ...how })
    context.setDefaultTimeout(8000)
    const page = await context.newPage()
    complaints.push(complaintsOf(page))
    return page
  }

  return { newPage, complaints }
}
