import type { PresenceService } from './presence.service.ts'

/** Notices when the last member has gone. */
export const presenceJob = ({ tick }: PresenceService) => ({ everyMs: 1000, run: tick })
