import { Worker } from 'node:worker_threads'
import type { EmbeddedMongo } from './server.ts'

type Message = { uri: string } | { fault: string }

type Setting = {
  folder: string
  /** The built worker, a JavaScript file. */
  workerFile: string | URL
  /** Called when the worker ends although nobody closed it. */
  onExit?: (fault: Error) => void
  onFault?: (fault: Error) => void
}

/** Runs the database in a thread of its own; rejects with its one line when it cannot start. */
export function startEmbeddedMongoWorker({ folder, workerFile, onExit, onFault }: Setting): Promise<EmbeddedMongo> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: { folder } })
    let state: 'starting' | 'running' | 'closing' = 'starting'
    let reason: Error | undefined
    const exited = new Promise<void>((done) => {
      worker.once('exit', (code) => {
        done()
        const fault = reason ?? new Error(`The embedded database ended with code ${code}`)
        if (state === 'starting') reject(fault)
        else if (state === 'running') onExit?.(fault)
      })
    })
    worker.on('error', (fault) => {
      reason = fault
    })
    worker.on('message', (message: Message) => {
      if ('uri' in message) {
        state = 'running'
        resolve({ uri: message.uri, close })
      } else if (state === 'starting') {
        reason = new Error(message.fault)
        void worker.terminate()
      } else onFault?.(new Error(message.fault))
    })

    async function close() {
      state = 'closing'
      worker.postMessage('close')
      await exited
    }
  })
}
