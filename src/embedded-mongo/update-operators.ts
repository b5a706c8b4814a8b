import { Decimal128, Long, Timestamp } from 'bson'
import { asNumber, copyValue, type Document, isDocument } from './bson-document.ts'
import { compareValues, equalValues } from './bson-order.ts'
import { badValue, CommandError } from './command-error.ts'
import { compileElement, isOperatorDocument } from './match.ts'
import { valueTests } from './match-operators.ts'
import { sortBy, sortPattern } from './sort.ts'
import { getAt, setAt, unsetAt } from './update-path.ts'

/** Changes `document` at one concrete path. */
type UpdateOperator = (document: Document, parts: string[], operand: unknown, now: Date) => void

const arithmetic =
  (
    name: string,
    absent: (operand: unknown) => unknown,
    onLongs: (a: Long, b: Long) => Long,
    onNumbers: (a: number, b: number) => number,
  ): UpdateOperator =>
  (document, parts, operand) => {
    const right = asNumber(operand)
    if (right === undefined) throw new CommandError(14, `Cannot apply ${name} with non-numeric argument`)
    const current = getAt(document, parts)
    if (current === undefined) return setAt(document, parts, absent(operand))
    const left = asNumber(current)
    if (left === undefined) {
      throw new CommandError(14, `Cannot apply ${name} to a value of non-numeric type at '${parts.join('.')}'`)
    }
    const exact = Long.isLong(current) || Long.isLong(operand)
    if (exact && Number.isInteger(left) && Number.isInteger(right)) {
      return setAt(document, parts, onLongs(Long.fromString(String(current)), Long.fromString(String(operand))))
    }
    const result = onNumbers(left, right)
    const decimal = current instanceof Decimal128 || operand instanceof Decimal128
    setAt(document, parts, decimal ? decimalOf(current, operand, name, result) : result)
  }

function decimalOf(current: unknown, operand: unknown, name: string, approximate: number): Decimal128 {
  const [left, right] = [scaled(String(current)), scaled(String(operand))]
  if (!left || !right) return Decimal128.fromString(String(approximate))
  const scale = Math.max(left.scale, right.scale)
  const align = ({ digits, scale: own }: { digits: bigint; scale: number }) => digits * 10n ** BigInt(scale - own)
  return name === '$mul'
    ? decimalFrom(left.digits * right.digits, left.scale + right.scale)
    : decimalFrom(align(left) + align(right), scale)
}

const decimalFrom = (digits: bigint, scale: number) => Decimal128.fromStringWithRounding(`${digits}E-${scale}`)

function scaled(text: string): { digits: bigint; scale: number } | undefined {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  return match ? { digits: BigInt(`${match[1]}${match[2] ?? ''}`), scale: (match[2] ?? '').length } : undefined
}

const zeroLike = (operand: unknown) =>
  Long.isLong(operand) ? Long.ZERO : operand instanceof Decimal128 ? Decimal128.fromString('0') : 0

const extreme =
  (wanted: number): UpdateOperator =>
  (document, parts, operand) => {
    const current = getAt(document, parts)
    if (current === undefined || compareValues(operand, current) * wanted > 0)
      setAt(document, parts, copyValue(operand))
  }

function arrayAt(document: Document, parts: string[], operator: string): unknown[] | undefined {
  const current = getAt(document, parts)
  if (current === undefined || Array.isArray(current)) return current
  const message = `The field '${parts.join('.')}' must be an array but is not, for ${operator}`
  throw new CommandError(operator === '$pop' ? 14 : 2, message)
}

const push: UpdateOperator = (document, parts, operand) => {
  const modified = isDocument(operand) && '$each' in operand
  const { $each: items, $position, $slice, $sort } = (modified ? operand : { $each: [operand] }) as Document
  if (!Array.isArray(items)) throw badValue('The argument to $each in $push must be an array')
  const array = [...(arrayAt(document, parts, '$push') ?? [])]
  const position = asNumber($position) ?? array.length
  array.splice(position < 0 ? Math.max(0, array.length + position) : position, 0, ...items.map(copyValue))
  const sorted = $sort === undefined ? array : sortElements(array, $sort)
  const slice = asNumber($slice)
  setAt(document, parts, slice === undefined ? sorted : slice < 0 ? sorted.slice(slice) : sorted.slice(0, slice))
}

function sortElements(array: unknown[], sort: unknown): unknown[] {
  if (isDocument(sort)) return sortBy(array, sortPattern(sort), (item) => (isDocument(item) ? item : {}))
  const direction = asNumber(sort) === -1 ? -1 : 1
  return array.sort((a, b) => compareValues(a, b) * direction)
}

const addToSet: UpdateOperator = (document, parts, operand) => {
  const items = isDocument(operand) && '$each' in operand ? operand.$each : [operand]
  if (!Array.isArray(items)) throw badValue('The argument to $each in $addToSet must be an array')
  const array = [...(arrayAt(document, parts, '$addToSet') ?? [])]
  for (const item of items) if (!array.some((other) => equalValues(other, item))) array.push(copyValue(item))
  setAt(document, parts, array)
}

const pull: UpdateOperator = (document, parts, operand) => {
  const array = arrayAt(document, parts, '$pull')
  if (!array) return
  const test =
    isDocument(operand) || isOperatorDocument(operand)
      ? compileElement(operand)
      : (valueTests[
          operand instanceof RegExp || (operand as { _bsontype?: string })?._bsontype === 'BSONRegExp'
            ? '$regex'
            : '$eq'
        ]?.(operand, {}) ?? (() => false))
  setAt(
    document,
    parts,
    array.filter((item) => !test(item)),
  )
}

const pullAll: UpdateOperator = (document, parts, operand) => {
  if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument')
  const array = arrayAt(document, parts, '$pullAll')
  if (array)
    setAt(
      document,
      parts,
      array.filter((item) => !operand.some((other) => equalValues(other, item))),
    )
}

const pop: UpdateOperator = (document, parts, operand) => {
  const array = arrayAt(document, parts, '$pop')
  if (array) setAt(document, parts, asNumber(operand) === -1 ? array.slice(1) : array.slice(0, -1))
}

const currentDate: UpdateOperator = (document, parts, operand, now) => {
  const stamp = isDocument(operand) && operand.$type === 'timestamp'
  setAt(document, parts, stamp ? new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) : now)
}

const bit: UpdateOperator = (document, parts, operand) => {
  let value = asNumber(getAt(document, parts)) ?? 0
  for (const [name, mask] of Object.entries(operand as Document)) {
    const bits = asNumber(mask) ?? 0
    value = name === 'and' ? value & bits : name === 'or' ? value | bits : value ^ bits
  }
  setAt(document, parts, value)
}

export const updateOperators: Record<string, UpdateOperator> = {
  $set: (document, parts, operand) => setAt(document, parts, copyValue(operand)),
  $unset: (document, parts) => unsetAt(document, parts),
  $inc: arithmetic(
    '$inc',
    (operand) => operand,
    (a, b) => a.add(b),
    (a, b) => a + b,
  ),
  $mul: arithmetic(
    '$mul',
    zeroLike,
    (a, b) => a.multiply(b),
    (a, b) => a * b,
  ),
  $min: extreme(-1),
  $max: extreme(1),
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
  $currentDate: currentDate,
  $bit: bit,
}
