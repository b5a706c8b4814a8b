import { WebSocket } from 'ws'
import type { Project } from '../../src/projects/project.ts'
import type { TestSluice } from '../support/sluice.ts'

/** A websocket below socket.io: frames go out as they are written, and what comes back is read as text. */
export async function rawSocket({ url }: TestSluice, headers: Record<string, string> = {}) {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers })
  const received: string[] = []
  const waiting: { begins: string; resolve: (text: string) => void }[] = []
  ws.on('message', (data) => {
    const text = String(data)
    received.push(text)
    for (const { resolve } of waiting.filter(({ begins }) => text.startsWith(begins))) resolve(text)
  })
  await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject))

  return {
    ws,
    received,
    closed: new Promise<void>((resolve) => ws.once('close', () => resolve())),
    /** The next message that begins like this. */
    next: (begins: string) => new Promise<string>((resolve) => waiting.push({ begins, resolve })),
  }
}

export type RawSocket = Awaited<ReturnType<typeof rawSocket>>

/** The same, let into `/widget` with a project's key. */
export async function rawWidget(sluice: TestSluice, project: Project): Promise<RawSocket> {
  const socket = await rawSocket(sluice)
  const entered = socket.next('40/widget,')
  socket.ws.send(`40/widget,${JSON.stringify({ key: project.clientKey })}`)
  await entered
  return socket
}
