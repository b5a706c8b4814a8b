import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ended, startBuilt, startBuiltInShell } from '../support/built.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-starting-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The built server on this test's folder. */
const startHere = (more: Record<string, string> = {}) => startBuilt({ DATA_DIR: folder, LOG_LEVEL: 'warn', ...more })

it('prints where the demo is and how to make the first account, and stops cleanly on SIGTERM', async () => {
  const { child, output, url } = await startHere()
  expect(output).toMatch(/\/console\/set-up\/\S+/)
  expect(await (await fetch(`${url}/demo`)).text()).toContain('data-key="client_')
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(0)
}, 60_000)

it('starts with DEMO=0 and nothing else, and refuses a second server on its folder', async () => {
  const own = join(folder, 'empty')
  const { child, url } = await startHere({ DEMO: '0', DATA_DIR: own })
  const ready = await fetch(`${url}/readyz`)
  expect(ready.status).toBe(200)
  await expect(startHere({ DEMO: '0', DATA_DIR: own })).rejects.toThrow(/cannot start: .*(use|another)/i)
  child.kill('SIGINT')
  expect(await ended(child)).toBe(0)
}, 60_000)

it('stops when npm is told to, which ends the shell between them and nothing else', async () => {
  const { shell, url, kill } = await startBuiltInShell({
    DEMO: '0',
    DATA_DIR: join(folder, 'shell'),
    LOG_LEVEL: 'warn',
  })
  try {
    shell.kill('SIGTERM')
    await ended(shell)
    const answers = () =>
      fetch(`${url}/livez`).then(
        ({ ok }) => ok,
        () => false,
      )
    while (await answers()) await new Promise((done) => setTimeout(done, 100))
    // Its folder is free again.
    const { child } = await startHere({ DEMO: '0', DATA_DIR: join(folder, 'shell') })
    child.kill('SIGTERM')
    expect(await ended(child)).toBe(0)
  } finally {
    kill()
  }
}, 20_000)

describe('where settings are wrong', () => {
  const wrong = {
    PORT: 'eighty',
    TRUST_PROXY: 'everybody',
    SESSION_SECRET: 'short',
    PUBLIC_URL: 'example.org',
    MONGODB_URI: 'http://example.org',
    LOG_LEVEL: 'loud',
    DEMO: 'no',
  }
  let said: Promise<unknown>
  beforeAll(() => {
    said = startHere(wrong)
    said.catch(() => {})
  })

  it.each(Object.keys(wrong))('names one that is: %s', async (name) => {
    await expect(said).rejects.toThrow(new RegExp(`Settings: (.*; )?${name} `))
  })
})

it('says in one line that its data folder cannot be made', async () => {
  await expect(startHere({ DATA_DIR: '/proc/none' })).rejects.toThrow(/cannot start: .*ENOENT.*\/proc\/none/)
})
