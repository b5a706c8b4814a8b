import type { Browser, Page } from 'playwright-core'

/** Makes the first account through its link, and leaves the page at the flags, signed in. */
export async function makeFirstAccount(page: Page, { setUpLink }: { setUpLink: string }): Promise<void> {
  await page.goto(setUpLink)
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('E-mail address').fill('ada@example.org')
  await page.getByLabel('Password').fill('correct horse battery')
  await page.getByRole('button', { name: 'Make my account' }).click()
  await page.waitForURL('**/console/notewell/flags')
}

/** The session of the first account, which is made for it: what contexts of its own start with. */
export async function firstAccount(browser: Browser, sluice: { setUpLink: string }) {
  const context = await browser.newContext()
  await makeFirstAccount(await context.newPage(), sluice)
  const signedIn = await context.storageState()
  await context.close()
  return signedIn
}
