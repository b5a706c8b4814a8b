import type { Clock } from '../base/clock.ts'
import type { Letter } from '../base/letter.ts'
import { mostTries, pauseAfter } from './mailing.ts'
import type { OutboxStore } from './outbox.store.ts'

/** How a try to send a letter ended; `refused`: it will never be taken. */
export type Sent = 'sent' | 'refused' | 'failed'

type Parts = {
  store: OutboxStore
  send: (letter: Letter) => Promise<Sent>
  clock: Clock
  onGivenUp: (key: string) => void
}

/** After so long (ms) another process may take a letter for one whose sender has crashed. */
const leaseMs = 2 * 60_000
const keptMs = 30 * 24 * 3_600_000

/** Letters that are sent until the mail server has taken them: at least once, and always as the same message. */
export function outboxService({ store, send, clock, onGivenUp }: Parts) {
  let sending: Promise<void> | undefined

  async function sendAll(): Promise<void> {
    for (;;) {
      const now = clock.now()
      const letter = await store.take(now, now + leaseMs)
      if (!letter) break
      const { key, tries } = letter
      const outcome = await send(letter)
      if (outcome === 'sent') await store.end(key, 'sent', clock.now())
      else if (outcome === 'failed' && tries < mostTries) await store.tryAgain(key, clock.now() + pauseAfter(tries))
      else {
        await store.end(key, 'given-up', clock.now())
        onGivenUp(key)
      }
    }
    await store.removeBefore(clock.now() - keptMs)
  }

  return {
    /** Keeps letters to be sent soon; one whose key is known already is that letter. */
    async put(letters: readonly Letter[]): Promise<void> {
      for (const letter of letters) await store.put(letter, clock.now())
    },

    /** Sends what is due; while it is at it, nobody in this process begins a second time. */
    sendDue(): Promise<void> {
      sending ??= sendAll().finally(() => {
        sending = undefined
      })
      return sending
    },

    /** Resolves once nothing is being sent. */
    idle: async (): Promise<void> => sending?.catch(() => undefined),
  }
}

export type OutboxService = ReturnType<typeof outboxService>
