import { createHmac } from 'node:crypto'
import { Problem } from '../../src/base/problem.ts'
import { readSigned } from '../../src/subjects/signed-token.ts'
import { secondsOf, signed } from './sign.ts'
import cases from './signed-token.cases.json' with { type: 'json' }

type Case = {
  name: string
  /** Seconds from now. */
  claims?: Record<string, number>
  literal?: Record<string, unknown>
  without?: string
  raw?: string
  reason: string
}

const now = Date.parse('2026-11-02T09:00:00Z')
const [ours, second] = ['identity_ours', 'identity_second']
const bytesOf = (secret: string) => new TextEncoder().encode(secret)
const secrets = [{ id: 'first', bytes: bytesOf(ours) }]
const good = { sub: 'u-17', aud: 'notewell', exp: secondsOf(now) + 600 }

const read = (token: string, more: Partial<Parameters<typeof readSigned>[1]> = {}) =>
  readSigned(token, { audience: 'notewell', secrets, now, ...more })

async function refusal(token: string, more: Parameters<typeof read>[1] = {}): Promise<string> {
  const thrown: unknown = await read(token, more).then(
    () => undefined,
    (fault: unknown) => fault,
  )
  if (!(thrown instanceof Problem)) throw new Error(`Not refused but ${thrown}`)
  expect(thrown.kind).toBe('unauthenticated')
  expect(thrown.faults).toEqual([{ field: 'subject', message: thrown.message }])
  return thrown.message
}

/** The same with a payload that JSON.stringify would not write. */
function raw(payload: string): string {
  const input = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from(payload).toString('base64url')}`
  return `${input}.${createHmac('sha256', ours).update(input).digest('base64url')}`
}

function tokenOf({ claims = {}, literal = {}, without, raw: text }: Case): string {
  if (text !== undefined) return raw(text)
  const timed = Object.entries(claims).map(([claim, ahead]) => [claim, secondsOf(now) + ahead])
  const { [without ?? '']: _, ...payload } = { ...good, ...Object.fromEntries(timed), ...literal } as Record<
    string,
    unknown
  >
  return signed(ours, payload)
}

describe('a signed subject token', () => {
  it('says who somebody is, and which secret proves it', async () => {
    const claims = { ...good, iat: secondsOf(now), name: ' Ada ', attributes: { plan: 'pro', seats: 3, beta: true } }
    expect(await read(signed(ours, claims))).toEqual({
      claims: { ...claims, aud: undefined, name: 'Ada' },
      secret: 'first',
    })
  })

  it.each([
    ['the clocks differ by a minute', { ...good, exp: secondsOf(now) - 59, nbf: secondsOf(now) - 600 }],
    ['it starts within a minute', { ...good, nbf: secondsOf(now) + 60, iat: secondsOf(now) + 60 }],
    ['it lives for exactly 24 hours', { ...good, iat: secondsOf(now), exp: secondsOf(now) + 86_400 }],
    ['aud is a list that names the project', { ...good, aud: ['notewell'] }],
    ['sub has 200 characters', { ...good, sub: '漢'.repeat(200) }],
    ['it carries a hundred attributes', { ...good, attributes: numbered(100) }],
    ['an attribute is as large as may be', { ...good, attributes: { ['k'.repeat(64)]: 'v'.repeat(1024) } }],
  ])('is taken where %s', async (_name, claims) => {
    expect((await read(signed(ours, claims))).claims.sub).toBe(claims.sub)
  })

  it.each(cases as Case[])('refuses $name', async (one) => {
    expect(await refusal(tokenOf(one))).toContain(one.reason)
  })

  it.each([
    ['201 characters of sub', { sub: 'x'.repeat(201) }, 'sub has more than 200 characters'],
    ['101 attributes', { attributes: numbered(101) }, 'more than 100 attributes'],
    ['an attribute above 1 KiB', { attributes: { a: 'é'.repeat(513) } }, 'attributes.a'],
    [
      'an attribute’s name of 65 characters',
      { attributes: { ['k'.repeat(65)]: 1 } },
      'needs a name of 1 to 64 characters',
    ],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, 'name At most 200 characters'],
  ])('refuses %s', async (_name, claims, reason) => {
    expect(await refusal(signed(ours, { ...good, ...claims }))).toContain(reason)
  })

  it.each([
    ['none', 'none', ''],
    ['None', 'None', ''],
    ['HS512', 'HS512', 'sha512'],
    ['HS384', 'HS384', 'sha384'],
    ['RS256', 'RS256', 'sha256'],
    ['ES256', 'ES256', 'sha256'],
    ['hs256', 'hs256', 'sha256'],
  ])('takes HS256 only, not %s', async (_name, alg, hash) => {
    const token = signed(ours, good, { alg }, hash || 'sha256')
    const sent = hash === '' ? `${token.slice(0, token.lastIndexOf('.'))}.` : token
    expect(await refusal(sent)).toBe(`The subject token is signed with "${alg}"; only HS256 is taken`)
  })

  it.each([
    ['another secret', signed('identity_other', good)],
    ['the empty secret', signed('', good)],
    ['a payload changed after signing', forgedFrom(signed(ours, good), { ...good, sub: 'somebody-else' })],
    ['a signature cut short', signed(ours, good).slice(0, -4)],
    ['no signature', `${signed(ours, good).split('.').slice(0, 2).join('.')}.`],
  ])('refuses %s', async (_name, token) => {
    expect(await refusal(token)).toBe('The subject token is not signed with an identity secret of this project')
  })

  it.each([
    ['nothing', ''],
    ['words', 'not a token'],
    ['two parts', 'a.b'],
    ['four parts', `${signed(ours, good)}.x`],
    ['a header that is no JSON', `eA.${signed(ours, good).split('.').slice(1).join('.')}`],
    ['a header that the reader must understand', signed(ours, good, { alg: 'HS256', crit: ['x'], x: 1 })],
    ['an unencoded payload', signed(ours, good, { alg: 'HS256', b64: false, crit: ['b64'] })],
    ['no algorithm', signed(ours, good, { typ: 'JWT' })],
  ])('refuses %s', async (_name, token) => {
    expect(await refusal(token)).toContain('neither a JWT')
  })

  it('says that there is no secret yet', async () => {
    expect(await refusal(signed(ours, good), { secrets: [] })).toContain('has no identity secret yet')
  })

  it('takes either of two secrets while they overlap, and names the fault of the one that fits', async () => {
    const both = { secrets: [...secrets, { id: 'next', bytes: bytesOf(second) }] }
    expect((await read(signed(ours, good), both)).secret).toBe('first')
    expect((await read(signed(second, good), both)).secret).toBe('next')
    expect(await refusal(signed(second, { ...good, aud: 'elsewhere' }), both)).toContain('aud')
    expect(await refusal(signed('identity_third', good), both)).toContain('not signed with an identity secret')
  })
})

function numbered(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`key-${i}`, i]))
}

function forgedFrom(token: string, payload: object): string {
  const [header, , signature] = token.split('.')
  return [header, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.')
}
