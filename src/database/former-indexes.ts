import type { Keys } from './schema.ts'

const inbox = { project: 1, listed: 1 } as const
const byId = { lastAt: -1, _id: -1 } as const

/** Indexes that earlier versions built and nobody asks for any more, by collection. */
export const formerIndexes: Readonly<Record<string, readonly Keys[]>> = {
  conversations: [
    { ...inbox, ...byId },
    { ...inbox, state: 1, ...byId },
    { ...inbox, unread: 1, ...byId },
    { ...inbox, 'assignee.id': 1, ...byId },
  ],
}
