import type { Page } from 'playwright-core'
import type { SurveyDraftSent } from '../../src/surveys/survey.ts'
import type { SluiceApi } from '../../src/widget/api.ts'
import { type Product, withProduct } from './support/with-product.ts'

declare const Sluice: SluiceApi

let product: Product
const { newPage, complaints } = withProduct((one) => {
  product = one
})
afterEach(() => expect(complaints.flat()).toEqual([]))

const phone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }
const labels = ['Speed', 'Calm', 'Search', 'Sharing']
const ranking: SurveyDraftSent['questions'][number] = {
  ...{ kind: 'ranking', id: 'matters', text: 'What matters?' },
  choices: labels.map((label) => ({ id: label.toLowerCase(), label })),
}

/** A survey on a page of the product that is there for it alone. */
async function asked(key: string, draft: Partial<SurveyDraftSent> = {}, body = '<p>Some text of the product.</p>') {
  product.page(`/${key}`, body)
  await product.publish(key, {
    ...{ name: key, language: 'en', triggers: [{ on: 'url', match: 'exact', value: `/${key}` }] },
    ...{ frequency: { anyDays: 0 }, questions: [ranking], ...draft },
  })
}

const card = (page: Page) => page.locator('section.survey')

describe('a visitor without a name', () => {
  it('is asked nothing where the browser keeps nothing, for it would be the same at every load', async () => {
    await asked('unkept')
    const page = await newPage()
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      }
    })
    const sent: string[] = []
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
    for (let load = 0; load < 2; load++) {
      // The card is loaded before anybody is asked, and what is asked for next goes the same way.
      const isReady = page.waitForResponse(/\/survey-/)
      await page.goto(`${product.url}/unkept`)
      await (await isReady).finished()
      await page.getByRole('button', { name: /^New for me/ }).click()
      await page.getByRole('tab', { name: 'My pace' }).click()
      await page.getByRole('group', { name: 'How often may we ask you?' }).waitFor()
      expect(await card(page).count()).toBe(0)
    }
    expect(sent.filter((frame) => frame.includes('asking:get'))).toHaveLength(2)
    expect(sent.filter((frame) => frame.includes('survey:ask'))).toEqual([])
    expect(await product.responses('unkept')).toEqual([])
    await product.close('unkept')
  }, 30_000)

  it('is asked once though they do nothing about it', async () => {
    await asked('once')
    const page = await newPage()
    for (let load = 0; load < 2; load++) {
      await page.goto(`${product.url}/once`)
      await card(page).waitFor()
    }
    expect(await product.responses('once')).toHaveLength(1)
    await product.close('once')
  }, 30_000)
})

