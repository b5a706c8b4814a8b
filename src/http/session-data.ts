import 'express-session'
import type { Flash } from './page.ts'

declare module 'express-session' {
  interface SessionData {
    /** The member who signed in. */
    account: string
    /** Per project, the subject whose own page this browser may open. */
    subjects: Record<string, string>
    /** One sentence for the next page. */
    flash: Flash
    /** Instant (ms) at which the session began; it ends at its absolute limit however busy it is. */
    since: number
  }
}
