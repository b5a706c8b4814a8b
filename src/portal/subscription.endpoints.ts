import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import type { ProjectService } from '../projects/project.service.ts'
import { calendarText } from './calendar.ts'
import { feedFormats, feedMedia, feedText } from './feed.ts'
import { namedProject } from './named-project.ts'
import type { SubscriptionService } from './subscription.service.ts'

type Parts = { projects: ProjectService; subscriptions: SubscriptionService; url: string }

const ofSubject = z.object({ project: z.string(), token: z.string().max(64) })
const ofChannel = z.object({ project: z.string(), channel: z.string().max(64) })

/** Calendars and feeds; `url` is where this server is reached. */
export const subscriptionEndpoints = ({ projects, subscriptions, url }: Parts): Endpoint[] => [
  endpoint('GET /me/:project/calendar/:token.ics', {
    summary: 'What reaches one subject and when, for their own calendar',
    permission: 'public',
    params: ofSubject,
    reply: z.string(),
    media: 'text/calendar',
    etag: true,
    async handle({ params }) {
      const project = await namedProject(projects, params.project)
      const { announcements, reader } = await subscriptions.calendar(project, params.token)
      return calendarText({ product: project.name, home: `${url}/me/${project.key}` }, announcements, reader)
    },
  }),

  ...feedFormats.flatMap((format) => [
    endpoint(`GET /me/:project/feed/:token.${format}`, {
      summary: `What reached one subject and what comes (${format})`,
      permission: 'public',
      params: ofSubject,
      reply: z.string(),
      media: feedMedia[format],
      etag: true,
      async handle({ params }) {
        const project = await namedProject(projects, params.project)
        const { announcements, reader } = await subscriptions.feed(project, params.token)
        const home = `${url}/me/${project.key}`
        const self = `${home}/feed/${params.token}.${format}`
        const title = `${project.name}: what comes, and what you have`
        const frame = { product: project.name, title, self, home, madeAt: project.createdAt }
        return feedText(format, frame, announcements, reader)
      },
    }),

    endpoint(`GET /feeds/:project/:channel.${format}`, {
      summary: `What came to a channel and what comes, as soon as it is out (${format})`,
      permission: 'public',
      params: ofChannel,
      reply: z.string(),
      media: feedMedia[format],
      etag: true,
      async handle({ params }) {
        const project = await namedProject(projects, params.project)
        const { announcements, reader, channel } = await subscriptions.channel(project, params.channel)
        const self = `${url}/feeds/${project.key}/${params.channel}.${format}`
        const title = `${project.name} on ${channel}, as soon as it is out`
        const frame = {
          product: project.name,
          title,
          self,
          home: `${url}/me/${project.key}`,
          madeAt: project.createdAt,
        }
        return feedText(format, frame, announcements, reader)
      },
    }),
  ]),
]
