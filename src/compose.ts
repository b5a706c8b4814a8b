import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import { accountPages } from './accounts/account.pages.ts'
import type { Clock } from './base/clock.ts'
import { addressList } from './base/network.ts'
import { audiencePages } from './console/audience.pages.ts'
import { consolePages } from './console/console.pages.ts'
import { whyPages } from './console/why.pages.ts'
import { attachmentDownloads, attachmentUploads } from './conversations/attachment.endpoints.ts'
import { attachmentJob } from './conversations/attachment.job.ts'
import { attachmentEvents } from './conversations/attachment.socket.ts'
import { cannedReplyEndpoints } from './conversations/canned-reply.endpoints.ts'
import { conversationEndpoints } from './conversations/conversation.endpoints.ts'
import { conversationPages } from './conversations/conversation.pages.ts'
import { conversationEvents } from './conversations/conversation.socket.ts'
import { inboxEvents } from './conversations/inbox.socket.ts'
import { mailChoicePages } from './conversations/mail-choice.pages.ts'
import { presenceJob } from './conversations/presence.job.ts'
import { buildIndexes } from './database/connect.ts'
import { productPages } from './demo/product.pages.ts'
import { startPages } from './demo/start.pages.ts'
import { timePages } from './demo/time.pages.ts'
import { sluiceBus } from './events.ts'
import { exposureEvents } from './exposures/exposure.socket.ts'
import { type ArrivalJob, arrivalJob } from './flags/arrival.job.ts'
import { flagEndpoints } from './flags/flag.endpoints.ts'
import { flagPages } from './flags/flag.pages.ts'
import { flagEvents } from './flags/flag.socket.ts'
import { flagFormPages } from './flags/flag-form.pages.ts'
import { forecastEndpoints } from './flags/forecast.endpoints.ts'
import { offerPages } from './flags/offer.pages.ts'
import { httpApp } from './http/app.ts'
import { limiter } from './http/limiter.ts'
import { openApiEndpoint } from './http/openapi.ts'
import type { Page } from './http/page.ts'
import { sessionStore } from './http/session-store.ts'
import { sessions } from './http/sessions.ts'
import { localSignIn } from './http/sign-in.ts'
import { handlebarsViews } from './http/views.ts'
import { headlineOf } from './insights/headline.ts'
import { insightPages } from './insights/insight.pages.ts'
import { startJobs } from './jobs.ts'
import { mailing } from './mailing.ts'
import { tellOpenPages } from './open-pages.ts'
import { healthEndpoints } from './ops/health.endpoints.ts'
import { nodeWarning } from './ops/node-warning.ts'
import { type OwnOrigins, ownOrigins } from './own-origins.ts'
import { audienceEndpoints } from './pacing/audience.endpoints.ts'
import { boundsPages } from './pacing/bounds.pages.ts'
import { channelEndpoints } from './pacing/channel.endpoints.ts'
import { channelPages } from './pacing/channel.pages.ts'
import { invitationPages } from './pacing/invitation.pages.ts'
import { noticeEvents } from './pacing/notice.socket.ts'
import { actPages } from './portal/acts.pages.ts'
import { answersPages } from './portal/answers.pages.ts'
import { choicesEndpoints } from './portal/choices.endpoints.ts'
import { choicesPages } from './portal/choices.pages.ts'
import { choicesEvents } from './portal/choices.socket.ts'
import { choicesStreams } from './portal/choices.stream.ts'
import { enterPages } from './portal/enter.pages.ts'
import { holdPages } from './portal/hold.pages.ts'
import { joinPages } from './portal/join.pages.ts'
import { newsEvents } from './portal/news.socket.ts'
import { noticePages } from './portal/notice.pages.ts'
import { openPages } from './portal/open-pages.ts'
import { otherDevicePages } from './portal/other-device.pages.ts'
import { ownPageService } from './portal/own-page.service.ts'
import { sayingPages } from './portal/saying.pages.ts'
import { subscriptionEndpoints } from './portal/subscription.endpoints.ts'
import { subscriptionPages } from './portal/subscription.pages.ts'
import { dimensionPages } from './projects/dimension.pages.ts'
import { installationPages } from './projects/installation.pages.ts'
import { projectPages } from './projects/project.pages.ts'
import { ofrepEndpoints } from './sdk/ofrep.endpoints.ts'
import { widgetEndpoints } from './sdk/widget.endpoints.ts'
import { type Services, services } from './services.ts'
import type { Settings } from './settings.ts'
import { socketServer } from './sockets/server.ts'
import { identityEndpoints } from './subjects/identity.endpoints.ts'
import { identityPages } from './subjects/identity.pages.ts'
import { subjectEndpoints } from './subjects/subject.endpoints.ts'
import { subjectEvents } from './subjects/subject.socket.ts'
import { surveyPagesOf } from './survey-pages.ts'
import { surveyEndpoints } from './surveys/survey.endpoints.ts'
import { surveyEvents } from './surveys/survey.socket.ts'

