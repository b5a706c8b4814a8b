import type { RequestHandler } from 'express'

const allowedHeaders =
  'authorization, content-type, if-none-match, sluice-context, sluice-previous, sluice-subject, sluice-ticket, x-api-key'

/**
 * Lets the pages of products read our answers (CORS). A preflight carries no key, so it is answered for the origins
 * of all projects; the request itself is then held against the list of its key's project.
 */
export function crossOrigin(isListed: (origin: string) => boolean | Promise<boolean>): RequestHandler {
  return async (request, response, next) => {
    response.vary('Origin')
    const origin = request.get('origin')
    if (origin !== undefined && (await isListed(origin))) {
      response.setHeader('Access-Control-Allow-Origin', origin)
      response.setHeader('Access-Control-Expose-Headers', 'ETag, Retry-After')
    }
    if (request.method !== 'OPTIONS') return next()
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE')
    response.setHeader('Access-Control-Allow-Headers', allowedHeaders)
    response.setHeader('Access-Control-Max-Age', '600')
    response.status(204).end()
  }
}
