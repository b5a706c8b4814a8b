import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

const cipher = 'aes-256-gcm'

/** The key under which identity secrets are kept, derived from the server's secret (HKDF-SHA-256, RFC 5869). */
export const sealingKey = (serverSecret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', serverSecret, '', 'sluice identity secrets v1', 32))

/** Encrypts a secret with AES-256-GCM, bound to `owner`; `nonce` is 12 random bytes, never used twice. */
export function seal(secret: string, key: Uint8Array, owner: string, nonce: Uint8Array): string {
  const sealing = createCipheriv(cipher, key, nonce)
  sealing.setAAD(Buffer.from(owner))
  const hidden = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()])
  return Buffer.concat([nonce, sealing.getAuthTag(), hidden]).toString('base64url')
}

/** The secret in it; undefined where it was sealed with another key or for another owner, or was altered. */
export function unseal(sealed: string, key: Uint8Array, owner: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  try {
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, 12), { authTagLength: 16 })
    opening.setAAD(Buffer.from(owner))
    opening.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
