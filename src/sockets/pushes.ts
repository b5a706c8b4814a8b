import type { Namespace } from 'socket.io'
import type { ConsolePushes, WidgetPushes } from './protocol.ts'

/** What the server says by itself, to everybody whom it concerns and who is there. */
export function pushes(widget: Namespace, members: Namespace) {
  return {
    /** `except`: a connection whose page knows it already. */
    pushToSubject<Name extends keyof WidgetPushes>(
      project: string,
      subject: string,
      name: Name,
      data: WidgetPushes[Name],
      except?: string,
    ) {
      heardIn(widget, subjectRoom(project, subject), except)?.emit(name, data)
    },
    /** For what is of no use later: it is left out where a connection cannot take it at once. */
    hintToSubject<Name extends keyof WidgetPushes>(
      project: string,
      subject: string,
      name: Name,
      data: WidgetPushes[Name],
    ) {
      heardIn(widget, subjectRoom(project, subject))?.volatile.emit(name, data)
    },
    /** Whether a page of this subject is open. */
    isOnline: (project: string, subject: string): boolean =>
      heardIn(widget, subjectRoom(project, subject)) !== undefined,
    pushToProject<Name extends keyof WidgetPushes>(project: string, name: Name, data: WidgetPushes[Name]) {
      heardIn(widget, projectRoom(project))?.emit(name, data)
    },
    pushToMembers<Name extends keyof ConsolePushes>(project: string, name: Name, data: ConsolePushes[Name]) {
      heardIn(members, projectRoom(project))?.emit(name, data)
    },
    hintToMembers<Name extends keyof ConsolePushes>(project: string, name: Name, data: ConsolePushes[Name]) {
      heardIn(members, projectRoom(project))?.volatile.emit(name, data)
    },
  }
}

/** Nothing is made up for a room in which nobody is to hear it. */
function heardIn(namespace: Namespace, room: string, except?: string) {
  const there = namespace.adapter.rooms.get(room)
  if (!there) return undefined
  if (except === undefined || !there.has(except)) return namespace.to(room)
  return there.size > 1 ? namespace.to(room).except(except) : undefined
}

export const projectRoom = (project: string) => `project:${project}`
export const sessionRoom = (id: string) => `session:${id}`
export const subjectRoom = (project: string, subject: string) => `subject:${project}:${subject}`
