import { createHmac } from 'node:crypto'

/** A JWT as a product would sign it; whatever `payload` and `header` say goes in, also what no library would sign. */
export function signed(secret: string, payload: object, header: object = { alg: 'HS256' }, hash = 'sha256'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part(header)}.${part(payload)}`
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`
}

/** A second as the claims count it. */
export const secondsOf = (instant: number) => Math.floor(instant / 1000)
