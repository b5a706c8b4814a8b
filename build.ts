import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build } from 'esbuild'

const widgetFolder = 'public/widget'
const largest = { loader: 2 * 1024, widget: 25 * 1024 }

const forBrowsers: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
}

/** The only output of a build that writes nothing itself. */
async function bundle(entry: string, options: BuildOptions = {}): Promise<Uint8Array> {
  const { outputFiles } = await build({ ...forBrowsers, ...options, entryPoints: [entry], write: false })
  const [output] = outputFiles
  if (!output) throw new Error(`${entry} gave no output`)
  return output.contents
}

const gzipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length

async function buildWidget(): Promise<Record<keyof typeof largest, number>> {
  const widget = await bundle('src/widget/main.ts')
  const name = `widget-${createHash('sha256').update(widget).digest('hex').slice(0, 12)}.js`
  const integrity = `sha384-${createHash('sha384').update(widget).digest('base64')}`
  const loader = await bundle('src/widget/loader.ts', {
    define: { widgetFile: JSON.stringify(name), widgetIntegrity: JSON.stringify(integrity) },
  })

  await mkdir(widgetFolder, { recursive: true })
  await writeFile(join(widgetFolder, name), widget)
  await writeFile(join(widgetFolder, 'v1.js'), loader)
  for (const old of await readdir(widgetFolder))
    if (/^widget-\w+\.js$/.test(old) && old !== name) await rm(join(widgetFolder, old))

  const sizes = { loader: gzipped(loader), widget: gzipped(widget) }
  for (const part of ['loader', 'widget'] as const)
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
  const [{ loader, widget }] = await Promise.all([buildWidget(), buildPages()])
  await buildServer()
  console.log(`Built. Loader ${loader} bytes, widget ${(widget / 1024).toFixed(1)} KiB (gzip)`)
}

buildAll().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
