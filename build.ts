import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, build, type Plugin, transform } from 'esbuild'

const widgetSource = 'src/widget'
const widgetFolder = 'public/widget'
const packageFolder = 'dist/package'
const largest = { loader: 2 * 1024, widget: 25 * 1024, part: 10 * 1024 }

const forBrowsers: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  // As the server says in its header; other letters than ASCII would take three times their room.
  charset: 'utf8',
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

/** Sources import the English texts; a build in another language takes its texts instead. */
const inLanguage = (language: string): Plugin => ({
  name: 'language',
  setup({ onResolve }) {
    onResolve({ filter: /\/(texts|refusals)\/en\.ts$/ }, ({ path }) => ({
      path: resolve(widgetSource, basename(dirname(path)), `${language}.ts`),
    }))
  },
})

/** The widget's styles are text in its scripts, which nothing else would make smaller. */
const smallStyles: Plugin = {
  name: 'small-styles',
  setup({ onLoad }) {
    onLoad({ filter: /src.widget.*style\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const [whole, css] = /`([^`]*)`/.exec(source) ?? []
      if (whole === undefined || css === undefined) return undefined
      const { code } = await transform(css, { loader: 'css', minify: true })
      return { contents: source.replace(whole, () => JSON.stringify(code.trim())), loader: 'ts' }
    })
  },
}

type Built = { name: string; bytes: Uint8Array; integrity: string }

/** A file of the widget under a name that changes with what is in it. */
async function hashed(name: string, language: string, entry: string, options: BuildOptions = {}): Promise<Built> {
  const plugins = [smallStyles, inLanguage(language)]
  const bytes = await bundle(entry, { ...options, plugins })
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
  return { name: `${name}-${language}-${mark}.js`, bytes, integrity }
}

/** How a script finds the files that it loads later. */
const addresses = (files: Record<string, Built>) =>
  JSON.stringify(
    Object.fromEntries(Object.entries(files).map(([key, { name, integrity }]) => [key, { file: name, integrity }])),
  )

/** The widget in one language, with its parts: each folder that has an entry of its own. */
async function buildInLanguage(language: string, parts: readonly string[]) {
  const built: Record<string, Built> = {}
  for (const part of parts) built[part] = await hashed(part, language, `${widgetSource}/${part}/main.ts`)
  const define = { partFiles: addresses(built) }
  return { parts: built, widget: await hashed('widget', language, `${widgetSource}/main.ts`, { define }) }
}

/** What it weighs, and where the cards of surveys are in each language. */
async function buildWidget(): Promise<{ sizes: string[]; cards: string }> {
  const languages = (await readdir(`${widgetSource}/texts`)).map((file) => file.replace(/\.ts$/, '')).sort()
  const files = await readdir(widgetSource, { recursive: true })
  const parts = files.flatMap((file) => /^(\w+)[\\/]main\.ts$/.exec(file)?.[1] ?? []).sort()

  const widgets: Record<string, Built> = {}
  const cards: Record<string, Built> = {}
  const kept: Built[] = []
  const sizes: string[] = []
  function keep(file: Built, limit: number): void {
    const size = gzipped(file.bytes)
    if (size > limit) throw new Error(`${file.name} has ${size} bytes (gzip), ${limit} are allowed`)
    sizes.push(`${file.name} ${(size / 1024).toFixed(1)}`)
    kept.push(file)
  }

  for (const language of languages) {
    const built = await buildInLanguage(language, parts)
    for (const part of Object.values(built.parts)) keep(part, largest.part)
    keep(built.widget, largest.widget)
    widgets[language] = built.widget
    if (built.parts.survey) cards[language] = built.parts.survey
  }
  const loader = await bundle(`${widgetSource}/loader.ts`, { define: { widgetFiles: addresses(widgets) } })
  keep({ name: 'v1.js', bytes: loader, integrity: '' }, largest.loader)
  // What the package's module reads, which comes to a page without the loader.
  kept.push({ name: 'v1.json', bytes: Buffer.from(addresses(widgets)), integrity: '' })
  const provider = await bundle(`${widgetSource}/module/openfeature.ts`, { format: 'esm' })
  keep({ name: 'openfeature.js', bytes: provider, integrity: '' }, largest.loader)

  await mkdir(widgetFolder, { recursive: true })
  for (const { name, bytes } of kept) await writeFile(join(widgetFolder, name), bytes)
  for (const old of await readdir(widgetFolder))
    if (kept.every(({ name }) => name !== old)) await rm(join(widgetFolder, old))
  return { sizes, cards: addresses(cards) }
}

const buildPages = (cards: string) =>
  build({
    ...forBrowsers,
    define: { cardFiles: cards },
    entryPoints: {
      console: 'src/console/page/live.ts',
      'survey-editor': 'src/widget/survey-editor/editor.ts',
      product: 'src/demo/product/notewell.ts',
      time: 'src/demo/show-time/time.ts',
    },
    outdir: 'public/scripts',
  })

/** What the package gives to products' own bundlers, readable; its types and manifest are made by package.ts. */
const buildModules = () =>
  build({
    ...forBrowsers,
    entryPoints: [`${widgetSource}/module/widget.ts`, `${widgetSource}/module/openfeature.ts`],
    outdir: packageFolder,
    format: 'esm',
    minify: false,
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
    // Object literals that are spread into others become one: what is spread together at run time is slow to make.
    minifySyntax: true,
    sourcemap: true,
    logLevel: 'warning',
  })

async function buildAll(): Promise<void> {
  const [{ sizes, cards }] = await Promise.all([buildWidget(), buildModules()])
  await buildPages(cards)
  await buildServer()
  console.log(`Built. The widget's files, in KiB (gzip):\n${sizes.join('\n')}`)
}

buildAll().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
