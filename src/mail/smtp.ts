import { createTransport } from 'nodemailer'
import { hashOf } from '../base/digest.ts'
import type { Letter } from '../base/letter.ts'
import { domainOf, headerText } from './mailing.ts'
import type { Sent } from './outbox.service.ts'

export type MailSettings = { url: string; from: { name: string; address: string } }

/** What may be logged of a failure: never an address, which servers like to repeat. */
type Failure = { code?: unknown; responseCode?: unknown; command?: unknown }

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** Sends letters through a mail server; `onFailure` gets what is safe to log. */
export function smtp({ url, from }: MailSettings, onFailure: (failure: object) => void) {
  const transport = createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true })

  return {
    async send({ key, to, title, text }: Letter): Promise<Sent> {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject: headerText(title),
          text,
          messageId: `<${hashOf(key)}@${domainOf(from.address)}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return 'sent'
      } catch (thrown) {
        const { code, responseCode, command } = thrown as Failure
        onFailure({ letter: hashOf(key), code, responseCode, command })
        const isFinal = typeof responseCode === 'number' && responseCode >= 500 && code !== 'EAUTH'
        return isFinal ? 'refused' : 'failed'
      }
    },
    close: () => transport.close(),
  }
}
