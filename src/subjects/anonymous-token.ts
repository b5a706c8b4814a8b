import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Identity } from './identity.ts'

/**
 * A new anonymous subject of a project: 128 random bits and the instant of issue, with the server's MAC over both.
 * Nothing is stored for it; the token is the whole credential.
 */
export function issueAnonymous(project: string, secret: string, random: Uint8Array, now: number): string {
  const id = Buffer.from(random).toString('base64url')
  const since = now.toString(36)
  return `anon.${id}.${since}.${macOf(project, secret, id, since)}`
}

/** Whose token this is, or nobody's: not ours, of another project, or altered. */
export function readAnonymous(token: string, project: string, secret: string): Identity | undefined {
  const [, id, since, mac] = /^anon\.([\w-]{22})\.([0-9a-z]{1,11})\.([\w-]{43})$/.exec(token) ?? []
  if (!id || !since || !mac) return undefined
  const expected = macOf(project, secret, id, since)
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) return undefined
  return { subject: `anon_${id}`, since: Number.parseInt(since, 36) }
}

const macOf = (project: string, secret: string, id: string, since: string) =>
  createHmac('sha256', secret).update(`subject\n${project}\n${id}\n${since}`).digest('base64url')
