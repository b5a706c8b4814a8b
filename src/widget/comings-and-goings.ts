import type { WireProblem } from '../sockets/protocol.ts'
import type { Connection } from './connection.ts'
import type { drafts } from './drafts.ts'
import type { letterBox } from './letter-box.ts'
import type { pageFlags } from './page-flags.ts'
import type { subjectToken } from './subject-token.ts'
import { texts } from './texts/en.ts'

/** Who is here: signing in takes along what the device's visitor did, signing out leaves nothing to whoever comes after. */
export function comingsAndGoings({
  token,
  connection,
  flags,
  letters,
  writing,
  onOther,
  clear,
}: {
  token: ReturnType<typeof subjectToken>
  connection: Pick<Connection, 'restart'>
  flags: ReturnType<typeof pageFlags>
  letters: ReturnType<typeof letterBox>
  writing: ReturnType<typeof drafts>
  /** What was not told yet of whoever was here must not be told of whoever comes. */
  onOther: () => void
  /** Takes away what is drawn of somebody. */
  clear: () => void
}) {
  function startAnew(before: string): void {
    token.forget()
    flags.startAnew()
    void letters.giveUp([before, ''], { kind: 'unauthenticated', message: texts.signedOut, faults: [] })
    writing.forget()
    clear()
  }

  return {
    /** Whether flags come anew, for this person or with this token. */
    identify(given: string | null): boolean {
      const [wasSomebody, before] = [token.isGiven(), token.owner()]
      const isNow = token.identify(given)
      if (isNow === 'same') return false
      if (isNow === 'person') {
        onOther()
        if (wasSomebody) startAnew(before)
        else flags.startAnew()
      }
      connection.restart()
      return true
    },

    /** A connection as a signed subject has taken along what was the device's own. */
    async arrived(): Promise<void> {
      if (!token.isSigned()) return
      token.forget()
      writing.handOver('')
      await letters.handOver('', token.owner())
    },

    /** Whether it goes on without the device's own token: it is somebody's since another tab, or is taken no more. */
    refused({ faults }: WireProblem): boolean {
      const isOwn = faults.some(({ field }) => field === 'previous' || (field === 'subject' && !token.isGiven()))
      if (!isOwn || !token.forget()) return false
      if (!token.isSigned()) startAnew('')
      connection.restart()
      return true
    },
  }
}
