import type { AttachmentService } from './attachment.service.ts'

/** Removes the pictures that nobody has sent in the end. */
export const attachmentJob = (attachments: AttachmentService) => ({ everyMs: 600_000, run: attachments.sweep })
