import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Makes the data folder and those above it, one by one: where none can be made (in /proc, say) Node's own recursive
 * `mkdir` tries for ever.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (fault) {
    if (codeOf(fault) === 'EEXIST') return
    if (codeOf(fault) !== 'ENOENT' || dirname(folder) === folder) throw fault
    await makeFolder(dirname(folder))
    await mkdir(folder, { mode: 0o700 })
  }
}

/** The server's secret: from the settings, or made once and kept in the data folder for its owner's eyes only. */
export async function serverSecret(given: string | undefined, dataDir: string): Promise<string> {
  if (given !== undefined) return given
  const file = join(dataDir, 'secret')
  try {
    await writeFile(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (fault) {
    if (codeOf(fault) !== 'EEXIST') throw fault
  }
  const secret = (await readFile(file, 'utf8')).trim()
  if (secret.length < 32) throw new Error(`The secret in ${file} is cut short; remove the file to make a new one`)
  return secret
}

const codeOf = (fault: unknown) => (fault instanceof Error && 'code' in fault ? fault.code : undefined)
