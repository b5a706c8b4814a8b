import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { emailAddress } from './base/text.ts'

const address = z.string().refine(isAddressOrRange, 'is not an address, a range such as 10.0.0.0/8, or loopback')

const shape = z.object({
  PORT: z.coerce.number('must be a number').int('must be a whole number').min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'must start with mongodb:// or mongodb+srv://')
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(isPublicUrl, 'must be an address such as https://sluice.example.org, without a path')
    .optional(),
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(address)),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, 'must be an address such as smtp://user:password@mail.example.org:587, or smtps://')
    .optional(),
  MAIL_FROM: z
    .string()
    .transform(senderIn)
    .pipe(
      z.object({ name: z.string(), address: emailAddress }, 'must be an address such as Sluice <sluice@example.org>'),
    )
    .optional(),
  RATE_LIMITS: z.coerce.number('must be a number').min(0, 'must not be negative').max(1000).default(1),
  DEMO: z.enum(['0', '1'], 'must be 0 or 1').default('1'),
})

const complete = shape.refine(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined, {
  path: ['MAIL_FROM'],
  message: 'must be set where SMTP_URL is',
})

export type Settings = ReturnType<typeof readSettings>

/** The environment as one frozen object; throws one line that names every setting that is wrong. */
export function readSettings(environment: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = complete.safeParse(given)
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`)
    throw new Error(`Settings: ${faults.join('; ')}`)
  }
  const { PUBLIC_URL, SMTP_URL, MAIL_FROM, ...rest } = result.data
  return Object.freeze({
    port: rest.PORT,
    host: rest.HOST,
    dataDir: resolve(rest.DATA_DIR),
    mongodbUri: rest.MONGODB_URI,
    publicUrl: PUBLIC_URL && new URL(PUBLIC_URL).origin,
    trustProxy: rest.TRUST_PROXY,
    sessionSecret: rest.SESSION_SECRET,
    logLevel: rest.LOG_LEVEL,
    /** So many times what the table of limits says; 0: no limits. */
    rateLimits: rest.RATE_LIMITS,
    /** How e-mail is sent; undefined: none is. */
    mail: SMTP_URL && MAIL_FROM ? { url: SMTP_URL, from: MAIL_FROM } : undefined,
    demo: rest.DEMO === '1',
  })
}

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && pathname === '/' && search === '' && hash === ''
}

function isSmtpUrl(text: string): boolean {
  return URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== ''
}

/** "Sluice <sluice@example.org>", or the address alone. */
function senderIn(text: string): { name: string; address: string } {
  const named = /^\s*"?([^"<>\r\n]*?)"?\s*<([^<>]+)>\s*$/.exec(text)
  return { name: named?.[1] ?? '', address: named?.[2] ?? text }
}

function isAddressOrRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [base = '', bits] = text.split('/')
  const version = isIP(base)
  if (!version) return false
  if (bits === undefined) return true
  try {
    new BlockList().addSubnet(base, Number(bits), version === 6 ? 'ipv6' : 'ipv4')
    return /^\d+$/.test(bits)
  } catch {
    return false
  }
}
