import type { Request, Response } from 'express'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'
import type { Actor } from '../accounts/account.ts'
import { invalid } from '../base/problem.ts'

type SignIn = (email: string, password: string, address: string) => Promise<Actor>

/** Passport's local strategy as one function: the member whose e-mail address and password the form carries. */
export function localSignIn(signIn: SignIn): (request: Request) => Promise<Actor> {
  const passport = new Passport()
  passport.use(
    new Strategy({ usernameField: 'email', passReqToCallback: true }, (request, email, password, done) => {
      signIn(email.trim().toLowerCase(), password, request.ip ?? '').then(
        (actor) => done(null, actor),
        (refusal) => done(refusal),
      )
    }),
  )
  return (request) =>
    new Promise((resolve, reject) => {
      const decide = (fault: unknown, actor?: Actor | false) => {
        if (fault) reject(fault as Error)
        else if (actor) resolve(actor)
        else reject(invalid('email', 'Write your e-mail address and your password'))
      }
      passport.authenticate('local', { session: false }, decide)(request, {} as Response, decide)
    })
}
