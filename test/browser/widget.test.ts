import type { Browser, Page } from 'playwright-core'
import { startBuilt } from './support/built.ts'
import { complaintsOf, openChromium } from './support/chromium.ts'
import { makeFirstAccount } from './support/first-account.ts'

let browser: Browser
let sluice: Awaited<ReturnType<typeof startBuilt>>
let publish: (flag: string, change: object) => Promise<void>
let giveUp: (channel: string) => Promise<void>
const complaints: string[][] = []

beforeAll(async () => {
  sluice = await startBuilt()
  browser = await openChromium()
  const team = await newPage()
  await makeFirstAccount(team, sluice)
  const csrf = (await team.locator('input[name=_csrf]').first().getAttribute('value')) ?? ''
  const project = `${sluice.url}/api/v1/projects/notewell`
  const send = async (method: 'POST' | 'PUT', path: string, data: object) => {
    const headers = { 'x-csrf-token': csrf }
    const answer = await team.request.fetch(`${project}/${path}`, { method, data, headers })
    if (!answer.ok()) throw new Error(await answer.text())
  }
  publish = (flag, change) => send('POST', `flags/${flag}/changes`, change)
  giveUp = async (channel) => {
    const ladder = await (await team.request.get(`${project}/channels`)).json()
    const channels = ladder.channels
      .filter(({ key }: { key: string }) => key !== channel)
      .map(({ text: _, ...draft }: { text: number }) => draft)
    await send('PUT', 'channels', { version: ladder.version, channels })
  }
}, 60_000)
afterAll(async () => {
  await browser.close()
  await sluice.stop()
})

async function newPage(width = 390, height = 844): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  complaints.push(complaintsOf(page))
  return page
}

const change = (title: string, more: object = {}) => ({
  ...{ class: 'feature', urgent: false, announced: true, title, sentence: 'One more line above your notes.' },
  ...{ weights: { cheerful: 100_000 }, reach: { stable: 100_000 } },
  ...more,
})

async function visit(...size: number[]): Promise<Page> {
  const page = await newPage(...size)
  await page.goto(`${sluice.url}/demo`)
  await page.getByRole('button', { name: /^New for me, my pace/ }).waitFor()
  return page
}

async function openTab(page: Page, name: string): Promise<void> {
  const launcher = page.getByRole('button', { name: /^New for me, my pace/ })
  if ((await launcher.getAttribute('aria-expanded')) === 'false') await launcher.click()
  await page.getByRole('tab', { name }).click()
}

