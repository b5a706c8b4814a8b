import type { Clock } from '../base/clock.ts'
import { hashOf } from '../base/digest.ts'
import { newId } from '../base/id.ts'
import { invalid, limited, Problem } from '../base/problem.ts'
import type { AccountStore, StoredAccount } from './account.store.ts'
import type { AccountDraft, Actor } from './account.ts'
import { backOff } from './back-off.ts'
import { queueing } from './password-hashing.ts'

type Hashing = {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

type Parts = { store: AccountStore; hashing: Hashing; clock: Clock; random: (bytes: number) => Uint8Array }

/** Members: the first account, and who signs in. */
export function accountService({ store, hashing, clock, random }: Parts) {
  // Two at once: a flood of sign-ins must not take the thread pool from everybody else.
  const hash = queueing(2, hashing.hash)
  const verify = queueing(2, hashing.verify)
  const tries = backOff()
  let nobodysHash: Promise<string> | undefined

  return {
    /** The secret of the one-time link that makes the first account; undefined where there is an account already. */
    async offerSetUp(): Promise<string | undefined> {
      if (!(await store.isEmpty())) return undefined
      const token = Buffer.from(random(24)).toString('base64url')
      await store.offerSetUp(hashOf(token))
      return token
    },

    isSetUpOffered: (token: string) => store.isSetUpOffered(hashOf(token)),

    /** Makes the first account, the owner; of several attempts at once, one succeeds. */
    async setUp(token: string, draft: AccountDraft): Promise<Actor> {
      if (!(await store.isSetUpOffered(hashOf(token)))) throw usedLink()
      const passwordHash = await hash(draft.password)
      if (!(await store.takeSetUp(hashOf(token)))) throw usedLink()
      const { name, email } = draft
      const account: StoredAccount = { id: newId(clock.now()), name, email, role: 'owner', passwordHash }
      if (!(await store.insert(account, clock.now()))) throw invalid('email', 'There is an account with this address')
      return actorOf(account)
    },

    /** Who this is; the same answer, after the same time, for a wrong password and an unknown account. */
    async signIn(email: string, password: string, address: string): Promise<Actor> {
      const key = `${email} ${address}`
      const wait = tries.waitFor(key, clock.now())
      const seconds = Math.ceil(wait / 1000)
      if (wait > 0) throw limited(`Too many tries. Wait ${seconds} seconds.`, seconds)
      // Counted before it is looked at, so that many tries at once are many tries.
      tries.failed(key, clock.now())
      const account = await store.byEmail(email)
      nobodysHash ??= hash(Buffer.from(random(24)).toString('base64url'))
      const matches = await verify(account?.passwordHash ?? (await nobodysHash), password)
      if (!account || !matches) throw new Problem('unauthenticated', 'E-mail address or password is wrong')
      tries.succeeded(key)
      return actorOf(account)
    },

    all: async (): Promise<Actor[]> => (await store.all()).map(actorOf),

    async byId(id: string): Promise<Actor | undefined> {
      const account = await store.byId(id)
      return account ? actorOf(account) : undefined
    },
  }
}

export type AccountService = ReturnType<typeof accountService>

const usedLink = () =>
  new Problem('missing', 'This link has been used, or a newer one was printed when the server started')

const actorOf = ({ id, name, email, role }: StoredAccount): Actor => ({ id, name, email, role })
