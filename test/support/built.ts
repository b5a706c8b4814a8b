import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

/** The built server as `npm start` runs it, on a free port, once it has printed that it is ready. */
export async function startBuilt(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
  })
  const output = await outputUntil(child, /ready: (\S+)/)
  return { child, output, url: urlIn(output) }
}

/** The same with the shell that npm puts between itself and the server; `kill` ends both. */
export async function startBuiltInShell(environment: Record<string, string>) {
  const shell = spawn('sh', ['-c', `'${process.execPath}' dist/main.js; true`], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', npm_lifecycle_event: 'start', ...environment },
    detached: true,
  })
  const url = urlIn(await outputUntil(shell, /ready: (\S+)/))
  const kill = () => {
    try {
      process.kill(-(shell.pid ?? 0), 'SIGKILL')
    } catch {
      // Both have ended.
    }
  }
  return { shell, url, kill }
}

const urlIn = (output: string) => /ready: (\S+?)\/?\s/.exec(output)?.[1] ?? ''

/** How a server ends: its exit code, or null after a signal. */
export const ended = (child: ChildProcess) =>
  new Promise<number | null>((done) => child.once('exit', (code) => done(code)))

function outputUntil(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = ''
  return new Promise((done, fail) => {
    const take = (chunk: Buffer) => {
      output += chunk
      if (pattern.test(output)) setImmediate(() => done(output))
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', (code) => fail(new Error(`Ended with ${code}: ${output}`)))
  })
}