it('shows what a pace changes before it is chosen, keeps the old one, gets it now, and undoes each', async () => {
  const product = await visit()
  await openTab(product, 'My pace')
  await product.getByRole('radio', { name: /^Beta/ }).check({ force: true })
  await product.getByRole('radio', { name: 'Calm' }).check({ force: true })
  await product.getByText(/^Beta and Calm instead of Stable and “As soon as it is out”/).waitFor()
  // Nothing is chosen yet: another look at the same page still has the old choice.
  await product.getByRole('button', { name: 'Keep Stable and As soon as it is out' }).waitFor()
  await product.getByRole('button', { name: 'Choose Beta and Calm' }).click()
  await product.getByText('Saved: you chose Beta and Calm.').waitFor()

  await openTab(product, 'New for me')
  const paste = product
    .getByRole('listitem')
    .filter({ has: product.getByRole('heading', { name: 'Paste from anywhere' }) })
    .last()
  await paste.getByText(/^It comes on /).waitFor()
  await product.getByRole('button', { name: /^Get it now: Paste from anywhere/ }).click()
  await product.getByText('You have Paste from anywhere now.').waitFor()
  await product.getByRole('button', { name: 'Undo' }).click()
  await product.getByRole('button', { name: /^Get it now: Paste from anywhere/ }).waitFor()

  const keep = product.getByRole('button', { name: /^Keep the old one until .*: A quieter greeting/ })
  await keep.click()
  await product.getByText(/^A quieter greeting: you keep the old one until /).waitFor()
  await product.getByRole('button', { name: 'Undo' }).click()
  await keep.waitFor()

  await openTab(product, 'My pace')
  await product.getByRole('radio', { name: /^Canary/ }).check({ force: true })
  await product.getByRole('button', { name: /^Join Canary/ }).waitFor()
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('shows what a hold and the way back to the default change before they are saved, and undoes both', async () => {
  const product = await visit()
  await openTab(product, 'My pace')
  await product.getByText('Until a day, or until I say').click()
  await product.getByRole('button', { name: 'Nothing new until you say' }).waitFor()
  const until = product.getByRole('textbox', { name: 'Until' }).last()
  const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  await until.fill(inTenDays)
  await product.getByText(/^Nothing that is announced would come later; security repairs still come within/).waitFor()
  await until.fill(new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10))
  await product.getByText('At most 90 days at a time').waitFor()
  await until.fill(inTenDays)
  await product.getByRole('textbox', { name: 'A note for yourself' }).fill('Exams')
  await product.getByRole('button', { name: /^Nothing new until \d/ }).click()
  await product.getByText(/^Saved\. Nothing new until \d/).waitFor()
  await product.getByText('Exams').waitFor()

  await product.getByRole('button', { name: /^Follow the team’s default again/ }).click()
  await product.getByText('The default of Notewell instead of your own choice: nothing changes for now.').waitFor()
  await product.getByText('Exams').waitFor()
  await product.getByRole('button', { name: 'Follow the default', exact: true }).click()
  await product.getByText(/^Saved: you follow the team’s default/).waitFor()
  await product.getByText('Exams').waitFor({ state: 'detached' })
  await product.getByRole('button', { name: 'Undo' }).click()
  await product.getByText('Exams').waitFor()
  await product.getByRole('button', { name: 'End it now' }).click()
  await product.getByText('The hold is over.').waitFor()
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('tells once, on one card and without taking the focus, what has arrived, and keeps the old one from there', async () => {
  const product = await visit(1280, 1000)
  await product.getByRole('textbox', { name: 'Title' }).focus()
  await publish('welcome', change('A line of cheer'))
  const card = product.getByRole('region', { name: 'A line of cheer arrived for you' })
  await card.waitFor()
  expect(await product.evaluate(() => document.activeElement?.id)).toBe('note-title')
  await card.getByText(/^One more line above your notes\./).waitFor()

  await card.getByRole('button', { name: /^Keep the old one until/ }).click()
  await card.getByText(/^A line of cheer: you keep the old one until/).waitFor()
  await card.getByRole('button', { name: 'Undo' }).click()
  await card.getByRole('button', { name: /^How is it\?/ }).click()
  expect(await product.getByLabel('Your message').inputValue()).toBe('A line of cheer: ')
  await product.getByRole('button', { name: 'Close', exact: true }).click()
  await card.waitFor({ state: 'detached' })

  // What came while nobody looked is told at the next visit, and then no more.
  await product.goto('about:blank')
  await publish('note-list', { ...change('Cards for all'), weights: { cards: 100_000 } })
  await product.goto(`${sluice.url}/demo`)
  await product.getByRole('region', { name: 'Cards for all arrived for you' }).waitFor()
  await product.reload()
  await openTab(product, 'New for me')
  await product.getByRole('heading', { name: 'Cards for all' }).waitFor()
  expect(await product.getByRole('region', { name: /arrived for you/ }).count()).toBe(0)
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('asks for a yes where the subject wants to be asked, and a yes in one tab reaches the other', async () => {
  const product = await visit()
  await openTab(product, 'My pace')
  await product.getByRole('radio', { name: 'Ask me' }).check({ force: true })
  await product.getByRole('button', { name: 'Choose Ask me' }).click()
  await product.getByText('Saved: you chose Ask me.').waitFor()
  const other = await product.context().newPage()
  await other.goto(`${sluice.url}/demo`)

  await publish('welcome', change('A second line of cheer'))
  const card = product.getByRole('region', { name: /^1 thing waits for your yes$|^You said yes$/ })
  await product.getByRole('button', { name: /^New for me, my pace, talk to us, 1 new for you/ }).waitFor()
  await card.getByRole('button', { name: 'Yes, get it now: A second line of cheer' }).click()
  await card.getByText('You have A second line of cheer now.').waitFor()
  await product.getByRole('button', { name: /^New for me, my pace, talk to us(?!.*new for you)/ }).waitFor()
  await openTab(other, 'New for me')
  await other.getByText('You got it now, before its time.').waitFor()
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('tells on one device what was not told on another, and takes a card away that was closed there', async () => {
  const phone = await visit()
  await openTab(phone, 'My pace')
  await phone.getByRole('radio', { name: /^Beta/ }).check({ force: true })
  await phone.getByRole('button', { name: 'Choose Beta' }).click()
  await phone.getByText('Saved: you chose Beta.').waitFor()
  const [own] = await Promise.all([
    phone.waitForEvent('popup'),
    phone.getByRole('button', { name: /^All my choices/ }).click(),
  ])
  await own.getByRole('button', { name: 'Show the code' }).click()
  const link = (await own.locator('#device-link').textContent()) ?? ''
  await own.close()
  await phone.getByRole('button', { name: /^New for me, my pace/ }).click()

  const laptop = await newPage(1280, 1000)
  await laptop.goto(link)
  await laptop.getByRole('heading', { level: 1, name: /on their way|is out for you|on its way/ }).waitFor()
  await laptop.goto(`${sluice.url}/demo`)
  await openTab(laptop, 'My pace')
  await laptop.getByRole('radio', { name: /^Beta/, checked: true }).waitFor()
  await laptop.getByRole('button', { name: /^New for me, my pace/ }).click()

  await publish('welcome', change('A first line'))
  const first = { name: 'A first line arrived for you' }
  const [onPhone, onLaptop] = [phone.getByRole('region', first), laptop.getByRole('region', first)]
  await Promise.race([onPhone.waitFor(), onLaptop.waitFor()])
  const isOnPhone = await onPhone.isVisible()
  await (isOnPhone ? onPhone : onLaptop).getByRole('button', { name: 'Close' }).click()
  // Whichever of them was faster: a card that the other one showed in the same moment goes too.
  await onPhone.waitFor({ state: 'detached' })
  await onLaptop.waitFor({ state: 'detached' })

  await laptop.goto('about:blank')
  await publish('welcome', change('A second line'))
  const second = { name: 'A second line arrived for you' }
  await phone.getByRole('region', second).waitFor()
  await laptop.goto(`${sluice.url}/demo`)
  await openTab(laptop, 'New for me')
  await laptop.getByRole('heading', { name: 'What I have' }).waitFor()
  expect(await laptop.getByRole('region', second).count()).toBe(0)
  expect(complaints.flat()).toEqual([])
}, 60_000)

it('tells whoever was moved to another channel, until they have read it', async () => {
  const product = await visit()
  await openTab(product, 'My pace')
  // By keyboard alone: from one channel to the next, to the button, to the tabs and out.
  await product.getByRole('radio', { name: /^Stable/ }).focus()
  await product.keyboard.press('ArrowDown')
  const choose = product.getByRole('button', { name: 'Choose Beta' })
  await choose.focus()
  await product.keyboard.press('Enter')
  await product.getByText('Saved: you chose Beta.').waitFor()
  await product.getByRole('tab', { name: 'My pace' }).focus()
  await product.keyboard.press('ArrowRight')
  await product.getByLabel('Your message').waitFor()
  await product.keyboard.press('End')
  await product.keyboard.press('ArrowRight')
  await product.getByRole('heading', { name: 'What I have' }).waitFor()
  await product.keyboard.press('Escape')
  await product.getByRole('dialog').waitFor({ state: 'hidden' })

  await giveUp('beta')
  const card = product.getByRole('region', { name: 'This happened without your doing' })
  await card.getByText(/^The team has given up Beta, so you are on Stable now\./).waitFor()
  await product.reload()
  await card.getByRole('button', { name: 'Close' }).click()
  await openTab(product, 'My pace')
  await product.getByRole('radio', { name: /^Stable/, checked: true }).waitFor()
  await product.reload()
  await openTab(product, 'New for me')
  await product.getByRole('heading', { name: 'What I have' }).waitFor()
  expect(await card.count()).toBe(0)
  expect(complaints.flat()).toEqual([])
}, 60_000)
