import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, realpathSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openStorage, type Storage } from './storage.ts'

const formatLine = 'sluice embedded database, format 1\n'
const openHere = new Set<string>()

/**
 * Opens the data folder for this process alone. LMDB's table of readers tells who else is in: each holds a file lock
 * that the system takes back when the process dies, so a killed one never stands in the way.
 */
export async function openFolder(folder: string): Promise<Storage> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const place = realpathSync(folder)
  if (openHere.has(place)) throw new Error(`The data folder ${folder} is already in use by this process`)
  checkFormat(place)
  openHere.add(place)
  try {
    const storage = openStorage(place)
    const other = otherReaders(storage)[0]
    if (other === undefined) return { ...storage, close: () => storage.close().finally(() => openHere.delete(place)) }
    await storage.close()
    throw new Error(`The data folder ${folder} is already in use by process ${other}`)
  } catch (fault) {
    openHere.delete(place)
    throw fault
  }
}

function otherReaders(storage: Storage): number[] {
  const pids = storage
    .readers()
    .split('\n')
    .slice(1)
    .map((line) => Number.parseInt(line.trim(), 10))
  return pids.filter((pid) => Number.isInteger(pid) && pid !== process.pid)
}

function checkFormat(folder: string) {
  const file = join(folder, 'FORMAT')
  if (!existsSync(file)) {
    if (existsSync(join(folder, 'data.mdb'))) throw new Error(`The data folder ${folder} does not tell its format`)
    const handle = openSync(file, 'w', 0o600)
    writeSync(handle, formatLine)
    fsyncSync(handle)
    closeSync(handle)
  } else if (readFileSync(file, 'utf8') !== formatLine) {
    throw new Error(`The data folder ${folder} has a format that this version does not know`)
  }
}
