import { csrfSync } from 'csrf-sync'
import type { Request } from 'express'
import { Problem } from '../base/problem.ts'
import type { Access } from './call.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (request) => (request.body?._csrf ?? request.get('x-csrf-token')) as string | undefined,
})

/** The token that this session's forms carry. */
export const csrfTokenOf = (request: Request): string => generateToken(request)

/**
 * Refuses an unsafe request that rides on a cookie unless it comes from one of our own pages and carries the
 * session's token. Doors that take no cookie (a client key) need neither.
 */
export function crossSiteGuard(isOwnOrigin: (origin: string) => boolean) {
  return (request: Request, access: Access): void => {
    if (safeMethods.has(request.method) || access === 'client') return
    const site = request.get('sec-fetch-site')
    const origin = request.get('origin')
    const fromElsewhere =
      (site !== undefined && site !== 'same-origin') || (origin !== undefined && !isOwnOrigin(origin))
    if (fromElsewhere || !isRequestValid(request))
      throw new Problem('forbidden', 'This form is out of date or came from another site. Load the page again.')
  }
}
