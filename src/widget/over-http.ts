import type { WidgetRequests } from '../sockets/protocol.ts'
import { Refusal } from './refusal.ts'

/** What every request and every connection carries. */
export type Credentials = {
  key: string
  subject?: string | undefined
  previous?: string | undefined
  context: object
}

/**
 * Asks what the socket would ask, over HTTP. Rejects with a Refusal when the server says no, with another error when no
 * answer comes within `patience` ms. `isLast`: the page is being left, and the request outlives it.
 */
export async function askOverHttp<Name extends keyof WidgetRequests>(
  { origin, credentials, patience }: { origin: string; credentials: Credentials; patience: number },
  name: Name,
  body: WidgetRequests[Name][0],
  isLast = false,
): Promise<WidgetRequests[Name][1]> {
  const { key, subject, previous, context } = credentials
  const answer = await fetch(`${origin}/api/v1/widget/${name.replace(':', '/')}`, {
    ...{ method: 'POST', credentials: 'omit', keepalive: isLast },
    signal: isLast ? null : AbortSignal.timeout(patience),
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      ...(subject && { 'sluice-subject': subject }),
      ...(previous && { 'sluice-previous': previous }),
      ...(Object.keys(context).length > 0 && { 'sluice-context': base64url(JSON.stringify(context)) }),
    },
    body: JSON.stringify(body),
  })
  const said = await answer.json()
  if (answer.ok) return said
  const { kind, detail, faults } = said
  if (answer.status >= 500) throw new Error(detail)
  const retryAfter = Number(answer.headers.get('retry-after'))
  throw new Refusal({ kind, message: detail, faults, ...(retryAfter > 0 && { retryAfter }) })
}

const base64url = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
