import { z } from 'zod'
import type { Clock } from '../base/clock.ts'
import { dayText } from '../base/day-words.ts'
import { type Page, page } from '../http/page.ts'
import type { Project } from '../projects/project.ts'
import { feedFormats, feedNames } from './feed.ts'
import { portalFrame } from './frame.ts'
import type { SubscriptionService } from './subscription.service.ts'

type Parts = { subscriptions: SubscriptionService; url: string; clock: Clock }

/** The address under which a subject's calendar and feeds are read: made, shown once, replaced and stopped here. */
export function subscriptionPages({ subscriptions, url, clock }: Parts): Page[] {
  const shown = {
    permission: 'subject',
    view: 'portal/subscription',
    async load({ project, subject }: { project: Project; subject: string }) {
      const madeAt = await subscriptions.madeAt(project, subject)
      return {
        ...portalFrame(project, 'choices', 'My calendar'),
        ...(madeAt !== undefined && { since: dayText(madeAt, 'UTC', clock.now()) }),
      }
    },
  } as const

  return [
    page('GET /me/:project/calendar', shown),

    page('POST /me/:project/calendar', {
      permission: 'subject',
      form: z.object({ act: z.enum(['make', 'stop'], 'Make a new address, or stop the one that there is') }),
      async handle({ project, subject, form, session }) {
        if (form.act === 'stop') {
          await subscriptions.stop(project, subject)
          session.say('Stopped: the address of your calendar and your feeds works no longer.')
          return `/me/${project.key}`
        }
        return { once: { address: addressesOf(project, await subscriptions.make(project, subject)) } }
      },
      again: shown,
    }),
  ]

  function addressesOf({ key }: Project, token: string) {
    const home = `${url}/me/${key}`
    const calendar = `${home}/calendar/${token}.ics`
    const feeds = feedFormats.map((format) => ({ name: feedNames[format], href: `${home}/feed/${token}.${format}` }))
    return { calendar, webcal: calendar.replace(/^https?:/, 'webcal:'), feeds }
  }
}
