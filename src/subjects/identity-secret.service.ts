import type { Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { kept } from '../base/kept.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { IdentitySecretStore } from './identity-secret.store.ts'
import { type IdentitySecret, mostSecrets, secretFrom } from './identity-secret.ts'
import { seal, sealingKey, unseal } from './sealed-secret.ts'
import type { VerifyingSecret } from './signed-token.ts'

const useIsNotedEvery = 3_600_000

type Parts = {
  store: IdentitySecretStore
  /** The server's secret. */
  secret: string
  clock: Clock
  random: (bytes: number) => Uint8Array
  onRevoked: (project: string, secret: string) => void
}

type Opened = IdentitySecret & { bytes: Uint8Array | undefined }

/** The secrets with which a product signs who its users are; held in memory, since every signed token asks for them. */
export function identitySecretService({ store, secret, clock, random, onRevoked }: Parts) {
  const key = sealingKey(secret)
  const ownerOf = (project: string, id: string) => `${project}:${id}`

  async function load(project: string): Promise<Opened[]> {
    return (await store.all(project)).map(({ sealed, ...rest }) => {
      const text = unseal(sealed, key, ownerOf(project, rest.id))
      return { ...rest, readable: text !== undefined, bytes: text === undefined ? undefined : Buffer.from(text) }
    })
  }

  const known = kept(load)
  const all = ({ id }: Project) => known.get(id)

  return {
    /** What may be shown of them, the oldest first. */
    list: async (project: Project): Promise<IdentitySecret[]> =>
      (await all(project)).map(({ bytes: _, ...rest }) => rest),

    /** A new secret, which is shown this once; refused where there are two already. */
    async make(project: Project, by: { name: string }): Promise<{ id: string; secret: string; createdAt: number }> {
      const now = clock.now()
      const [id, made] = [newId(now), secretFrom(random(32))]
      const sealed = seal(made, key, ownerOf(project.id, id), random(12))
      const stored = { id, hint: made.slice(-4), sealed, createdAt: now, createdBy: by.name }
      for (let slot = 1; slot <= mostSecrets; slot++) {
        if (!(await store.insert(project.id, slot, stored))) continue
        known.forget(project.id)
        return { id, secret: made, createdAt: now }
      }
      throw new Problem('conflict', 'There are two identity secrets already. Revoke one first.')
    },

    /** From now on it proves nothing, and whoever came in with it is asked again. */
    async revoke(project: Project, id: string): Promise<void> {
      const removed = await store.remove(project.id, id)
      known.forget(project.id)
      if (!removed) throw new Problem('missing', 'There is no such identity secret')
      onRevoked(project.id, id)
    },

    verifying: async (project: Project): Promise<VerifyingSecret[]> =>
      (await all(project)).flatMap(({ id, bytes }) => (bytes ? [{ id, bytes }] : [])),

    /** Notes that a secret has proved a token, at most once an hour. */
    async noteUse(project: Project, id: string): Promise<void> {
      const now = clock.now()
      const used = (await all(project)).find((one) => one.id === id)
      if (!used || now - (used.usedAt ?? 0) < useIsNotedEvery) return
      used.usedAt = now
      await store.setUsed(project.id, id, now)
    },
  }
}

export type IdentitySecretService = ReturnType<typeof identitySecretService>
