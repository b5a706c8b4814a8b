import { markOf } from './mark.ts'

/** Where what outlives a page may be kept: on the device, in this tab only, or (`none`) nowhere. */
export type StorageChoice = 'local' | 'session' | 'none'

/** The host's choice as it says it; anything unknown keeps nothing. */
export function storageChoice(attribute: string | undefined): StorageChoice {
  if (attribute === undefined || attribute === 'local') return 'local'
  return attribute === 'session' ? 'session' : 'none'
}

/** The part of the Web Storage API that is needed. */
export type TokenStore = {
  getItem(name: string): string | null
  setItem(name: string, token: string): void
  removeItem(name: string): void
}

/**
 * Which token this page speaks with. Nothing is kept on the device before it is needed: only once chance decides a
 * flag, or the subject has acted; and never a token that the host has given. `fromHost`: what stands in the page; what
 * the host's code says (`identify`) goes before it.
 */
export function subjectToken({
  name,
  fromHost,
  store,
}: {
  name: string
  fromHost: () => string | undefined
  store: TokenStore | null
}) {
  let issued: string | undefined
  let isNeeded = false
  let identified: string | null | undefined

  const given = () => (identified === undefined ? fromHost() : (identified ?? undefined))
  const own = () => store?.getItem(name) ?? issued
  const isSigned = () => given() !== undefined && !given()?.startsWith('anon.')

  function keep(): void {
    if (!store || !isNeeded || !issued || given() || store.getItem(name) === issued) return
    store.setItem(name, issued)
  }

  const isKept = () => given() !== undefined || (store?.getItem(name) ?? null) !== null

  function acted(): void {
    isNeeded = true
    keep()
  }

  return {
    current: (): string | undefined => given() ?? own(),

    isGiven: () => given() !== undefined,
    isSigned,

    /** Who is here, the same for every token of the same person; undefined before anybody is. */
    person(): string | undefined {
      const token = given() ?? own()
      return token === undefined ? undefined : String(personIn(token))
    },

    /** Who writes here, without their name; empty: the device's own visitor, whatever their token. */
    owner: () => (given() === undefined ? '' : markOf(String(personIn(given() ?? '')))),

    /** Whether somebody has done something here that has to outlive the page. */
    hasActed: () => isNeeded || (store?.getItem(name) ?? null) !== null,

    /** Whether what belongs to this person may be kept on the device: somebody signed in, or a kept token. */
    isKept,

    /** The device's own token whose subject has done something, for a signed token to take along; else undefined. */
    previous: (): string | undefined =>
      isSigned() ? (store?.getItem(name) ?? (isNeeded ? issued : undefined)) : undefined,

    /**
     * Takes the token that the host's server has signed, or null for nobody: another `person` than before, a `fresh`
     * token of the same one, or the `same` token.
     */
    identify(token: string | null): 'person' | 'fresh' | 'same' {
      const before = given()
      identified = token
      const after = given()
      if (after === before) return 'same'
      return before !== undefined && after !== undefined && personIn(after) === personIn(before) ? 'fresh' : 'person'
    },

    /** The device's own token has become somebody's, or leads nowhere; whether there was one. */
    forget(): boolean {
      const hadOne = own() !== undefined
      store?.removeItem(name)
      issued = undefined
      isNeeded = false
      return hadOne
    },

    /** Takes the token that came with an evaluation. */
    take(token: string, chanceDecides: boolean): void {
      if (given()) return
      issued = token
      isNeeded ||= chanceDecides
      keep()
    },

    /** The subject has sent, answered or chosen something. */
    acted,

    /** Keeps who is here, for what must not happen to them again and again; whether they are known the next time. */
    remember(): boolean {
      acted()
      return isKept()
    },
  }
}

/** Whose token this says it is, unverified: only to tell a fresh token of somebody from somebody else. */
function personIn(token: string): unknown {
  try {
    const [, payload = ''] = token.split('.')
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))).sub ?? token
  } catch {
    return token
  }
}
