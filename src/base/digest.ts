import { createHash } from 'node:crypto'

/** A hash of what a client sent, to tell a repeat (same id, same content) from a conflict. */
export const digestOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url')
