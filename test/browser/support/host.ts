import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { makeFirstAccount } from './first-account.ts'

/** Pages of a host whose origin the server allows; `add` gives the address of another one. */
export async function startHost(browser: Browser, sluice: { url: string; setUpLink: string }) {
  const pages = new Map<string, { document: string; policy: string }>()
  const server = createServer((request, response) => {
    const { document = '', policy = '' } = pages.get(request.url ?? '') ?? {}
    response.setHeader('content-type', 'text/html')
    if (policy) response.setHeader('content-security-policy', policy)
    response.end(document)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const team = await browser.newPage()
  await makeFirstAccount(team, sluice)
  await team.goto(`${sluice.url}/console/notewell/settings`)
  await team.getByLabel('Allowed origins').fill(url)
  await team.getByRole('button', { name: 'Save the origins' }).click()
  await team.getByText('Pages from these origins may use the client key.').waitFor()
  const key = /data-key="([^"]+)"/.exec(await (await fetch(`${sluice.url}/demo`)).text())?.[1] ?? ''

  return {
    key,
    stop: () => server.close(),

    add(body: string, { attributes = '', lang = 'xx', root = '', policy = '' } = {}): string {
      const path = `/page-${pages.size}`
      const loader = `<script src="${sluice.url}/widget/v1.js" data-key="${key}" nonce="n0nce" ${attributes}></script>`
      pages.set(path, {
        document: `<!doctype html><html lang="${lang}" ${root}><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Product</title>${loader}<body>${body}</html>`,
        policy,
      })
      return url + path
    },
  }
}
