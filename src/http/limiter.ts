import type { Clock } from '../base/clock.ts'
import { networkOf } from '../base/network.ts'
import { limited } from '../base/problem.ts'
import { type Rate, tokenBuckets } from '../base/token-buckets.ts'
import { type Bucket, type LimitName, limitOf, mostConnections } from './limits.ts'
import { staying } from './staying.ts'

/** As much as is known of who asks; `subject`: with their project. */
export type Asker = { address?: string; project?: string | undefined; subject?: string | undefined }

/** A subject among those of all projects. */
export const askerOf = (project: string | undefined, subject: string): string => `${project}/${subject}`

export type Limiter = ReturnType<typeof limiter>

/** Of each kind; as many people or places as may be short of something at one moment. */
const mostBuckets = 10_000
/** How long (s) somebody is to wait for whom there is no place until somebody else leaves. */
const leavesAfter = 60
const order: readonly Bucket[] = ['subject', 'address', 'project']

/** Holds everybody to the table in `limits.ts`; `factor`: so many times as much, 0: no limits at all. */
export function limiter({
  clock,
  factor = 1,
  most = mostBuckets,
}: {
  clock: Clock
  factor?: number | undefined
  most?: number
}) {
  const buckets = tokenBuckets(most)
  const connections = staying()

  return {
    /** Counts so many more, or refuses them with when to come again; what is refused counts nowhere. */
    admit(name: LimitName, { address, project, subject }: Asker, amount = 1): void {
      if (factor === 0) return
      const names: Record<Bucket, string | undefined> = {
        ...{ subject, project },
        address: address === undefined ? undefined : networkOf(address),
      }
      const limit = limitOf(name)
      const wanted = order.flatMap((bucket) => {
        const [named, rate] = [names[bucket], limit[bucket]]
        return named && rate
          ? [{ bucket, kind: `${name} ${bucket}`, name: named, rate: timesFactor(rate), amount }]
          : []
      })
      const waits = buckets.take(wanted, clock.now())
      const wait = Math.max(0, ...waits)
      if (wait === 0) return
      // Less than a millisecond is no wait.
      const seconds = Math.max(1, Math.ceil((wait - 1) / 1000))
      throw limited(`${words[wanted[waits.indexOf(wait)]?.bucket ?? 'address']} ${again(seconds)}`, seconds)
    },

    /** Counts a connection at its place on the network until the returned function is called. */
    connected: connections.comes,

    /** Refuses a connection that is counted already where too many have come to its place. */
    admitToStay(address: string): void {
      if (factor === 0 || connections.countAt(address) <= mostConnections * factor) return
      throw limited(`Too many pages are connected from your network. ${again(leavesAfter)}`, leavesAfter)
    },
  }

  function timesFactor({ burst, perMinute }: Rate): Rate {
    return { burst: burst * factor, perMinute: perMinute * factor }
  }
}

const words: Record<Bucket, string> = {
  subject: 'That was a lot in a short time.',
  address: 'A lot came from your network in a short time.',
  project: 'A lot is coming in just now.',
}

const again = (seconds: number) => `Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`
