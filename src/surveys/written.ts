/** What an editor holds of a survey, however unfinished and whoever wrote it: nothing in it can be relied on. */
export type Written = Readonly<Record<string, unknown>>

export type Path = readonly (string | number)[]

const isRecord = (value: unknown): value is Written => typeof value === 'object' && value !== null

/** What lies at a path; undefined where there is nothing. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value)

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, path: Path): unknown[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}

/** The text, number or yes-or-no at a path as a field shows it; empty where there is none. */
export function textAt(value: unknown, path: Path): string {
  const found = valueAt(value, path)
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : ''
}

export const isYes = (value: unknown, path: Path): boolean => valueAt(value, path) === true

/** What was written, as a record to read from. */
export const writtenOf = (value: unknown): Written => (isRecord(value) && !Array.isArray(value) ? value : {})
