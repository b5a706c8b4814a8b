import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ended, startBuilt as start } from '../../support/built.ts'

/** The built server with its demo on a folder of its own, with these settings too, to be stopped and cleared away. */
export async function startBuilt(settings: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-browser-'))
  // Everybody in a test comes from one address and types faster than anybody reads, so nothing is limited here.
  const { child, output, url } = await start({ DATA_DIR: folder, LOG_LEVEL: 'error', RATE_LIMITS: '0', ...settings })
  return {
    url,
    setUpLink: /http\S+set-up\/\S+/.exec(output)?.[0] ?? '',
    async stop() {
      const gone = ended(child)
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}
