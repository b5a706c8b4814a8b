import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Clock } from './base/clock.ts'
import { outboxJob } from './mail/outbox.job.ts'
import { outboxService } from './mail/outbox.service.ts'
import { outboxStore } from './mail/outbox.store.ts'
import { type MailSettings, smtp } from './mail/smtp.ts'

type Parts = { settings: MailSettings | undefined; connection: Connection; clock: Clock; log: Logger }

/** How letters leave; undefined where no mail server is named. No address is ever logged. */
export function mailing({ settings, connection, clock, log }: Parts) {
  if (!settings) return undefined
  const server = smtp(settings, (failure) => log.warn(failure, 'A letter could not be sent'))
  const outbox = outboxService({
    ...{ store: outboxStore(connection), send: server.send, clock },
    onGivenUp: (letter) => log.error({ letter }, 'A letter is given up'),
  })
  return {
    post: outbox.put,
    job: outboxJob(outbox),
    async close(): Promise<void> {
      await outbox.idle()
      server.close()
    },
  }
}
