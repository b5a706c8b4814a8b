import { coalesced } from './base/coalesced.ts'
import type { SluiceBus } from './events.ts'
import { tellOpenTalks } from './open-talks.ts'
import { wireNoticeOf } from './pacing/notice.ts'
import type { OpenPages } from './portal/open-pages.ts'
import type { socketServer } from './sockets/server.ts'

/** Many people choose at once, and counting them all anew for each would keep the database busy. */
const audiencePauseMs = 500
/** Whoever sends made-up keys must not keep the team's pages busy. */
const refusalPauseMs = 500

/** What is stored shows at once in the pages that are open. */
export function tellOpenPages(bus: SluiceBus, sockets: ReturnType<typeof socketServer>, ownPages: OpenPages): void {
  const audienceChanged = coalesced(
    (project) => sockets.pushToMembers(project, 'changed', { topic: 'audience' }),
    audiencePauseMs,
  )
  bus.on('flag:changed', ({ project, key }) => {
    sockets.pushToProject(project, 'flags:changed', {})
    ownPages.tellAll(project, 'flags')
    sockets.pushToMembers(project, 'changed', { topic: 'flags', key })
  })
  bus.on('project:changed', ({ project }) => {
    sockets.pushToProject(project, 'flags:changed', {})
    sockets.pushToMembers(project, 'changed', { topic: 'flags' })
    ownPages.tellAll(project, 'flags')
  })
  const installationChanged = coalesced(
    (project) => sockets.pushToMembers(project, 'changed', { topic: 'install' }),
    refusalPauseMs,
  )
  bus.on('installation:changed', ({ project }) => installationChanged(project))
  bus.on('notice:stored', ({ project, subject, notice }) => {
    sockets.pushToSubject(project, subject, 'notice', wireNoticeOf(notice))
    ownPages.tell(project, subject, 'choices')
    audienceChanged(project)
  })
  bus.on('news:told', ({ project, subject, ...told }) => sockets.pushToSubject(project, subject, 'news:told', told))
  bus.on('policy:chosen', ({ project, subject }) => {
    sockets.pushToSubject(project, subject, 'flags:changed', {})
    audienceChanged(project)
    ownPages.tell(project, subject, 'choices')
  })
  bus.on('subject:leaving', ({ project, subject }) => sockets.dismiss(project, (one) => one.subject === subject))
  bus.on('identity:revoked', ({ project, secret }) => sockets.dismiss(project, (one) => one.signedWith === secret))
  bus.on('subject:merged', ({ project, subject }) => {
    sockets.pushToSubject(project, subject, 'flags:changed', {})
    sockets.pushToMembers(project, 'changed', { topic: 'inbox' })
  })
  tellOpenTalks(bus, sockets)
  const insightChanged = ({ project, flags }: { project: string; flags: string[] }) => {
    for (const key of new Set(flags)) sockets.pushToMembers(project, 'changed', { topic: 'insight', key })
  }
  bus.on('exposure:stored', insightChanged)
  bus.on('response:stored', insightChanged)
  bus.on('response:stored', ({ project, survey }) =>
    sockets.pushToMembers(project, 'changed', { topic: 'surveys', key: survey }),
  )
  bus.on('survey:changed', ({ project, key }) => {
    sockets.pushToProject(project, 'survey:changed', {})
    sockets.pushToMembers(project, 'changed', { topic: 'surveys', key })
  })
}
