import { z } from 'zod'
import { Problem } from '../base/problem.ts'
import { receipt } from '../base/receipt.ts'
import { clientId } from '../base/text.ts'
import { download } from '../http/download.ts'
import { upload } from '../http/upload.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { AttachmentService } from './attachment.service.ts'
import { pictureTypes } from './attachment-limits.ts'

export const attachmentUploads = (attachments: AttachmentService) => [
  upload('PUT /api/v1/attachments/:id', {
    summary: 'Send one picture as it is, with the ticket from attachment:ticket in the header Sluice-Ticket',
    permission: 'client',
    params: z.object({ id: clientId }),
    takes: pictureTypes,
    reply: receipt,
    admit: ({ project, ticket, params, type }) => attachments.admit(project, ticket, params.id, type),
    handle: ({ project, admitted, body }) => attachments.receive(project, admitted, body),
  }),
]

type Parts = { attachments: AttachmentService; subjects: Pick<SubjectService, 'identify'> }

/** The same pictures for the team, for whoever sent them on their own page, and for the widget. */
export const attachmentDownloads = ({ attachments, subjects }: Parts) => [
  download('GET /console/:project/attachments/:id', {
    permission: 'inbox:read',
    load: ({ project, params }) => attachments.ofMessage(project, params.id ?? ''),
  }),
  download('GET /me/:project/attachments/:id', {
    permission: 'subject',
    load: ({ project, subject, params }) => attachments.ofSubject(project, subject, params.id ?? ''),
  }),
  download('GET /api/v1/attachments/:id', {
    permission: 'client',
    async load({ project, subjectToken, params }) {
      if (subjectToken === undefined) throw new Problem('unauthenticated', 'Say who is asking: send Sluice-Subject')
      const { subject } = await subjects.identify(project, subjectToken)
      return attachments.ofSubject(project, subject, params.id ?? '')
    },
  }),
]
