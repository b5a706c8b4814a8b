import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// The database waits for the disk at every write; in memory, where the machine has such a folder, that wait is short.
const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A new folder for a database that need not outlive its test. */
export const memoryFolder = () => mkdtemp(join(parent, 'sluice-'))
