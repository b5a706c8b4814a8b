import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import { guardJson } from '../base/json-guard.ts'
import { type SubjectClaims, subjectClaims } from './subject-claims.ts'
import { refusedToken } from './token-refusal.ts'

/** What two clocks may differ by, in seconds. */
const tolerance = 60
/** How far ahead `exp` may be, in seconds. */
const longest = 86_400

/** Until when (ms) a connection that this token opens at `now` (ms) may last: its `exp`, unless only two clocks differ. */
export const provenUntil = ({ exp }: Pick<SubjectClaims, 'exp'>, now: number): number =>
  (exp * 1000 > now ? exp : exp + tolerance) * 1000

const noToken = 'The subject token is neither a JWT nor a token that this server has issued'

export type VerifyingSecret = { id: string; bytes: Uint8Array }

type Expected = { audience: string; secrets: readonly VerifyingSecret[]; now: number }

/**
 * What a signed subject token (a JWT, HS256) says, and the id of the secret that proves it; everything that is not
 * exactly that is refused. `now` is in ms; `audience` is the key of the project.
 */
export async function readSigned(
  token: string,
  { audience, secrets, now }: Expected,
): Promise<{ claims: SubjectClaims; secret: string }> {
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) throw refusedToken(noToken)
  if (secrets.length === 0)
    throw refusedToken('This project has no identity secret yet: make one in the console under Settings, Identity')
  const { payload, secret } = await verified(token, secrets, audience, now)
  return { claims: claimsIn(payload, now / 1000), secret }
}

async function verified(token: string, secrets: readonly VerifyingSecret[], audience: string, now: number) {
  let last: unknown
  for (const { id, bytes } of secrets) {
    try {
      const { payload } = await jwtVerify(token, bytes, {
        algorithms: ['HS256'],
        audience,
        requiredClaims: ['exp', 'sub', 'aud'],
        clockTolerance: tolerance,
        currentDate: new Date(now),
      })
      return { payload, secret: id }
    } catch (fault) {
      last = fault
      if (!(fault instanceof errors.JWSSignatureVerificationFailed)) break
    }
  }
  throw refusedToken(reasonFor(last, token, audience))
}

function claimsIn(payload: JWTPayload, now: number): SubjectClaims {
  try {
    guardJson(payload)
  } catch (thrown) {
    throw refusedToken(`The subject token cannot be taken: ${(thrown as Error).message}`)
  }
  const read = subjectClaims.safeParse(payload)
  if (!read.success) {
    const [issue] = read.error.issues
    throw refusedToken(`The subject token’s ${issue?.path.join('.') || 'payload'} ${issue?.message ?? 'is not valid'}`)
  }
  const { exp, iat } = read.data
  if (exp > now + longest + tolerance) throw refusedToken('The subject token’s exp is more than 24 hours ahead')
  if (iat !== undefined && exp - iat > longest)
    throw refusedToken('The subject token’s exp is more than 24 hours after its iat')
  if (iat !== undefined && iat > now + tolerance) throw refusedToken('The subject token’s iat lies in the future')
  return read.data
}

function reasonFor(fault: unknown, token: string, audience: string): string {
  if (fault instanceof errors.JOSEAlgNotAllowed)
    return `The subject token is signed with ${algorithmOf(token)}; only HS256 is taken`
  if (fault instanceof errors.JWSSignatureVerificationFailed)
    return 'The subject token is not signed with an identity secret of this project'
  if (fault instanceof errors.JWTExpired)
    return `The subject token expired at ${instantText(fault.payload.exp)}: sign a new one`
  if (fault instanceof errors.JWTClaimValidationFailed) return claimReason(fault, audience)
  return noToken
}

function claimReason({ claim, reason, payload }: errors.JWTClaimValidationFailed, audience: string): string {
  if (reason === 'missing') return `The subject token lacks the claim ${claim}`
  if (claim === 'aud') return `The subject token’s aud is not this project’s key, ${audience}`
  if (claim === 'nbf' && reason === 'check_failed')
    return `The subject token is not valid before ${instantText(payload.nbf)} (nbf)`
  return `The subject token’s ${claim} is not valid`
}

const algorithmOf = (token: string): string => JSON.stringify(decodeProtectedHeader(token).alg)?.slice(0, 24)

/** A claim in seconds, as it is written; whatever is no instant that there is, as it came. */
function instantText(seconds: unknown): string {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds).slice(0, 24) : date.toISOString()
}
