import type { Socket } from 'node:net'
import { runCommand } from './commands.ts'
import type { Engine } from './engine.ts'
import { messageLength, readMessage, WireError, writeReply } from './wire-message.ts'

const longestFarewellMs = 5000

/** Answers one client, one request after the other; what it cannot understand ends this connection alone. */
export function serveConnection(engine: Engine, socket: Socket, onFault: (fault: unknown) => void) {
  let chunks: Buffer[] = []
  let held = 0
  let wanted = 4
  let queue: Promise<void> = Promise.resolve()

  function take(): Buffer | undefined {
    if (held < wanted) return undefined
    const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
    const length = messageLength(bytes) ?? 4
    if (bytes.length < length) {
      chunks = [bytes]
      wanted = length
      return undefined
    }
    chunks = bytes.length > length ? [bytes.subarray(length)] : []
    held = bytes.length - length
    wanted = 4
    return bytes.subarray(0, length)
  }

  // A client that does not read its replies gets no further ones made for it.
  function send(frame: Buffer): Promise<void> | undefined {
    if (socket.write(frame)) return undefined
    return new Promise((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done)
        resolve()
      }
      socket.on('drain', done).on('close', done)
    })
  }

  async function answer(frame: Buffer) {
    try {
      const request = readMessage(frame)
      const reply = await runCommand(engine, request)
      if (request.wantsReply && socket.writable) await send(writeReply(request, reply))
    } catch (fault) {
      if (!(fault instanceof WireError)) onFault(fault)
      socket.destroy()
    }
  }

  socket.on('data', (chunk) => {
    chunks.push(chunk as Buffer)
    held += chunk.length
    try {
      for (let frame = take(); frame; frame = take()) {
        const whole = frame
        queue = queue.then(() => answer(whole))
      }
    } catch {
      socket.destroy()
    }
  })
  // A client that goes away in the middle is no fault of ours.
  socket.on('error', () => socket.destroy())

  return {
    /** Ends the connection when the requests that have arrived are answered, or when the client takes too long over it. */
    async finish() {
      const patience = setTimeout(() => socket.destroy(), longestFarewellMs)
      patience.unref()
      socket.once('close', () => clearTimeout(patience))
      await queue
      socket.destroySoon()
    },
  }
}
