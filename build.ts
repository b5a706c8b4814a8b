import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build, type Plugin } from 'esbuild'

const widgetFolder = 'public/widget'
const largest = { loader: 2 * 1024, widget: 25 * 1024, choices: 10 * 1024 }

const forBrowsers: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
}

/** The widget speaks WebSocket alone, so the socket's client is built without the other ways to talk to a server. */
const webSocketAlone: Plugin = {
  name: 'websocket-alone',
  setup({ onLoad }) {
    onLoad({ filter: /engine\.io-client.build.esm.transports.index\.js$/ }, () => ({
      contents: "import { WS } from './websocket.js'; export const transports = { websocket: WS }",
      loader: 'js',
    }))
  },
}

/** The only output of a build that writes nothing itself. */
async function bundle(entry: string, options: BuildOptions = {}): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...forBrowsers, ...options, entryPoints: [entry], write: false })
  const [output] = outputFiles
  if (!output) throw new Error(`${entry} gave no output`)
  return output.contents
}

const gzipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length

/** A file of the widget under a name that changes with what is in it, and what a page needs to ask for it. */
async function hashed(part: 'widget' | 'choices', entry: string, options: BuildOptions = {}) {
  const bytes = await bundle(entry, options)
  const name = `${part}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.js`
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
  const define = { [`${part}File`]: JSON.stringify(name), [`${part}Integrity`]: JSON.stringify(integrity) }
  return { bytes, name, define }
}

async function buildWidget(): Promise<Record<keyof typeof largest, number>> {
  const choices = await hashed('choices', 'src/widget/choices/main.ts')
  const widget = await hashed('widget', 'src/widget/main.ts', { define: choices.define, plugins: [webSocketAlone] })
  const loader = await bundle('src/widget/loader.ts', { define: widget.define })

  await mkdir(widgetFolder, { recursive: true })
  for (const { name, bytes } of [choices, widget]) await writeFile(join(widgetFolder, name), bytes)
  await writeFile(join(widgetFolder, 'v1.js'), loader)
  for (const old of await readdir(widgetFolder))
    if (/^(widget|choices)-\w+\.js$/.test(old) && ![choices.name, widget.name].includes(old))
      await rm(join(widgetFolder, old))

  const sizes = { loader: gzipped(loader), widget: gzipped(widget.bytes), choices: gzipped(choices.bytes) }
  for (const part of ['loader', 'widget', 'choices'] as const)
    if (sizes[part] > largest[part])
      throw new Error(`The ${part} has ${sizes[part]} bytes (gzip), ${largest[part]} are allowed`)
  return sizes
}

const buildPages = () =>
  build({
    ...forBrowsers,
    entryPoints: {
      console: 'src/console/live.ts',
      product: 'src/demo/product/notewell.ts',
      time: 'src/demo/show-time/time.ts',
    },
    outdir: 'public/scripts',
  })

const buildServer = () =>
  build({
    entryPoints: { main: 'src/main.ts', 'embedded-mongo-worker': 'src/embedded-mongo/worker.ts' },
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })

async function buildAll(): Promise<void> {
  const [{ loader, widget, choices }] = await Promise.all([buildWidget(), buildPages()])
  await buildServer()
  const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`
  console.log(`Built (gzip). Loader ${loader} bytes, widget ${kib(widget)}, its choices ${kib(choices)}`)
}

buildAll().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
