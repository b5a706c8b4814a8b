import { io, type Socket } from 'socket.io-client'
import type { Acknowledgement } from '../../src/sockets/protocol.ts'
import { uuid } from '../support/sluice.ts'

type Letter = { name: 'feedback:send' | 'exposure:seen'; body: { id: string } }

/** The ids of what one widget has sent. */
type Sent = { feedback: string[]; exposures: string[] }

/**
 * Sends `rounds` feedbacks and exposures from each subject at once, each until it is acknowledged; `serverNow` gives the
 * address of the server that runs, or waits for it. `onAcknowledged` hears of every letter that is on disk.
 */
export function sendStubbornly(
  tokens: readonly string[],
  {
    key,
    flag,
    rounds,
    serverNow,
    onAcknowledged,
  }: {
    key: string
    flag: { key: string; variant: string }
    rounds: number
    serverNow: () => Promise<string>
    onAcknowledged: () => void
  },
): Promise<Sent[]> {
  async function connected(token: string): Promise<Socket> {
    for (;;) {
      const socket = io(`${await serverNow()}/widget`, {
        ...{ transports: ['websocket'], reconnection: false, forceNew: true, auth: { key, subject: token } },
      })
      const isIn = await new Promise<boolean>((done, failed) => {
        socket.once('connect', () => done(true))
        socket.once('disconnect', () => done(false))
        socket.once('connect_error', (fault: Error & { data?: unknown }) => (fault.data ? failed(fault) : done(false)))
      })
      if (isIn) return socket
      socket.close()
    }
  }

  /** The acknowledgement, or undefined where the connection ended before it came. */
  const answerTo = (socket: Socket, { name, body }: Letter) =>
    new Promise<Acknowledgement<unknown> | undefined>((done) => {
      if (!socket.connected) done(undefined)
      socket.once('disconnect', () => done(undefined))
      socket.emit(name, body, done)
    })

  async function run(token: string): Promise<Sent> {
    const letters = Array.from({ length: rounds }, (): Letter[] => [
      { name: 'feedback:send', body: { id: uuid(), kind: 'idea', text: 'Through a crash' } as Letter['body'] },
      {
        name: 'exposure:seen',
        body: { id: uuid(), evaluatedAt: new Date().toISOString(), flags: [flag] } as Letter['body'],
      },
    ]).flat()
    let socket = await connected(token)
    for (const letter of letters) {
      let answer = await answerTo(socket, letter)
      while (!answer) {
        socket = await connected(token)
        answer = await answerTo(socket, letter)
      }
      if (!answer.ok) throw new Error(`${letter.name} was refused: ${answer.problem.message}`)
      onAcknowledged()
    }
    socket.close()
    const idsOf = (name: Letter['name']) => letters.filter((one) => one.name === name).map(({ body }) => body.id)
    return { feedback: idsOf('feedback:send'), exposures: idsOf('exposure:seen') }
  }

  return Promise.all(tokens.map(run))
}
