import type { Request, RequestHandler } from 'express'
import session, { type Store } from 'express-session'
import type { Actor } from '../accounts/account.ts'
import type { Clock } from '../base/clock.ts'
import type { PageSession } from './page.ts'
import './session-data.ts'

const idleMs = 7 * 86_400_000
const absoluteMs = 30 * 86_400_000
/** Of who is nobody yet: long enough to fill in a form, for whoever asks for one again and again leaves a session each time. */
const strangerMs = 6 * 3_600_000

export type SessionSettings = {
  secret: string
  secure: boolean
  store: Store
  clock: Clock
  checkPassword: (request: Request) => Promise<Actor>
  /** A session is no more; another one may have taken its place. */
  onEnded: (id: string) => void
}

/** Resolves once this request's session stands in its store. */
export const stored = (request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    request.session.save((fault) => (fault ? reject(fault as Error) : resolve()))
  })

/** Sessions on the server; the cookie is set only once there is something to remember. */
export function sessions({ secret, secure, store, clock, checkPassword, onEnded }: SessionSettings): {
  middleware: RequestHandler
  sessionOf: (request: Request) => PageSession
} {
  const read = session({
    name: secure ? '__Host-sluice' : 'sluice',
    secret,
    store,
    resave: false,
    rolling: true,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: idleMs },
  })

  const middleware: RequestHandler = (request, response, next) => {
    read(request, response, (fault?: unknown) => {
      if (fault) return next(fault)
      const since = request.session?.since
      if (request.session && since === undefined) request.session.cookie.maxAge = strangerMs
      if (since === undefined || clock.now() - since < absoluteMs) return next()
      anew(request).then(() => next(), next)
    })
  }

  async function anew(request: Request): Promise<void> {
    const { sessionID } = request
    await new Promise<void>((resolve, reject) => {
      request.session.regenerate((fault) => (fault ? reject(fault as Error) : resolve()))
    })
    onEnded(sessionID)
  }

  const begin = async (request: Request) => {
    const { subjects } = request.session
    await anew(request)
    request.session.since = clock.now()
    if (subjects) request.session.subjects = subjects
  }

  const sessionOf = (request: Request): PageSession => ({
    checkPassword: () => checkPassword(request),
    async signIn(account) {
      await begin(request)
      request.session.account = account
    },
    async signOut() {
      await begin(request)
    },
    async openAs(project, subject) {
      const { account } = request.session
      await begin(request)
      if (account !== undefined) request.session.account = account
      request.session.subjects = { ...request.session.subjects, [project]: subject }
    },
    subjectIn: (project) => request.session.subjects?.[project],
    say(flash) {
      request.session.flash = flash
    },
  })

  return { middleware, sessionOf }
}
