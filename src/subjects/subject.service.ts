import { createHash } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import { issueAnonymous, readAnonymous } from './anonymous-token.ts'
import type { HandOffStore } from './hand-off.store.ts'
import type { Identity } from './identity.ts'
import type { SubjectStore } from './subject.store.ts'

const linkMs = 2 * 60_000

type Parts = {
  store: SubjectStore
  handOffs: HandOffStore
  secret: string
  clock: Clock
  random: (bytes: number) => Uint8Array
}

/** Who is asking: anonymous tokens, and the links that open a subject's own page. */
export function subjectService({ store, handOffs, secret, clock, random }: Parts) {
  const issue = (project: Project): string => issueAnonymous(project.id, secret, random(16), clock.now())

  const identify = (project: Project, token: string): Identity => {
    const identity = readAnonymous(token, project.id, secret)
    if (!identity) throw new Problem('unauthenticated', 'This subject token is not valid here')
    return identity
  }

  return {
    /** A new anonymous subject; nothing is stored until they do something. */
    issue,

    /** Whose token this is; a token that is not ours is refused, never taken for a new visitor. */
    identify,

    remember: (project: Project, { subject, since }: Identity) => store.remember(project.id, subject, since),

    /** Since when (ms) a subject is known who has done something already. */
    async identityOf(project: Project, subject: string): Promise<Identity> {
      const found = await store.find(project.id, subject)
      return { subject, since: found?.since ?? clock.now() }
    },

    rename: (project: Project, subject: string, name: string) => store.setName(project.id, subject, name),

    names: (project: Project, subjects: string[]) => store.names(project.id, subjects),

    /** The code of a link that opens this subject's own page once, within two minutes. */
    async handOff(project: Project, identity: Identity): Promise<string> {
      await store.remember(project.id, identity.subject, identity.since)
      const code = Buffer.from(random(24)).toString('base64url')
      await handOffs.removeExpired(project.id, clock.now())
      await handOffs.insert(hashOf(code), project.id, identity.subject, clock.now() + linkMs)
      return code
    },

    /** Whose page this code opens; it opens it once. */
    async enter(project: Project, code: string): Promise<string> {
      const link = await handOffs.take(hashOf(code), project.id)
      if (!link || link.expiresAt < clock.now())
        throw new Problem('missing', 'This link has been used already, or is older than two minutes. Open a new one.')
      return link.subject
    },

    /** A subject who starts on their own page instead of in the product. */
    async begin(project: Project): Promise<Identity> {
      const identity = identify(project, issue(project))
      await store.remember(project.id, identity.subject, identity.since)
      return identity
    },

    /** A token for a subject whose page is open in this browser, so that the demo product knows them too. */
    tokenOf: (project: Project, identity: Identity): string | undefined =>
      identity.subject.startsWith('anon_')
        ? issueAnonymous(project.id, secret, Buffer.from(identity.subject.slice(5), 'base64url'), identity.since)
        : undefined,
  }
}

export type SubjectService = ReturnType<typeof subjectService>

const hashOf = (code: string) => createHash('sha256').update(code).digest('base64url')
