import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openStorage, type Storage } from './storage.ts'

const formatLine = 'sluice embedded database, format 1\n'
/**
 * Opens the data folder for this process and thread alone. LMDB's table of readers tells who else is in: each holds a
 * file lock that the system takes back when the process dies, so a killed one never stands in the way.
 */
export async function openFolder(folder: string): Promise<Storage> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  checkFormat(folder)
  const storage = openStorage(folder)
  // Whoever has read before us is in the table, another thread of this process too; then we read and join it.
  const before = storage.readers()
  storage.get('catalog', Buffer.of(1))
  const other = before[0] ?? storage.readers().find((pid) => pid !== process.pid)
  if (other === undefined) return storage
  await storage.close()
  throw new Error(`The data folder ${folder} is already in use by process ${other}`)
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
