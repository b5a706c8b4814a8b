import type { Rate } from '../base/token-buckets.ts'

/** Whose bucket it is: a person's, that of their place on the network, or the one that all of a project share. */
export type Bucket = 'subject' | 'address' | 'project'

type Limit = Partial<Record<Bucket, Rate>>

const rate = (burst: number, perMinute: number): Rate => ({ burst, perMinute })

/**
 * How much of what is taken, at first at once (`burst`), then a minute. A person gets what nobody needs by hand; a
 * place on the network what a school or an office behind one address needs; a project enough for all of its people, and
 * so little that the others do not notice. No place may use up what its project has.
 */
export const limits = {
  /** Whatever has no line of its own: pages, the team's API. A page of the console asks for five things at most. */
  any: { address: rate(2000, 6000) },
  /** A password is slow to check on purpose, so that guessing is slow; set-up links count too. */
  signIn: { address: rate(20, 12) },
  /** Makes a person known who was not: what a class does in its first lesson, and no script for long. */
  begin: { address: rate(40, 10), project: rate(1000, 600) },
  /** Codes and links that open something: nobody types one twice a second. */
  code: { address: rate(40, 10), project: rate(1000, 600) },
  /** A new anonymous token; nothing is stored for it. */
  token: { address: rate(1000, 300), project: rate(20_000, 6000) },
  /** What each connection begins with, before it says for whom; it holds memory for half a minute. A page may try two ways. */
  handshake: { address: rate(4000, 6000) },
  /** A page that comes in. After a restart all of an office do so at once. */
  connect: { address: rate(2000, 3000), project: rate(20_000, 60_000) },
  /** Flags over OFREP: servers ask for all of their visitors, from one address. */
  ofrep: { address: rate(10_000, 60_000), project: rate(50_000, 300_000) },
  /** What a page renders comes in batches, each a few seconds of looking. */
  exposures: { subject: rate(200, 120), address: rate(10_000, 60_000), project: rate(50_000, 300_000) },
  /** Opens a conversation that somebody has to read. On the day of a change a whole company may have something to say. */
  feedback: { subject: rate(60, 12), address: rate(2000, 300), project: rate(20_000, 3000) },
  /** From somebody without a name who sent sooner than anybody reads a form: most likely a script. */
  hasty: { address: rate(5, 1), project: rate(100, 30) },
  /** One message after the other in a talk. */
  messages: { subject: rate(60, 30), address: rate(2000, 600), project: rate(20_000, 6000) },
  /** Each page reads what was said so far, and whoever opens a talk all of it; that may be a lot. */
  reading: { subject: rate(200, 120), address: rate(10_000, 30_000), project: rate(50_000, 150_000) },
  /** Each click in a survey is one; and what happens in the product, which may ask for one. */
  answers: { subject: rate(200, 120), address: rate(4000, 6000), project: rate(40_000, 60_000) },
  /** Asking for a picture to be taken. */
  tickets: { subject: rate(12, 6), address: rate(60, 30), project: rate(600, 300) },
  /** What pictures may bring, in megabytes, whether a message comes with them or not: it is all kept for a while. */
  pictures: { subject: rate(20, 0.5), address: rate(100, 5), project: rate(1000, 50) },
  /** Every other event of a page: reading, choosing, looking ahead while a slider moves. */
  events: { subject: rate(300, 600), address: rate(10_000, 30_000), project: rate(50_000, 150_000) },
} satisfies Record<string, Limit>

/** Connections that stay, from one place at once: what a company behind one address has open, and what a server can bear of each. */
export const mostConnections = 2000

export type LimitName = keyof typeof limits

/** Another limit that something is held to, and how much it takes of that; left out: one. */
export type More = { limit: LimitName; amount?: number }

export const limitOf = (name: LimitName): Limit => limits[name]
