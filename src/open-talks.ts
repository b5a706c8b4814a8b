import type { SluiceBus } from './events.ts'
import type { socketServer } from './sockets/server.ts'

/** What is said, done and typed in conversations shows at once in the pages that are open. */
export function tellOpenTalks(bus: SluiceBus, sockets: ReturnType<typeof socketServer>): void {
  bus.on('message:stored', ({ project, subject, conversation, message, state, sentBy }) => {
    sockets.pushToSubject(project, subject, 'conversation:message', { conversation, message, state }, sentBy)
    sockets.pushToMembers(project, 'changed', { topic: 'inbox', key: conversation })
  })
  bus.on('conversation:handled', ({ project, conversation }) =>
    sockets.pushToMembers(project, 'changed', { topic: 'inbox', key: conversation }),
  )
  bus.on('conversation:state', ({ project, subject, conversation, state }) =>
    sockets.pushToSubject(project, subject, 'conversation:state', { conversation, state }),
  )
  bus.on('conversation:read', ({ project, subject, conversation, readByTeam }) =>
    sockets.pushToSubject(project, subject, 'conversation:read', { conversation, readByTeam }),
  )
  bus.on('loop:asked', ({ project, subject, question }) =>
    sockets.pushToSubject(project, subject, 'conversation:asked-fixed', question),
  )
  bus.on('typing:subject', ({ project, conversation }) =>
    sockets.hintToMembers(project, 'conversation:typing', { conversation }),
  )
  bus.on('typing:team', ({ project, conversation, member, told }) => {
    sockets.hintToMembers(project, 'conversation:typing', { conversation, member })
    for (const one of told)
      sockets.hintToSubject(project, one.subject, 'conversation:typing', { conversation: one.conversation })
  })
  bus.on('team:present', ({ project, present }) => sockets.pushToProject(project, 'team:present', { present }))
  bus.on('team:viewers', ({ project, conversation, members }) =>
    sockets.pushToMembers(project, 'conversation:viewers', { conversation, members }),
  )
}
