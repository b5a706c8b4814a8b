import { Problem } from './problem.ts'

const deepest = 32
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype', '_bsontype'])

/**
 * Refuses parsed JSON that no honest client sends: nested deeper than 32, with keys that a database or a prototype
 * would take for its own (`$…`, dotted, `__proto__`, …), or with NUL characters. Runs before any shape looks at it.
 */
export function guardJson(value: unknown): void {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path, depth } = next
    if (typeof value === 'string' && value.includes('\0')) throw refusal(path, 'NUL characters are not allowed')
    if (typeof value !== 'object' || value === null) continue
    if (depth >= deepest) throw refusal(path.split('.')[0] ?? '', `Nested deeper than ${deepest} levels`)
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) guardKey(key, path)
      waiting.push({ value: inner, path: path ? `${path}.${key}` : key, depth: depth + 1 })
    }
  }
}

function guardKey(key: string, path: string): void {
  if (key.startsWith('$') || key.includes('.') || key.includes('\0') || forbiddenKeys.has(key))
    throw refusal(path, `The key ${JSON.stringify(key.slice(0, 64))} is not allowed`)
}

const refusal = (field: string, message: string) =>
  new Problem('invalid', field ? `${field}: ${message}` : message, [{ field, message }])
