import { hash } from 'node:crypto'

/** SHA-256 in base64url, 43 characters. */
export const hashOf = (text: string): string => hash('sha256', text, 'base64url')

/** A hash of what a client sent, to tell a repeat (same id, same content) from a conflict. */
export const digestOf = (content: unknown): string => hashOf(JSON.stringify(content))
