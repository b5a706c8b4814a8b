import { type Stream, stream } from '../http/stream.ts'
import type { OpenPages } from './open-pages.ts'

/** Tells a subject's own open pages that something of what they show has changed; the page then asks for it. */
export const choicesStreams = (pages: OpenPages): Stream[] => [
  stream('GET /me/:project/stream', {
    permission: 'subject',
    open: ({ project, subject }, send) => pages.follow(project.id, subject, (topic) => send('changed', { topic })),
  }),
]
