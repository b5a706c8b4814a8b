import { guardJson } from '../base/json-guard.ts'
import { Problem } from '../base/problem.ts'
import type { ValueType, Variant } from './variant.ts'

type Given = { value: Variant['value'] } | { fault: string }

/** The value of a variant that somebody typed, or what is wrong with it. */
export function valueFrom(typed: string, type: ValueType): Given {
  if (type === 'string') return typed.length > 4096 ? { fault: 'At most 4 096 characters' } : { value: typed }
  const text = typed.trim()
  if (type === 'boolean') return booleans.get(text.toLowerCase()) ?? { fault: 'Write true or false' }
  return type === 'number' ? numberFrom(text) : objectFrom(text)
}

/** A variant's value as its field shows it. */
export const valueText = (value: Variant['value']): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

const booleans = new Map<string, Given>([
  ['true', { value: true }],
  ['false', { value: false }],
])

function numberFrom(text: string): Given {
  const value = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? { value } : { fault: 'Write a number such as 12.5' }
}

function objectFrom(text: string): Given {
  let value: unknown
  try {
    value = JSON.parse(text)
    guardJson(value)
  } catch (thrown) {
    return { fault: thrown instanceof Problem ? thrown.message : example }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { fault: example }
  if (JSON.stringify(value).length > 16_384) return { fault: 'At most 16 KiB of JSON' }
  return { value: value as Extract<Variant['value'], object> }
}

const example = 'Write a JSON object such as {"columns": 2}'
