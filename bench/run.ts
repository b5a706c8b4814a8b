import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { exposuresBench } from './exposures.ts'
import { feedbackBench } from './feedback.ts'
import { forecastBench } from './forecast.ts'
import type { Row } from './measure.ts'
import { sizeBench } from './size.ts'
import { socketsBench } from './sockets.ts'

const benches: Record<string, () => Promise<Row[]>> = {
  feedback: feedbackBench,
  exposures: exposuresBench,
  sockets: socketsBench,
  size: sizeBench,
  forecast: forecastBench,
}
const resultsFile = join(import.meta.dirname, 'results.json')

type Results = Record<string, { at: string; machine: string; rows: Row[] }>

/** What earlier runs of other benchmarks left stays. */
async function earlierResults(): Promise<Results> {
  try {
    return JSON.parse(await readFile(resultsFile, 'utf8')) as Results
  } catch {
    return {}
  }
}

function printed(rows: readonly Row[]) {
  const short = (value: number | undefined) => (value === undefined ? '' : Number(value.toPrecision(3)))
  return rows.map(({ name, value, unit, against, ratio, promise, kept }) => ({
    ...{ name, value: `${short(value)} ${unit}`, against: against === undefined ? '' : `${short(against)} ${unit}` },
    ...{ ratio: short(ratio), promise, kept: kept ? 'yes' : 'NO' },
  }))
}

async function runAll(): Promise<void> {
  const asked = process.argv.slice(2)
  const names = asked.length > 0 ? asked : Object.keys(benches)
  // The database's thread and the widget are measured as they are built.
  execFileSync('npm', ['run', 'build'], { cwd: join(import.meta.dirname, '..'), stdio: 'pipe' })
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`
  for (const name of names) {
    const bench = benches[name]
    if (!bench) throw new Error(`There is no benchmark ${name}; there are: ${Object.keys(benches).join(', ')}`)
    const rows = await bench()
    console.log(`\n${name}`)
    console.table(printed(rows))
    const results = { ...(await earlierResults()), [name]: { at: new Date().toISOString(), machine, rows } }
    await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
  }
}

runAll().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault)
  process.exitCode = 1
})
