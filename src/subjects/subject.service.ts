import { SignJWT } from 'jose'
import type { Clock } from '../base/clock.ts'
import { hashOf } from '../base/digest.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import { issueAnonymous, readAnonymous } from './anonymous-token.ts'
import type { HandOffStore } from './hand-off.store.ts'
import { type Identity, isSigned, subjectOf } from './identity.ts'
import type { IdentitySecretService } from './identity-secret.service.ts'
import type { MergeStore } from './merge.store.ts'
import { provenUntil, readSigned } from './signed-token.ts'
import { type SubjectStore, saysNothingNew } from './subject.store.ts'
import type { SubjectClaims } from './subject-claims.ts'
import { refusedToken } from './token-refusal.ts'

/** How long a hand-off link opens a page. */
export const handOffMs = 2 * 60_000
const ownTokenSeconds = 3600

type Parts = {
  store: SubjectStore
  handOffs: HandOffStore
  merges: MergeStore
  identitySecrets: IdentitySecretService
  secret: string
  clock: Clock
  random: (bytes: number) => Uint8Array
}

/** Who is asking: anonymous and signed tokens, and the links that open a subject's own page. */
export function subjectService(parts: Parts) {
  const { store, handOffs, merges, identitySecrets, secret, clock, random } = parts

  const issue = (project: Project): string => issueAnonymous(project.id, secret, random(16), clock.now())

  const isMerged = async (project: Project, subject: string): Promise<boolean> =>
    !isSigned(subject) && (await merges.find(project.id, subject)) !== undefined

  async function identify(project: Project, token: string): Promise<Identity> {
    if (token.startsWith('anon.')) {
      const identity = readAnonymous(token, project.id, secret)
      if (!identity)
        throw refusedToken('This anonymous subject token was not issued here for this project, or is altered')
      if (await isMerged(project, identity.subject))
        throw refusedToken('Whoever had this anonymous subject token has signed in: it leads nowhere any more')
      return identity
    }
    const secrets = await identitySecrets.verifying(project)
    const now = clock.now()
    const read = await readSigned(token, { audience: project.key, secrets, now })
    await identitySecrets.noteUse(project, read.secret)
    const known = await meet(project, read.claims)
    return { ...known, signedWith: read.secret, provenUntil: provenUntil(read.claims, now) }
  }

  /** A signed subject is known from its first token on, with what the last one said of it. */
  async function meet(project: Project, { sub, name, attributes = {} }: SubjectClaims): Promise<Identity> {
    const subject = subjectOf(sub)
    const known = await store.find(project.id, subject)
    if (known && saysNothingNew(known, name, attributes)) return known
    return store.meet(project.id, { subject, since: clock.now(), ...(name !== undefined && { name }), attributes })
  }

  return {
    /** A new anonymous subject; nothing is stored until they do something. */
    issue,

    /** Whose token this is, anonymous or signed; one that is not valid is refused, never taken for a new visitor. */
    identify,

    /** The anonymous subject of a token that is being given up for a signed one; it may have been given up before. */
    anonymousIn(project: Project, token: string): string {
      const identity = readAnonymous(token, project.id, secret)
      if (!identity) throw refusedToken('previous is not an anonymous subject token of this project', 'previous')
      return identity.subject
    },

    remember: (project: Project, { subject, since }: Identity) => store.remember(project.id, subject, since),

    /** What is known of a subject whose page is open; refused once they have signed in elsewhere as somebody. */
    async identityOf(project: Project, subject: string): Promise<Identity> {
      if (await isMerged(project, subject))
        throw new Problem('unauthenticated', `You have signed in since. Open this page from ${project.name} again.`)
      return (await store.find(project.id, subject)) ?? { subject, since: clock.now() }
    },

    isMerged,

    /** What is known of a subject; undefined of one who has done nothing yet. */
    known: async (project: Project, subject: string): Promise<Identity | undefined> =>
      (await store.find(project.id, subject)) ?? undefined,

    /** Some whose id or the product's own id for them is this text, then some whose name holds it. */
    async search(project: Project, text: string, most: number): Promise<Identity[]> {
      const [byId, byName] = await Promise.all([
        store.withIds(project.id, [text, subjectOf(text)]),
        store.named(project.id, text, most),
      ])
      return [...byId, ...byName.filter((one) => !byId.some(({ subject }) => subject === one.subject))]
    },

    /** The next of all who are known behind one of them, in the order of their ids; '' stands before everybody. */
    after: (project: Project, subject: string, most: number): Promise<Identity[]> =>
      store.after(project.id, subject, most),

    rename: (project: Project, subject: string, name: string) => store.setName(project.id, subject, name),

    names: (project: Project, subjects: string[]) => store.names(project.id, subjects),

    /** Since when (ms) these subjects are known, of those who are. */
    knownSince: async (project: Project, subjects: string[]): Promise<Map<string, number>> =>
      new Map((await store.withIds(project.id, subjects)).map(({ subject, since }) => [subject, since])),

    /** How many subjects are known; who has only looked is not. */
    count: (project: Project) => store.count(project.id),

    /** What is known of who has become a signed subject: since when, and nothing else. */
    async move(project: Project, from: string, into: string): Promise<void> {
      const known = await store.find(project.id, from)
      if (known) await store.knownSince(project.id, into, known.since)
      await store.remove(project.id, from)
    },

    /** The code of a link that opens this subject's own page once, within two minutes. */
    async handOff(project: Project, identity: Identity): Promise<string> {
      await store.remember(project.id, identity.subject, identity.since)
      const code = Buffer.from(random(24)).toString('base64url')
      await handOffs.removeExpired(project.id, clock.now())
      await handOffs.insert(hashOf(code), project.id, identity.subject, clock.now() + handOffMs)
      return code
    },

    /** Whose page this code opens; it opens it once. */
    async enter(project: Project, code: string): Promise<string> {
      const link = await handOffs.take(hashOf(code), project.id)
      if (!link || link.expiresAt < clock.now() || (await isMerged(project, link.subject)))
        throw new Problem('missing', 'This link has been used already, or is older than two minutes. Open a new one.')
      return link.subject
    },

    /** A subject who starts on their own page instead of in the product. */
    async begin(project: Project): Promise<Identity> {
      const identity = await identify(project, issue(project))
      await store.remember(project.id, identity.subject, identity.since)
      return identity
    },

    /**
     * A token for a subject whose page is open in this browser, so that the demo product knows them too; none for a
     * signed one of a project that has no identity secret.
     */
    async tokenOf(project: Project, { subject, since, name, attributes }: Identity): Promise<string | undefined> {
      if (!isSigned(subject))
        return issueAnonymous(project.id, secret, Buffer.from(subject.slice('anon_'.length), 'base64url'), since)
      const newest = (await identitySecrets.verifying(project)).at(-1)
      if (!newest) return undefined
      const issuedAt = Math.floor(clock.now() / 1000)
      return new SignJWT({ ...(name !== undefined && { name }), ...(attributes && { attributes }) })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(subject.slice(subjectOf('').length))
        .setAudience(project.key)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ownTokenSeconds)
        .sign(newest.bytes)
    },
  }
}

export type SubjectService = ReturnType<typeof subjectService>
