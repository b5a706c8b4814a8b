import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { calendarDay } from '../base/day-words.ts'
import { type Page, type PageCall, page } from '../http/page.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { handOffMs, type SubjectService } from '../subjects/subject.service.ts'
import { portalFrame } from './frame.ts'

type Parts = { subjects: SubjectService; policies: PolicyService; url: string; clock: Clock }

/** Opens a subject's own page on another device of theirs: a link that works once, and the same as a QR code. */
export function otherDevicePages({ subjects, policies, url, clock }: Parts): Page[] {
  const shown = {
    view: 'portal/device',
    load: ({ project }: Pick<PageCall<'subject', undefined>, 'project'>) => ({
      ...portalFrame(project, 'choices', 'Use this on another device'),
      isHereOnly: isLoopback(new URL(url).hostname),
    }),
  }

  return [
    page('GET /me/:project/device', { ...shown, permission: 'subject' }),
    page('POST /me/:project/device', {
      permission: 'subject',
      form: z.object({}),
      again: { ...shown, permission: 'subject' },
      async handle({ project, subject }) {
        const identity = await subjects.identityOf(project, subject)
        const { policy } = await policies.of(project, identity)
        const now = clock.now()
        const code = await subjects.handOff(project, identity)
        return {
          once: {
            link: `${url}/me/${project.key}/enter/${code}`,
            until: calendarDay(now + handOffMs, policy.timeZone, now).time,
          },
        }
      },
    }),
  ]
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || host.startsWith('127.')
