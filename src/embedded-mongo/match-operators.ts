import { BSONRegExp, MaxKey, MinKey } from 'bson'
import { asNumber, asRegExp, type Document } from './bson-document.ts'
import { bsonTypesOf, compareValues, equalValues } from './bson-order.ts'
import { badValue } from './command-error.ts'
import { missing } from './field-path.ts'
import { encodeValue } from './index-key.ts'
import { typeOrderOf } from './type-order.ts'

type ValueTest = (value: unknown) => boolean

const isNullish = (value: unknown) => value === null || value === undefined || value === missing
const isNaNumber = (value: unknown) => Number.isNaN(asNumber(value))

function equalTo(operand: unknown): ValueTest {
  if (isNullish(operand)) return isNullish
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand
  const type = typeOrderOf(operand)
  return (value) => value !== missing && typeOrderOf(value) === type && equalValues(value, operand)
}

// A comparison never crosses types, except with MinKey and MaxKey.
function ordered(operand: unknown, holds: (order: number) => boolean): ValueTest {
  if (isNullish(operand)) return holds(0) ? isNullish : () => false
  if (operand instanceof MinKey || operand instanceof MaxKey) {
    return (value) => value !== missing && holds(compareValues(value, operand))
  }
  if (isNaNumber(operand)) return holds(0) ? isNaNumber : () => false
  const type = typeOrderOf(operand)
  return (value) =>
    value !== missing && typeOrderOf(value) === type && !isNaNumber(value) && holds(compareValues(value, operand))
}

function oneOf(operand: unknown): ValueTest {
  if (!Array.isArray(operand)) throw badValue('$in needs an array')
  const patterns = operand.filter((item) => item instanceof RegExp || item instanceof BSONRegExp)
  const values = operand.filter((item) => !patterns.includes(item))
  const matchesPattern = patterns.map((item) => regex(item, {}))
  const withNull = values.some(isNullish)
  const texts = new Set(values.filter((value) => typeof value === 'string'))
  const others = values.filter((value) => typeof value !== 'string')
  const keys = new Set(others.map((value) => encodeValue(value).toString('latin1')))
  return (value) => {
    if (isNullish(value)) return withNull
    if (typeof value === 'string' && texts.has(value)) return true
    return keys.has(encodeValue(value).toString('latin1')) || matchesPattern.some((test) => test(value))
  }
}

function regex(operand: unknown, condition: Document): ValueTest {
  const options = typeof condition.$options === 'string' ? condition.$options : undefined
  const pattern = asRegExp(operand, options)
  if (!pattern) throw badValue('$regex has to be a string')
  const fresh = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
  return (value) =>
    typeof value === 'string'
      ? fresh.test(value)
      : (value instanceof BSONRegExp || value instanceof RegExp) && equalValues(value, operand)
}

function ofType(operand: unknown): ValueTest {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((type) =>
    typeof type === 'string' ? type : asNumber(type),
  )
  return (value) => value !== missing && bsonTypesOf(value).some((type) => wanted.includes(type))
}

function modulo(operand: unknown): ValueTest {
  if (!Array.isArray(operand) || operand.length !== 2) throw badValue('malformed mod, needs to be an array of two')
  const [divisor = Number.NaN, remainder = Number.NaN] = operand.map(asNumber)
  if (!divisor) throw badValue('divisor cannot be 0')
  return (value) => Math.trunc(asNumber(value) ?? Number.NaN) % Math.trunc(divisor) === Math.trunc(remainder)
}

/** The operators that test one value at a time; `condition` holds the neighbours, of which `$regex` needs `$options`. */
export const valueTests: Record<string, (operand: unknown, condition: Document) => ValueTest> = {
  $eq: equalTo,
  $gt: (operand) => ordered(operand, (order) => order > 0),
  $gte: (operand) => ordered(operand, (order) => order >= 0),
  $lt: (operand) => ordered(operand, (order) => order < 0),
  $lte: (operand) => ordered(operand, (order) => order <= 0),
  $in: oneOf,
  $regex: regex,
  $type: ofType,
  $mod: modulo,
}
