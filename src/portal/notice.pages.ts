import { z } from 'zod'
import { page } from '../http/page.ts'
import type { NoticeService } from '../pacing/notice.service.ts'

/** "Got it": what a subject was told has been seen. */
export const noticePages = (notices: NoticeService) => [
  page('POST /me/:project/notices/:id/seen', {
    permission: 'subject',
    form: z.object({}),
    async handle({ project, subject, params }) {
      await notices.see(project, subject, params.id ?? '')
      return `/me/${project.key}`
    },
  }),
]
