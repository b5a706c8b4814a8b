import type { OutboxService } from './outbox.service.ts'

/** Sends the letters that are due. */
export const outboxJob = ({ sendDue }: OutboxService) => ({ everyMs: 5000, run: sendDue })
