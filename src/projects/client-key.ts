/** A project's public key: 160 random bits behind a prefix that says what it is. */
export function clientKeyOf(random: Uint8Array): string {
  return `client_${Buffer.from(random).toString('base64url')}`
}

/** Whether this could be a client key at all; spares a look-up for anything else. */
export const looksLikeClientKey = (text: string): boolean => /^client_[A-Za-z0-9_-]{27}$/.test(text)
