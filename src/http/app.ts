import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import type { Actor } from '../accounts/account.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import { authenticator, type Doors } from './authenticate.ts'
import { readBody } from './body.ts'
import { crossOrigin } from './cross-origin.ts'
import { crossSiteGuard, csrfTokenOf } from './cross-site.ts'
import { type Download, mountDownloads } from './download.ts'
import { type Endpoint, mountEndpoints } from './endpoint.ts'
import type { Limiter } from './limiter.ts'
import { mountPages, type Page, type PageSession } from './page.ts'
import { problemHandler, type Refusal } from './problem-response.ts'
import { type PublicFiles, publicFiles } from './public-files.ts'
import { noStore, securityHeaders } from './security-headers.ts'
import { mountStreams, type Stream } from './stream.ts'
import { mountUploads, type Upload } from './upload.ts'
import './session-data.ts'

export type AppParts = {
  endpoints: readonly Endpoint[]
  pages: readonly Page[]
  streams: readonly Stream[]
  uploads: readonly Upload[]
  downloads: readonly Download[]
  /** Aborted when the server stops: streams would never end by themselves. */
  closing: AbortSignal
  doors: Doors
  isListedOrigin: (origin: string) => Promise<boolean>
  views: { render(view: string, data: object): string }
  sessions: { middleware: RequestHandler; sessionOf: (request: Request) => PageSession }
  files: PublicFiles
  https: boolean
  /** Whether an address is a proxy of ours, so that whom it was asked by is who is asking. */
  isTrusted: (address: string) => boolean
  limits: Limiter
  /** What a console page shows around its content. */
  chromeOf: (project: Project, actor: Actor) => Promise<object>
  now: () => number
  onFault: (fault: unknown, id: string) => void
}

/** The Express application: public files, the JSON API for products, then pages behind sessions. */
export function httpApp(parts: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', parts.isTrusted)

  const callerOf = authenticator(parts.doors, parts.limits)
  const protect = crossSiteGuard(parts.doors.isOwnOrigin)
  const forProducts = parts.endpoints.filter(({ permission }) => permission === 'client')
  const others = parts.endpoints.filter(({ permission }) => permission !== 'client')

  app.use(securityHeaders({ https: parts.https }))
  app.use(publicFiles(parts.files))
  app.use(['/ofrep', '/api'], noStore, crossOrigin(parts.isListedOrigin))
  mountUploads(app, parts.uploads, { callerOf, protect })
  app.use(readBody)
  mountEndpoints(app, forProducts, { callerOf, protect })
  const fromProducts = parts.downloads.filter(({ permission }) => permission === 'client')
  mountDownloads(app, fromProducts, callerOf)
  app.use(parts.sessions.middleware)
  app.use(noStore)
  mountEndpoints(app, others, { callerOf, protect })
  const fromPages = parts.downloads.filter((one) => !fromProducts.includes(one))
  mountDownloads(app, fromPages, callerOf)
  mountStreams(app, parts.streams, { callerOf, closing: parts.closing })
  mountPages(app, parts.pages, { callerOf, protect, sessionOf: parts.sessions.sessionOf, render: renderPage })
  app.use(() => {
    throw new Problem('missing', 'There is nothing at this address')
  })
  app.use(problemHandler(parts.onFault, renderRefusal))

  async function renderPage(view: string, data: object, request: Request, response: Response, caller: object) {
    const { project, actor } = caller as { project?: Project; actor?: Actor }
    const chrome = project && actor ? await parts.chromeOf(project, actor) : {}
    return parts.views.render(view, { ...frameOf(request, response), ...chrome, project, actor, ...data })
  }

  function frameOf(request: Request, response: Response): object {
    // A page that brings its live parts up to date shows no flash, so it must not use one up.
    const flash = request.get('sluice-fragment') ? undefined : request.session?.flash
    if (flash) delete request.session.flash
    return {
      nonce: response.locals.nonce as string,
      csrf: () => csrfTokenOf(request),
      flash,
      now: parts.now(),
    }
  }

  function renderRefusal(refusal: Refusal, request: Request, response: Response): string {
    const signIn = refusal.status === 401 && request.path.startsWith('/console')
    return parts.views.render('public/problem', {
      ...frameOf(request, response),
      title: refusal.message,
      refusal,
      signIn,
      // Who follows their own updates or joins a channel has nothing to do there.
      leadsToConsole: !signIn && !/^\/(me|join)\//.test(request.path),
      next: request.method === 'GET' ? request.originalUrl : '/console',
    })
  }

  return app
}
