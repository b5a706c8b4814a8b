import { type Document, isDocument } from './bson-document.ts'
import { badValue, CommandError } from './command-error.ts'
import type { Predicate } from './match.ts'

const isIndex = (part: string) => /^\d+$/.test(part)
const largestGap = 1_500_000

/** What the placeholders of an update's paths stand for in one document. */
export type Placeholders = { position: number | undefined; filters: Map<string, Predicate> }

/** The paths without placeholders that `path` stands for: `$`, `$[]` and `$[name]` become array indexes. */
export function concretePaths(document: Document, path: string, placeholders: Placeholders): string[][] {
  if (!path.includes('$')) return [path.split('.')]
  let found: { at: unknown; parts: string[] }[] = [{ at: document, parts: [] }]
  for (const part of path.split('.')) found = found.flatMap((branch) => follow(branch, part, path, placeholders))
  return found.map(({ parts }) => parts)
}

type Branch = { at: unknown; parts: string[] }

function follow({ at, parts }: Branch, part: string, path: string, { position, filters }: Placeholders): Branch[] {
  const into = (name: string | number): Branch => ({ at: child(at, String(name)), parts: [...parts, String(name)] })
  if (part === '$') {
    if (position === undefined) {
      throw badValue('The positional operator did not find the match needed from the query.')
    }
    return [into(position)]
  }
  const name = /^\$\[(.*)\]$/.exec(part)?.[1]
  if (name === undefined) return [into(part)]
  if (!Array.isArray(at)) {
    throw badValue(`The path '${path}' must exist in the document in order to apply array updates.`)
  }
  const test = name === '' ? () => true : filters.get(name)
  if (!test) throw badValue(`No array filter found for identifier '${name}' in path '${path}'`)
  return at.flatMap((item, i) => (test(item) ? [into(i)] : []))
}

function child(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return isIndex(name) ? value[Number(name)] : undefined
  return isDocument(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** The value at a concrete path, or `undefined`. */
export const getAt = (document: Document, parts: string[]): unknown =>
  parts.reduce<unknown>((value, part) => child(value, part), document)

/** Sets a concrete path and makes the documents on the way; refuses to go through a scalar (28). */
export function setAt(document: Document, parts: string[], value: unknown): void {
  let at: unknown = document
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string
    const last = i === parts.length - 1
    if (Array.isArray(at)) {
      if (!isIndex(part)) throw notViable(part, parts, at)
      const index = Number(part)
      if (index > at.length + largestGap) throw badValue('array index is too far beyond the end of the array')
      while (at.length < index) at.push(null)
      if (last) at[index] = value
      else at[index] ??= {}
      at = at[index]
    } else if (isDocument(at)) {
      if (part === '__proto__') throw badValue('a field cannot be named __proto__')
      if (last) at[part] = value
      else if (!Object.hasOwn(at, part) || at[part] === undefined) at[part] = {}
      at = at[part]
    } else throw notViable(part, parts, at)
  }
}

const notViable = (part: string, parts: string[], at: unknown) =>
  new CommandError(28, `Cannot create field '${part}' in element {${parts.join('.')}: ${JSON.stringify(at)}}`)

/** Removes a concrete path; an array element becomes null, as MongoDB does it. */
export function unsetAt(document: Document, parts: string[]): void {
  const parent = getAt(document, parts.slice(0, -1))
  const last = parts.at(-1) as string
  if (Array.isArray(parent)) {
    if (isIndex(last) && Number(last) < parent.length) parent[Number(last)] = null
  } else if (isDocument(parent)) delete parent[last]
}

/** Refuses two paths of which one is, or lies inside, the other or one of the `fields` (40). */
export function checkConflicts(paths: string[], fields?: Iterable<string>): void {
  const known = new Set(fields)
  for (const path of paths) {
    if (known.has(path)) throw conflict(path, path)
    known.add(path)
  }
  for (const path of paths) {
    for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      const shorter = path.slice(0, dot)
      if (known.has(shorter)) throw conflict(path, shorter)
    }
  }
}

const conflict = (path: string, shorter: string) =>
  new CommandError(40, `Updating the path '${path}' would create a conflict at '${shorter}'`)