export type Parts = {
  settings: Pick<Settings, 'host' | 'port' | 'publicUrl' | 'trustProxy'> &
    Partial<Pick<Settings, 'mail' | 'rateLimits'>>
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

const endpointsOf = (all: Services, { ping }: { ping: () => Promise<unknown> }) => [
  ...healthEndpoints({ ping, warnings: [nodeWarning(process.versions.node) ?? []].flat() }),
  ...ofrepEndpoints(all),
  ...subjectEndpoints(all.subjects),
  ...identityEndpoints(all.identitySecrets),
  ...flagEndpoints(all.flags),
  ...surveyEndpoints(all),
  ...conversationEndpoints(all),
  ...cannedReplyEndpoints(all),
  ...channelEndpoints(all),
  ...audienceEndpoints(all.audience),
  ...choicesEndpoints(all),
]

/** What subjects see and do on their own page; it tells `arrivals` when to look again. */
function ownPagesOf(all: Services, clock: Clock, arrivals: ArrivalJob): Page[] {
  const parts = { ...all, ownPages: ownPageService({ ...all, clock, watch: arrivals.watch }), clock }
  return [...choicesPages(parts), ...actPages(parts), ...holdPages(parts), ...sayingPages(parts)]
}

const pagesOf = (all: Services, own: OwnOrigins, clock: Clock): Page[] => [
  ...startPages(all.projects, own.url),
  ...productPages(all),
  ...timePages({ ...all, clock }),
  ...enterPages(all),
  ...answersPages({ ...all, clock }),
  ...otherDevicePages({ ...all, url: own.url, clock }),
  ...subscriptionPages({ ...all, url: own.url, clock }),
  ...accountPages(all.accounts),
  ...consolePages(all.projects),
  ...flagFormPages({ flags: all.flags, chosen: all.forecasts.chosen, now: clock.now }),
  ...flagPages({
    flags: all.flags,
    now: clock.now,
    chosen: all.forecasts.chosen,
    seen: all.exposures.countByVariant,
    heard: all.heardOf,
    said: async (project, flag) => {
      const { surveys } = await all.insights.of(project, flag)
      return headlineOf(
        surveys.map(({ tally }) => tally),
        flag,
      )
    },
  }),
  ...offerPages({ flags: all.flags, now: clock.now }),
  ...whyPages(all),
  ...audiencePages(all),
  ...mailChoicePages(all.mailChoices),
  ...conversationPages({ ...all, flagsOf: all.ruleset.flagsOf, members: all.accounts.all, now: clock.now }),
  ...surveyPagesOf(all, clock),
  ...insightPages(all),
  ...identityPages({ ...all, url: own.url }),
  ...joinPages({ ...all, clock }),
  ...noticePages(all.notices),
  ...channelPages({ projects: all.projects, people: all.people.onLadder }),
  ...invitationPages({ ...all, names: all.subjects.names, countOn: all.policies.countOn, url: own.url, clock }),
  ...boundsPages({ ...all, people: all.people, clock }),
  ...installationPages({ ...all, url: own.url }),
  ...projectPages({ projects: all.projects, url: own.url }),
  ...dimensionPages({ projects: all.projects, url: own.url }),
]

const eventsOf = (all: Services, own: OwnOrigins, arrivals: ArrivalJob) => [
  ...flagEvents(all.ruleset, arrivals),
  ...exposureEvents(all.exposures),
  ...surveyEvents(all),
  ...attachmentEvents(all.attachments, () => own.url),
  ...conversationEvents(all),
  ...noticeEvents(all.notices),
  ...choicesEvents(all.choices),
  ...newsEvents(all.news),
  ...subjectEvents(all.subjects, () => own.url),
]
