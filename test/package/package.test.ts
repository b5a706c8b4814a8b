import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { packageSnippet, providerSnippet } from '../../src/projects/snippets.ts'
import { startBuilt } from '../browser/support/built.ts'
import { complaintsOf, openChromium } from '../browser/support/chromium.ts'
import { makeFirstAccount } from '../browser/support/first-account.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
let project: string

/** What a product writes. */
const example = (server: string, key: string) => `
import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk'
import { sluiceProvider } from 'sluice/openfeature'
import { init, type SluiceApi } from 'sluice/widget'

const say = (text: string) => document.body.append(Object.assign(document.createElement('p'), { textContent: text }))

const sluice: SluiceApi = init({
  server: '${server}',
  key: '${key}',
  lang: 'en',
  theme: { accent: 'rebeccapurple', side: 'start', scheme: 'light' },
})
// @ts-expect-error There are two sides only.
export const wrong: Parameters<typeof init>[0] = { server: '', key: '', theme: { side: 'middle' } }

OpenFeature.addHandler(ProviderEvents.ConfigurationChanged, (event) => say('changed ' + event?.flagsChanged))
await OpenFeature.setProviderAndWait(sluiceProvider(sluice))
const client = OpenFeature.getClient()
say('list is ' + client.getStringValue('note-list', 'none'))
say('other is ' + client.getBooleanDetails('other', true).errorCode)
client.track('example.begun', { value: 1 })
await sluice.ready
say('why: ' + sluice.details('note-list')?.assignment)
window.Sluice?.open()
`

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'sluice-package-'))
  await writeFile(join(project, 'package.json'), '{ "name": "product", "private": true, "type": "module" }')
  const archive = (await readdir(join(root, 'dist'))).find((name) => /^sluice-.*\.tgz$/.test(name)) ?? ''
  const flags = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund']
  await run('npm', ['install', ...flags, join(root, 'dist', archive)], { cwd: project })
  for (const name of ['core', 'web-sdk'])
    await cp(join(root, 'node_modules/@openfeature', name), join(project, 'node_modules/@openfeature', name), {
      recursive: true,
    })
}, 60_000)
afterAll(() => rm(project, { recursive: true, force: true }))

it('holds the modules, their types and a manifest, and brings nothing along', async () => {
  expect((await readdir(join(project, 'node_modules/sluice'))).sort()).toEqual([
    ...['api.d.ts', 'openfeature.d.ts', 'openfeature.js', 'package.json', 'widget.d.ts', 'widget.js'],
  ])
  const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'))
  expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/sluice'])
  const declared = await readFile(join(project, 'node_modules/sluice/api.d.ts'), 'utf8')
  expect(declared).not.toMatch(/boot/i)
})

it('packs the same files out of the repository', async () => {
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root })
  const [{ files }] = JSON.parse(stdout)
  expect(files.map(({ path }: { path: string }) => path).sort()).toEqual([
    ...['README.md', 'dist/package/api.d.ts', 'dist/package/openfeature.d.ts', 'dist/package/openfeature.js'],
    ...['dist/package/widget.d.ts', 'dist/package/widget.js', 'package.json'],
  ])
})

it.each([
  ['a bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ['Node', { module: 'nodenext' }],
])('is typed for whoever resolves modules as %s does', async (_, resolution) => {
  const compilerOptions = { target: 'es2022', lib: ['es2022', 'dom'], types: [], strict: true, noEmit: true }
  const shown = { widget: packageSnippet, provider: providerSnippet, main: example }
  const files = Object.keys(shown).map((name) => `${name}.ts`)
  for (const [name, lines] of Object.entries(shown))
    await writeFile(join(project, `${name}.ts`), lines('https://sluice.example.org', 'client_key'))
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...resolution }, files }),
  )
  const { stdout } = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project])
  expect(stdout).toBe('')
})

it('runs in a page of a product’s own, bundled, without the loader', async () => {
  const sluice = await startBuilt()
  const browser = await openChromium()
  let host: Server | undefined
  try {
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 } })
    context.setDefaultTimeout(8000)
    const team = await context.newPage()
    await makeFirstAccount(team, sluice)
    const key = /data-key="([^"]+)"/.exec(await (await fetch(`${sluice.url}/demo`)).text())?.[1] ?? ''

    await writeFile(join(project, 'main.ts'), example(sluice.url, key))
    const { outputFiles } = await build({
      ...{ entryPoints: [join(project, 'main.ts')], bundle: true, format: 'esm', write: false, logLevel: 'silent' },
    })
    const script = outputFiles[0]?.text ?? ''
    host = createServer((request, response) => {
      const isScript = request.url === '/main.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.setHeader(
        'content-security-policy',
        `default-src 'none'; script-src 'nonce-n0nce'; connect-src ${sluice.url} ${sluice.url.replace('http', 'ws')}`,
      )
      response.end(
        isScript
          ? script
          : '<!doctype html><title>Host</title><body><script type="module" nonce="n0nce" src="/main.js"></script>',
      )
    })
    await new Promise<void>((done) => host?.listen(0, '127.0.0.1', done))
    const hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
    await team.goto(`${sluice.url}/console/notewell/settings`)
    await team.getByLabel('Allowed origins').fill(hostUrl)
    await team.getByRole('button', { name: 'Save the origins' }).click()
    await team.getByText('Pages from these origins may use the client key.').waitFor()

    const page = await context.newPage()
    const complaints = complaintsOf(page)
    await page.goto(hostUrl)
    await page.getByText(/^list is (?!none)\w+/).waitFor()
    await page.getByText('other is FLAG_NOT_FOUND').waitFor()
    await page.getByText(/^why: \w+/).waitFor()
    await page.getByRole('heading', { name: 'What I have' }).waitFor()
    const launcher = page.getByRole('button', { name: /^New for me, my pace/ })
    expect((await launcher.boundingBox())?.x).toBe(24)
    expect(complaints).toEqual([])
  } finally {
    host?.close()
    await browser.close()
    await sluice.stop()
  }
}, 60_000)
