import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import type { SurveyDraftSent } from '../../../src/surveys/survey.ts'
import { makeFirstAccount } from './first-account.ts'

type Sluice = { url: string; setUpLink: string }

/** A product of its own, at another origin than the server, whose pages have the widget; and the team behind it. */
export async function startProduct(sluice: Sluice, team: Page) {
  await makeFirstAccount(team, sluice)
  const csrf = (await team.locator('input[name=_csrf]').first().getAttribute('value')) ?? ''
  const key = /data-key="([^"]+)"/.exec(await (await fetch(`${sluice.url}/demo`)).text())?.[1] ?? ''

  const bodies = new Map<string, string>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://product')
    const { attributes = 'lang="en"', body = '' } = JSON.parse(bodies.get(pathname) ?? '{}')
    const script = `<script src="${sluice.url}/widget/v1.js" data-key="${key}"></script>`
    response.setHeader('content-type', 'text/html')
    const main = `<main><h1>Product</h1>${body}</main>`
    response.end(
      `<!doctype html><html ${attributes}><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>Product</title><style>body { background: Canvas; color: CanvasText; color-scheme: light dark }</style>${main}${script}</html>`,
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  await team.goto(`${sluice.url}/console/notewell/settings`)
  await team.getByLabel('Allowed origins').fill(url)
  await team.getByRole('button', { name: 'Save the origins' }).click()
  await team.getByText('Pages from these origins may use the client key.').waitFor()

  async function send(method: 'GET' | 'POST' | 'PUT', path: string, data?: object) {
    const address = `${sluice.url}/api/v1/projects/notewell/surveys/${path}`
    const answer = await team.request.fetch(address, {
      method,
      ...(data && { data }),
      headers: { 'x-csrf-token': csrf },
    })
    if (!answer.ok()) throw new Error(await answer.text())
    return answer.json()
  }

  return {
    url,
    /** What a page at this path shows above the widget. */
    page: (path: string, body: string, attributes = 'lang="en"') =>
      void bodies.set(path, JSON.stringify({ body, attributes })),
    async publish(survey: string, draft: SurveyDraftSent): Promise<void> {
      await send('PUT', `${survey}/draft`, draft)
      await send('POST', `${survey}/publish`)
    },
    close: (survey: string) => send('POST', `${survey}/close`),
    responses: async (survey: string) => (await send('GET', `${survey}/responses`)).responses,
    stop: () => server.close(),
  }
}
