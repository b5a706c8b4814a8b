import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Row } from './measure.ts'

const folder = join(import.meta.dirname, '../public/widget')

/** What others publish (gzip, KiB): PostHog's surveys on top of its core; Sentry's feedback with its screenshots. */
const published: Record<string, number> = { widget: 48.7, screenshot: 57 }
const largest: Record<string, number> = { loader: 2, widget: 25 }
const largestPart = 10

/** What a page loads, compressed; of several languages the largest. */
export async function sizeBench(): Promise<Row[]> {
  const sizes = new Map<string, number>()
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.js'))) {
    const name = file === 'v1.js' ? 'loader' : (file.split('-')[0] ?? file)
    const size = gzipSync(await readFile(join(folder, file)), { level: 9 }).length / 1024
    sizes.set(name, Math.max(size, sizes.get(name) ?? 0))
  }
  return [...sizes].map(([name, value]) => {
    const against = published[name]
    const most = largest[name] ?? largestPart
    return {
      ...{ name, value, unit: 'KiB', promise: `≤ ${most} KiB`, kept: value <= most },
      ...(against !== undefined && { against, ratio: value / against }),
    }
  })
}
