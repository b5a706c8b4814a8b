import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { systemClock } from '../src/base/clock.ts'
import { compose } from '../src/compose.ts'
import { connect } from '../src/database/connect.ts'
import { startEmbeddedMongoWorker } from '../src/embedded-mongo/start-worker.ts'
import { logger } from '../src/ops/log.ts'
import type { SurveyDraftSent } from '../src/surveys/survey.ts'
import { by, switchDraft, toEverybody } from '../test/support/drafts.ts'
import { answering } from './processes.ts'

const root = resolve(import.meta.dirname, '..')

const scoreSurvey: SurveyDraftSent = {
  name: 'Score',
  language: 'en',
  questions: [{ kind: 'nps', id: 'score', text: 'Would you recommend us?', low: 'no', high: 'yes' }],
  triggers: [{ on: 'event', name: 'saved' }],
  frequency: { mode: 'again', times: 100, anyDays: 0 },
}

/** The whole server with its database in a thread: one project, two flags and a survey, in a process of its own. */
async function serve(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const workerFile = join(root, 'dist/embedded-mongo-worker.js')
  const database = await startEmbeddedMongoWorker({ folder, workerFile })
  const connection = await connect(database.uri)
  const sluice = await compose({
    settings: { host: '127.0.0.1', port: 0, publicUrl: undefined, trustProxy: [], rateLimits: 0 },
    secret: randomBytes(32).toString('hex'),
    ...{ connection, clock: systemClock, log: logger('error'), root },
  })
  const { projects, flags, surveys } = sluice.services
  const project = await projects.create({ key: 'bench', name: 'Bench' })
  for (const key of ['new-editor', 'cards']) {
    await flags.create(project, key, switchDraft())
    await flags.publish(project, key, toEverybody(), by)
  }
  await surveys.saveDraft(project, 'score', scoreSurvey)
  await surveys.publish(project, 'score')
  answering(
    { url: sluice.url, key: project.clientKey },
    {
      change: async () => void (await flags.publish(project, 'cards', toEverybody({ urgent: true }), by)),
      async close() {
        await sluice.close()
        await connection.close()
        await database.close()
        await rm(folder, { recursive: true, force: true })
      },
    },
  )
}

serve().catch((fault: unknown) => {
  console.error(fault)
  process.exit(1)
})
