/** Where an anonymous subject's token may be kept; `none`: in memory, for this page only. */
export type StorageChoice = 'local' | 'session' | 'none'

/** The host's choice as an attribute of the loader's script element says it; anything unknown keeps nothing. */
export function storageChoice(attribute: string | undefined): StorageChoice {
  if (attribute === undefined || attribute === 'local') return 'local'
  return attribute === 'session' ? 'session' : 'none'
}

/** The part of the Web Storage API that is needed. */
export type TokenStore = { getItem(name: string): string | null; setItem(name: string, token: string): void }

/**
 * Which token this page speaks with. Nothing is kept on the device before it is needed: only once chance decides a
 * flag, or the subject has acted; and never a token that the host has given.
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

  function keep(): void {
    if (!store || !isNeeded || !issued || fromHost() || store.getItem(name) === issued) return
    store.setItem(name, issued)
  }

  return {
    current: (): string | undefined => fromHost() ?? store?.getItem(name) ?? issued,

    /** Takes the token that came with an evaluation. */
    take(token: string, chanceDecides: boolean): void {
      issued = token
      isNeeded ||= chanceDecides
      keep()
    },

    /** The subject has sent, answered or chosen something. */
    acted(): void {
      isNeeded = true
      keep()
    },
  }
}
