import { Problem } from './problem.ts'

const deepest = 32
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype', '_bsontype'])

/**
 * Refuses parsed JSON that no honest client sends: nested deeper than 32, with keys that a database or a prototype
 * would take for its own (`$…`, dotted, `__proto__`, …), with NUL characters, or with bytes, which a socket can carry. Runs
 * before any shape looks at it, on whatever fits into a message: a place is spelt out only once something is wrong there.
 */
export function guardJson(value: unknown): void {
  look(value, [])
}

function look(value: unknown, place: (string | number)[]): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw refusal(place, 'NUL characters are not allowed')
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (place.length >= deepest) throw refusal(place.slice(0, 1), `Nested deeper than ${deepest} levels`)
  if (ArrayBuffer.isView(value)) throw refusal(place, 'Bytes are not allowed')
  const depth = place.length
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      place[depth] = i
      look(value[i], place)
    }
  } else {
    for (const key of Object.keys(value)) {
      guardKey(key, place)
      place[depth] = key
      look((value as Record<string, unknown>)[key], place)
    }
  }
  place.length = depth
}

function guardKey(key: string, place: readonly (string | number)[]): void {
  if (key.startsWith('$') || key.includes('.') || key.includes('\0') || forbiddenKeys.has(key))
    throw refusal(place, `The key ${JSON.stringify(key.slice(0, 64))} is not allowed`)
}

function refusal(place: readonly (string | number)[], message: string): Problem {
  const field = place.join('.')
  return new Problem('invalid', field ? `${field}: ${message}` : message, [{ field, message }])
}
