import type { Clock } from '../base/clock.ts'

export type Present = { id: string; name: string }

type Connected = { project: string; member: Present; conversation?: string }

type Parts = {
  clock: Clock
  onPresent: (project: string, present: boolean) => void
  onViewers: (project: string, conversation: string, members: Present[]) => void
}

/** Going from one page to the next is no leaving. */
const graceMs = 10_000

/** Who of the team is there, as far as this process knows; nothing of it is stored. */
export function presenceService({ clock, onPresent, onViewers }: Parts) {
  const sockets = new Map<string, Connected>()
  /** Projects that the last member has left, and when (ms). */
  const leftAt = new Map<string, number>()

  const isThere = (project: string) => [...sockets.values()].some((one) => one.project === project)

  function viewers(project: string, conversation: string): Present[] {
    const found = [...sockets.values()].filter((one) => one.project === project && one.conversation === conversation)
    return [...new Map(found.map(({ member }) => [member.id, member])).values()]
  }

  /** Which conversation a member has open now; undefined: none. */
  function look(socket: string, conversation: string | undefined): void {
    const one = sockets.get(socket)
    if (!one || one.conversation === conversation) return
    const { conversation: before, ...rest } = one
    sockets.set(socket, conversation === undefined ? rest : { ...rest, conversation })
    for (const each of [before, conversation])
      if (each !== undefined) onViewers(one.project, each, viewers(one.project, each))
  }

  return {
    look,
    viewers,

    /** Whether somebody of the team is there. */
    isPresent: (project: string): boolean => isThere(project) || leftAt.has(project),

    enter(socket: string, project: string, { id, name }: Present): void {
      const isFirst = !isThere(project) && !leftAt.delete(project)
      sockets.set(socket, { project, member: { id, name } })
      if (isFirst) onPresent(project, true)
    },

    leave(socket: string): void {
      const one = sockets.get(socket)
      if (!one) return
      look(socket, undefined)
      sockets.delete(socket)
      if (!isThere(one.project)) leftAt.set(one.project, clock.now())
    },

    /** Tells of those who have not come back. */
    tick(): void {
      for (const [project, at] of leftAt) {
        if (clock.now() < at + graceMs) continue
        leftAt.delete(project)
        onPresent(project, false)
      }
    },
  }
}

export type PresenceService = ReturnType<typeof presenceService>
