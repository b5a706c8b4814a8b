import { parentPort, workerData } from 'node:worker_threads'
import { startEmbeddedMongo } from './server.ts'

const port = parentPort
if (!port) throw new Error('This file runs as a worker thread only')

const tellFault = (fault: unknown) =>
  port.postMessage({ fault: fault instanceof Error ? fault.message : String(fault) })

startEmbeddedMongo({ folder: (workerData as { folder: string }).folder, onFault: tellFault }).then(({ uri, close }) => {
  port.on('message', (message) => {
    if (message === 'close')
      close()
        .catch(tellFault)
        .finally(() => port.close())
  })
  port.postMessage({ uri })
}, tellFault)
