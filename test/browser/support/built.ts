import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../../..')

/** The built server with its demo, as `npm start` runs it, on a port and a folder of its own. */
export async function startBuilt() {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-browser-'))
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'error' },
  })
  const output = await printed(child, /set-up\/\S+/)
  return {
    url: /ready: (\S+?)\/?\s/.exec(output)?.[1] ?? '',
    setUpLink: /http\S+set-up\/\S+/.exec(output)?.[0] ?? '',
    async stop() {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = ''
  return new Promise((done, fail) => {
    const take = (chunk: Buffer) => {
      output += chunk
      if (pattern.test(output)) setImmediate(() => done(output))
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', (code) => fail(new Error(`The server ended with ${code}: ${output}`)))
  })
}
