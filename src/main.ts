import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { movingClock, systemClock } from './base/clock.ts'
import { compose } from './compose.ts'
import { buildIndexes, connect } from './database/connect.ts'
import { demoStore } from './demo/demo.store.ts'
import { seedDemo } from './demo/seed.service.ts'
import { seededRandom } from './demo/seeded-random.ts'
import { startEmbeddedMongoWorker } from './embedded-mongo/start-worker.ts'
import { sluiceBus } from './events.ts'
import { whenLeftAlone } from './ops/left-alone.ts'
import { logger } from './ops/log.ts'
import { nodeWarning } from './ops/node-warning.ts'
import { makeFolder, serverSecret } from './secret.ts'
import { services } from './services.ts'
import { readSettings, type Settings } from './settings.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const settings = settingsOrExit()
const log = logger(settings.logLevel)
let stopping = false

try {
  const { sluice, close } = await start()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(close, 0))
  if (process.env.npm_lifecycle_event === 'start') whenLeftAlone(() => void stop(close, 0))
  for (const fault of ['unhandledRejection', 'uncaughtException'] as const)
    process.on(fault, (reason: unknown) => {
      log.fatal({ err: reason }, `Stopping: ${fault}`)
      void stop(close, 1)
    })
  await greet(sluice)
} catch (fault) {
  console.error(`Sluice cannot start: ${fault instanceof Error ? fault.message : String(fault)}`)
  process.exit(1)
}

async function start() {
  await makeFolder(settings.dataDir)
  const secret = await serverSecret(settings.sessionSecret, settings.dataDir)
  const database = settings.mongodbUri
    ? { uri: settings.mongodbUri, close: async () => {} }
    : await startEmbeddedMongoWorker({
        folder: resolve(settings.dataDir, 'db'),
        workerFile: resolve(root, 'dist/embedded-mongo-worker.js'),
        onExit: (reason) => {
          if (stopping) return
          log.fatal({ reason }, 'Stopping: the embedded database ended')
          process.exit(1)
        },
      })
  if (settings.demo) await makeDemo(database.uri, secret)
  const connection = await connect(database.uri)
  const sluice = await compose({ settings, connection, secret, clock: systemClock, log, root })
  const close = async () => {
    await sluice.close()
    await connection.close()
    await database.close()
  }
  return { sluice, close }
}

/** On its own connection, for its services live on a clock that begins three weeks ago. */
async function makeDemo(uri: string, secret: string): Promise<void> {
  const connection = await connect(uri)
  const now = systemClock.now()
  const clock = movingClock(now)
  const bus = sluiceBus((fault) => log.error({ err: fault }, 'Something went wrong'))
  const all = services({ connection, clock, secret, bus, random: seededRandom(1).bytes })
  const store = demoStore(connection)
  if ((await store.find())?.state !== 'done') {
    await buildIndexes(connection)
    if (await seedDemo({ services: all, clock, store, now }))
      console.log('\n  Made the demo: Notewell, with a hundred people and three weeks of their answers (DEMO=0: none)')
  }
  await connection.close()
}

async function greet({ url, services }: Awaited<ReturnType<typeof compose>>): Promise<void> {
  const warning = nodeWarning(process.versions.node)
  if (warning) log.warn(warning)
  if (settings.publicUrl?.startsWith('https:') && settings.trustProxy.length === 0)
    log.warn('PUBLIC_URL is https but TRUST_PROXY is empty: behind a proxy nobody can sign in until it names the proxy')
  const token = await services.accounts.offerSetUp()
  const setUp = token ? `  Make the first account, once, with this link:\n  ${url}/console/set-up/${token}\n` : ''
  console.log(`\n  Sluice is ready: ${url}/\n${setUp}`)
}

async function stop(close: () => Promise<void>, code: number): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => process.exit(code || 1), 10_000).unref()
  try {
    await close()
    process.exit(code)
  } catch (fault) {
    log.error({ err: fault }, 'Could not stop cleanly')
    process.exit(1)
  }
}

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env)
  } catch (fault) {
    console.error((fault as Error).message)
    process.exit(1)
  }
}
