import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Clock } from './base/clock.ts'
import { addressList } from './base/network.ts'
import { attachmentDownloads, attachmentUploads } from './conversations/attachment.endpoints.ts'
import { attachmentJob } from './conversations/attachment.job.ts'
import { inboxEvents } from './conversations/inbox.socket.ts'
import { presenceJob } from './conversations/presence.job.ts'
import { buildIndexes } from './database/connect.ts'
import { endpointsOf } from './declared-endpoints.ts'
import { eventsOf } from './declared-events.ts'
import { ownPagesOf, pagesOf } from './declared-pages.ts'
import { sluiceBus } from './events.ts'
import { arrivalJob } from './flags/arrival.job.ts'
import { forecastEndpoints } from './flags/forecast.endpoints.ts'
import { httpApp } from './http/app.ts'
import { limiter } from './http/limiter.ts'
import { openApiEndpoint } from './http/openapi.ts'
import { sessionStore } from './http/session-store.ts'
import { sessions } from './http/sessions.ts'
import { localSignIn } from './http/sign-in.ts'
import { handlebarsViews } from './http/views.ts'
import { startJobs } from './jobs.ts'
import { mailing } from './mailing.ts'
import { tellOpenPages } from './open-pages.ts'
import { ownOrigins } from './own-origins.ts'
import { choicesStreams } from './portal/choices.stream.ts'
import { openPages } from './portal/open-pages.ts'
import { subscriptionEndpoints } from './portal/subscription.endpoints.ts'
import { widgetEndpoints } from './sdk/widget.endpoints.ts'
import { type Services, services } from './services.ts'
import type { Settings } from './settings.ts'
import { socketServer } from './sockets/server.ts'

export type Parts = {
  settings: Pick<Settings, 'host' | 'port' | 'publicUrl' | 'trustProxy'> &
    Partial<Pick<Settings, 'mail' | 'mongodbUri' | 'rateLimits'>>
  connection: Connection
  secret: string
  clock: Clock
  log: Logger
  /** The folder that holds `views/`, `public/` and `node_modules/`. */
  root: string
}

/** Makes every part and starts to listen; the only place where parts meet. */
export async function compose({ settings, connection, secret, clock, log, root }: Parts) {
  const onFault = (fault: unknown, id?: string) => log.error({ err: fault, id }, 'Something went wrong')
  const bus = sluiceBus(onFault)
  const mail = mailing({ settings: settings.mail, connection, clock, log })
  const all = services({
    ...{ connection, clock, secret, bus },
    // The embedded database lets nobody else in.
    isAlone: settings.mongodbUri === undefined,
    outside: {
      isOnline: (project, subject) => sockets.isOnline(project, subject),
      url: () => own.url,
      post: mail?.post,
    },
  })
  await buildIndexes(connection)

  const https = settings.publicUrl?.startsWith('https:') ?? false
  const session = sessions({
    secret,
    secure: https,
    clock,
    checkPassword: localSignIn(all.accounts.signIn),
    store: await sessionStore(connection),
    onEnded: (id) => sockets.endSession(id),
  })
  const http = createServer({ headersTimeout: 15_000, requestTimeout: 30_000, maxHeaderSize: 8192 })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen({ host: settings.host, port: settings.port, backlog: 4096 }, resolve)
  })
  const { port } = http.address() as AddressInfo
  const own = ownOrigins({ ...settings, port })
  const isListedOrigin = async (origin: string) => own.isOwnOrigin(origin) || all.projects.isListedOrigin(origin)
  const people = {
    actorById: all.accounts.byId,
    projectByKey: all.projects.byKey,
    projectByClientKey: all.projects.byClientKey,
    arrivals: all.pageArrivals,
  }

  const limits = limiter({ clock, factor: settings.rateLimits })
  const isTrusted = addressList(settings.trustProxy)

  const ownPages = openPages()
  const closing = new AbortController()
  const arrivals = arrivalJob({
    clock,
    onDue(project, subject) {
      sockets.pushToSubject(project, subject, 'flags:changed', {})
      ownPages.tell(project, subject, 'flags')
    },
  })
  const [events, consoleEvents] = [eventsOf(all, own, arrivals), inboxEvents(all)]
  const api = [
    ...endpointsOf(all, { ping: () => connection.db?.admin().ping() ?? Promise.reject() }),
    ...forecastEndpoints({ ...all, now: clock.now }),
    ...subscriptionEndpoints({ ...all, url: own.url }),
    ...widgetEndpoints({ ...all, events, limits }),
  ]
  const uploads = attachmentUploads(all.attachments)
  const routes = {
    endpoints: [...api, openApiEndpoint([...api, ...uploads], own.url)],
    pages: [...pagesOf(all, own, clock), ...ownPagesOf(all, clock, arrivals)],
    streams: choicesStreams(ownPages),
    uploads,
    downloads: attachmentDownloads(all),
  }
  const app = httpApp({
    ...routes,
    closing: closing.signal,
    doors: { ...people, isOwnOrigin: own.isOwnOrigin },
    isListedOrigin,
    views: handlebarsViews({ folder: resolve(root, 'views'), reload: false }),
    sessions: session,
    files: { public: resolve(root, 'public'), fonts: resolve(root, 'node_modules/@fontsource-variable/inter/files') },
    https,
    ...{ isTrusted, limits },
    chromeOf: async (project) => ({ unread: await all.inbox.countOpen(project) }),
    ...{ now: clock.now, onFault },
  })
  http.on('request', app)

  const sockets = socketServer(http, {
    ...people,
    events,
    consoleEvents,
    attendance: all.presence,
    session: session.middleware,
    isListedOrigin,
    isOwnOrigin: own.isOwnOrigin,
    isOwnHost: own.isOwnHost,
    ...{ clock, limits, isTrusted },
    arrive: all.merges.arrive,
    onFault,
  })
  tellOpenPages(bus, sockets, ownPages)
  resume(all).catch(onFault)
  const jobs = { arrivals, unsent: attachmentJob(all.attachments), presence: presenceJob(all.presence) }
  const stopJobs = startJobs([...Object.values(jobs), ...(mail ? [mail.job] : [])], onFault)

  return {
    url: own.url,
    services: all,
    /** All that this server answers to. */
    declared: { ...routes, events, consoleEvents },
    jobs: { ...jobs, ...(mail && { mail: mail.job }), expiry: { run: sockets.dismissExpired } },
    /** Stops accepting, lets running requests end (for three seconds at most), and cuts the sockets. */
    async close() {
      stopJobs()
      closing.abort()
      const impatience = setTimeout(() => http.closeAllConnections(), 3000)
      await sockets.close()
      clearTimeout(impatience)
      await all.channels.idle()
      await mail?.close()
    },
  }
}

/** Takes up again what was cut off when the server ended. */
async function resume({ projects, merges, channels, resumeConversations }: Services): Promise<void> {
  for (const project of await projects.all()) await merges.resume(project)
  await channels.resume()
  await resumeConversations()
}
