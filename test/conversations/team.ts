import { io } from 'socket.io-client'
import type { Project } from '../../src/projects/project.ts'
import type { Acknowledgement, ConsolePushes, ConsoleRequests } from '../../src/sockets/protocol.ts'
import type { TestSluice } from '../support/sluice.ts'

/** Ada, signed in: the JSON API of one project, and pages that she has open. */
export async function team(sluice: TestSluice, project: Project) {
  const member = await sluice.signedIn()
  const { agent, csrf } = member
  const at = (path: string) => `/api/v1/projects/${project.key}/${path}`
  const [me] = await sluice.services.accounts.all()
  if (!me) throw new Error('There is no account')

  return {
    ...member,
    me,
    get: (path: string) => agent.get(at(path)),
    post: (path: string, body: object = {}) => agent.post(at(path)).set('x-csrf-token', csrf).send(body),
    put: (path: string, body: object) => agent.put(at(path)).set('x-csrf-token', csrf).send(body),
    remove: (path: string) => agent.delete(at(path)).set('x-csrf-token', csrf),

    /** One more member, with a password that nobody knows. */
    async colleague(name: string, email = `${name.toLowerCase()}@example.org`) {
      const account = { _id: `account-${name}`, name, email, role: 'owner', passwordHash: 'x', createdAt: 0 }
      await sluice.connection.collection('accounts').insertOne(account as never)
      return { id: account._id, name, email }
    },

    /** A page of hers that is open; it hears what members are told. */
    async page() {
      const answer = await agent.get(`/console/${project.key}/mail`).expect(200)
      const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
      const socket = io(`${sluice.url}/console`, {
        ...{ transports: ['websocket'], forceNew: true, reconnection: false, auth: { project: project.key } },
        extraHeaders: { origin: sluice.url, cookie },
      })
      await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail))
      return {
        socket,
        ask: <Name extends keyof ConsoleRequests>(name: Name, input: unknown) =>
          socket.timeout(5000).emitWithAck(name, input) as Promise<Acknowledgement<ConsoleRequests[Name][1]>>,
        next: <Name extends keyof ConsolePushes>(name: Name) =>
          new Promise<ConsolePushes[Name]>((done) => socket.once(name as string, done)),
      }
    },
  }
}

export type Team = Awaited<ReturnType<typeof team>>
