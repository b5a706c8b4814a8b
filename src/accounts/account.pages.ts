import { z } from 'zod'
import { Problem } from '../base/problem.ts'
import { type PageCall, page } from '../http/page.ts'
import type { AccountService } from './account.service.ts'
import { accountDraft, signInDraft } from './account.ts'

const setUpForm = {
  permission: 'public',
  view: 'accounts/set-up',
  load: ({ params }: PageCall<'public', undefined>) => ({ token: params.token }),
} as const

const signInForm = {
  permission: 'public',
  view: 'accounts/sign-in',
  load: ({ query }: PageCall<'public', undefined>) => ({ values: { next: query.next } }),
} as const

/** How a member comes in and goes out. */
export const accountPages = (accounts: AccountService) => [
  page('GET /console/set-up/:token', {
    ...setUpForm,
    async load(call) {
      if (!(await accounts.isSetUpOffered(call.params.token ?? '')))
        throw new Problem('missing', 'This link has been used, or a newer one was printed when the server started')
      return setUpForm.load(call)
    },
  }),
  page('POST /console/set-up/:token', {
    permission: 'public',
    limit: 'signIn',
    form: accountDraft,
    again: setUpForm,
    async handle({ params, form, session }) {
      const actor = await accounts.setUp(params.token ?? '', form)
      await session.signIn(actor.id)
      session.say(`Welcome, ${actor.name}. This account is yours.`)
      return '/console'
    },
  }),
  page('GET /console/sign-in', signInForm),
  page('POST /console/sign-in', {
    permission: 'public',
    limit: 'signIn',
    form: signInDraft.extend({ next: z.string().optional() }),
    again: signInForm,
    async handle({ form, session }) {
      const actor = await session.checkPassword()
      await session.signIn(actor.id)
      return form.next || '/console'
    },
  }),
  page('POST /console/sign-out', {
    permission: 'member',
    form: z.object({}),
    async handle({ session }) {
      await session.signOut()
      return '/console/sign-in'
    },
  }),
]
