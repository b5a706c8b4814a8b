import type { IdentitySecret } from './identity-secret.ts'

/** The page's answer: who vouches for the users of a project. */
export function identitySentence(secrets: readonly Pick<IdentitySecret, 'readable'>[], product: string): string {
  const working = secrets.filter(({ readable }) => readable).length
  if (secrets.length === 0) return `${product} does not say yet who its users are.`
  if (working === 0) return `Nothing proves who the users of ${product} are: no secret can be read any more.`
  if (working === 1) return `One secret proves who the users of ${product} are.`
  return `Either of two secrets proves who the users of ${product} are.`
}

/** What revoking one of them does. */
export const revokeEffect = (working: number): string =>
  working > 1
    ? 'acts at once: a token that it signed is refused from then on'
    : 'acts at once: nobody who is signed in gets flags until there is a new one'
