import { mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const longestSocketPath = 107

/**
 * A path for the socket in a folder of its own, for that of the data may be too deep; none on Windows, where a loopback
 * port is used. The data folder, which is ours alone, says where it is: so what a killed server left is removed here.
 */
export function socketPlace(dataFolder: string): { path: string; remove(): void } | undefined {
  if (process.platform === 'win32') return undefined
  const note = join(dataFolder, 'SOCKET')
  removeNoted(note)
  const path = join(mkdtempSync(join(tmpdir(), 'sluice-')), 'db.sock')
  const remove = () => removeNoted(note)
  writeFileSync(note, path, { mode: 0o600 })
  if (Buffer.byteLength(path) <= longestSocketPath) return { path, remove }
  remove()
  throw new Error(`The socket path ${path} is longer than ${longestSocketPath} bytes; set TMPDIR to a shorter folder`)
}

/** Takes away the socket that the note names and its folder, which is left alone where anything else is in it. */
function removeNoted(note: string): void {
  try {
    const path = readFileSync(note, 'utf8')
    if (!path.endsWith('/db.sock')) return
    rmSync(path, { force: true })
    rmdirSync(dirname(path))
  } catch {
    // There was no server before, or somebody has tidied up already.
  }
  rmSync(note, { force: true })
}