describe('ranking', () => {
  const order = (page: Page) => card(page).locator('ol.ranking .label').allTextContents()

  /** Where the grip of a thing is. */
  async function gripOf(page: Page, label: string): Promise<{ x: number; y: number }> {
    const box = await card(page).locator('ol.ranking li', { hasText: label }).locator('.grip').boundingBox()
    if (!box) throw new Error(`${label} has no grip`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  it.each([
    ['a mouse', {}],
    ['a finger, which does not scroll meanwhile', phone],
  ])(
    'is done by dragging with %s',
    async (name, how) => {
      const key = name.startsWith('a mouse') ? 'dragged' : 'touched'
      await asked(key, {}, '<div style="height: 3000px">Long</div>')
      const page = await newPage(how)
      await page.goto(`${product.url}/${key}`)
      await card(page).waitFor()
      expect(await order(page)).toEqual(labels)
      const touch = await page.context().newCDPSession(page)
      const drag = async (from: string, to: string) => {
        const [start, end] = [await gripOf(page, from), await gripOf(page, to)]
        const ys = Array.from(
          { length: 10 },
          (_, i) => start.y + ((end.y + Math.sign(end.y - start.y) * 4 - start.y) * (i + 1)) / 10,
        )
        if (how === phone) {
          const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
            touch.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: start.x, y }] })
          await send('touchStart', start.y)
          for (const y of ys) await send('touchMove', y)
          await send('touchEnd')
        } else {
          await page.mouse.move(start.x, start.y)
          await page.mouse.down()
          for (const y of ys) await page.mouse.move(start.x, y)
          await page.mouse.up()
        }
      }
      await drag('Sharing', 'Speed')
      expect(await order(page)).toEqual(['Sharing', 'Speed', 'Calm', 'Search'])
      await page.getByText('Sharing is number 1 of 4 now.').waitFor()
      await drag('Speed', 'Search')
      expect(await order(page)).toEqual(['Sharing', 'Calm', 'Search', 'Speed'])
      // Whatever is not held by its grip stays, and nothing follows a pointer that has let go.
      const { x, y } = await gripOf(page, 'Sharing')
      await page.mouse.move(x + 60, y)
      await page.mouse.down()
      await page.mouse.move(x + 60, y + 120)
      await page.mouse.up()
      expect(await order(page)).toEqual(['Sharing', 'Calm', 'Search', 'Speed'])
      expect(await page.evaluate(() => scrollY)).toBe(0)

      await card(page).getByRole('button', { name: 'Send answer' }).click()
      await page.getByText('Your answer is stored.').waitFor()
      const [{ answers }] = await product.responses(key)
      expect(answers).toMatchObject([{ question: 'matters', order: ['sharing', 'calm', 'search', 'speed'] }])
      await product.close(key)
    },
    30_000,
  )

  it('is done with the keyboard, up to both ends and no further', async () => {
    await asked('typed')
    const page = await newPage()
    await page.goto(`${product.url}/typed`)
    await card(page).waitFor()
    await page.getByRole('button', { name: 'Move down: Calm' }).focus()
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'Space']) await page.keyboard.press(key)
    expect(await order(page)).toEqual(['Speed', 'Search', 'Sharing', 'Calm'])
    await page.getByRole('button', { name: 'Move down: Calm', disabled: true }).waitFor()
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowUp')
    expect(await order(page)).toEqual(['Calm', 'Speed', 'Search', 'Sharing'])
    await page.getByText('Calm is number 1 of 4 now.').waitFor()
    expect(
      await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label')),
    ).toBe('Move down: Calm')
    await product.close('typed')
  }, 30_000)
})

it('asks whoever is about to leave by touch: a fast way up, not a slow one', async () => {
  await asked('leaving', { triggers: [{ on: 'exit' }] }, '<div style="height: 6000px">Long</div>')
  const page = await newPage(phone)
  await page.clock.install()
  const watching = page.waitForResponse(/\/asking-/)
  await page.goto(`${product.url}/leaving`)
  await watching
  await page.evaluate(() => Sluice.ready)
  await page.evaluate(() => scrollTo(0, 3000))
  // Nobody leaves who has just come; from now on time passes only while the finger moves slowly.
  await page.clock.pauseAt(Date.now() + 60_000)

  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 195, y }] })
  const top = () => page.evaluate(() => scrollY)
  await touch('touchStart', 100)
  for (let y = 120; y <= 300; y += 20) {
    await touch('touchMove', y)
    await page.clock.runFor(200)
  }
  expect(await top()).toBeLessThan(2900)
  expect(await card(page).count()).toBe(0)
  for (let y = 320; y <= 780; y += 20) await touch('touchMove', y)
  await touch('touchEnd')
  await page.clock.resume()
  await card(page).waitFor()
  const [{ trigger }] = await product.responses('leaving')
  expect(trigger).toEqual({ on: 'exit' })
  await product.close('leaving')
}, 30_000)

it('tells the server of what a page says at every turn of the wheel once, and of the rest when it is left', async () => {
  product.page('/wheel', '<p>Some text of the product.</p>')
  const page = await newPage()
  const sent: string[] = []
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => sent.push(String(payload))))
  await page.goto(`${product.url}/wheel`)
  await page.evaluate(async () => {
    await Sluice.ready
    const heard: number[] = []
    Sluice.on('event', ({ properties }) => heard.push(Number(properties.to)))
    for (let to = 0; to < 500; to++) Sluice.event('scrolled', { to })
    if (heard.length !== 500) throw new Error(`The page heard of ${heard.length}`)
  })
  await page.getByRole('button', { name: /^New for me/ }).click()
  await page.getByRole('tab', { name: 'My pace' }).click()
  await page.getByRole('group', { name: 'How often may we ask you?' }).waitFor()
  expect(sent.filter((frame) => frame.includes('event:happened'))).toEqual([
    expect.stringContaining('"name":"scrolled","properties":{"to":0}}'),
  ])
  const last = page.waitForRequest(/\/event\/happened$/)
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  expect((await last).postDataJSON()).toMatchObject({ name: 'scrolled', times: 499 })
}, 30_000)
