/** The first releases of each line whose Brotli decoder is mended. */
const mended: Record<number, [number, number]> = { 22: [23, 4], 24: [22, 1], 26: [12, 1] }

/** What to know about the running Node (`20.20.2`), if anything: a flaw that we avoid, but that should be mended. */
export function nodeWarning(version: string): string | undefined {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const fixed = mended[major]
  const safe = fixed ? minor > fixed[0] || (minor === fixed[0] && patch >= fixed[1]) : major > 26
  if (safe) return undefined
  return `Node ${version} has a known flaw in decoding Brotli bodies (mended in 22.23.4, 24.22.1, 26.12.1). Sluice decodes none; update Node all the same.`
}
