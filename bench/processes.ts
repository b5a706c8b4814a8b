import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import manifest from '../package.json' with { type: 'json' }

type Command = 'memory' | 'change' | 'close'
type Ready = { url: string; key: string }
type Answer = { ready: Ready } | { done: number } | { fault: string }

const root = resolve(import.meta.dirname, '..')

/** What `npm start` says to Node. */
const flags = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--'))

/** A server in a process of its own, built and run as the product is, as the benchmark that started it sees it. */
export async function startProcess(file: 'sluice-process.ts' | 'bare-process.ts') {
  const outfile = join(root, 'dist', file.replace(/\.ts$/, '.js'))
  await build({
    ...{ entryPoints: [join(import.meta.dirname, file)], outfile, bundle: true, packages: 'external' },
    ...{ platform: 'node', format: 'esm', target: 'node20', minifySyntax: true, logLevel: 'warning' },
  })
  const child = fork(outfile, { execArgv: ['--expose-gc', ...flags] })
  const { ready } = (await answerOf(child)) as { ready: Ready }

  async function ask(command: Command): Promise<number> {
    const answered = answerOf(child)
    child.send(command)
    return ((await answered) as { done: number }).done
  }

  return {
    ...ready,
    /** What it holds after a collection (bytes). */
    memory: () => ask('memory'),
    /** Publishes a change that open pages apply at once. */
    change: () => ask('change'),
    async close() {
      const gone = once(child, 'exit')
      await ask('close')
      child.disconnect()
      await gone
    },
  }
}

export type ServerProcess = Awaited<ReturnType<typeof startProcess>>

async function answerOf(child: ChildProcess): Promise<Answer> {
  const ended = new AbortController()
  const gone = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`A server of the benchmark ended with ${code}`)
  })
  const [answer] = (await Promise.race([once(child, 'message', { signal: ended.signal }), gone])) as [Answer]
  gone.catch(() => {})
  ended.abort()
  if ('fault' in answer) throw new Error(answer.fault)
  return answer
}

/** In that process: says that it is ready, then does what it is told. */
export function answering(ready: Ready, acts: { change: () => Promise<void>; close: () => Promise<void> }): void {
  const tell = (answer: Answer) => process.send?.(answer)
  process.on('message', (command: Command) => {
    const act = command === 'memory' ? memory : acts[command]
    act().then(
      (done) => tell({ done: done ?? 0 }),
      (fault: unknown) => tell({ fault: String(fault) }),
    )
  })
  tell({ ready })
}

/** Resident bytes, on Linux without mapped files; what is freed goes back to the system a little later. */
async function memory(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.()
    await pause(300)
  }
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const anonymous = /^RssAnon:\s+(\d+) kB/m.exec(status)?.[1]
  return anonymous ? Number(anonymous) * 1024 : process.memoryUsage.rss()
}
