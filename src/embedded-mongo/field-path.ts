import { isDocument } from './bson-document.ts'

export const missing = Symbol('missing')

const isIndex = (part: string) => /^\d+$/.test(part)

/**
 * Whether `test` holds for a value that the path reaches, as MongoDB follows paths: through every element of an array
 * on the way and, with `expand`, to every element of an array at its end as well as to that array itself.
 */
export function someAtPath(
  value: unknown,
  parts: readonly string[],
  expand: boolean,
  test: (value: unknown) => boolean,
  from = 0,
): boolean {
  const part = parts[from]
  if (part === undefined) {
    if (expand && Array.isArray(value) && value.some((item) => test(item))) return true
    return test(value)
  }
  if (Array.isArray(value)) {
    if (isIndex(part) && Number(part) < value.length) {
      if (someAtPath(value[Number(part)], parts, expand, test, from + 1)) return true
    }
    return value.some((item) => isDocument(item) && someAtPath(item, parts, expand, test, from))
  }
  if (isDocument(value) && Object.hasOwn(value, part)) return someAtPath(value[part], parts, expand, test, from + 1)
  return test(missing)
}

/** Every value that the path reaches, elements of a final array one by one, with stand-ins for what is not there. */
export function valuesAtPath(value: unknown, parts: readonly string[], emptyArray: unknown, absent: unknown = null) {
  const values: unknown[] = []
  someAtPath(value, parts, false, (found) => {
    if (!Array.isArray(found)) values.push(found === missing ? absent : found)
    else if (found.length === 0) values.push(emptyArray)
    else values.push(...found)
    return false
  })
  return values.length ? values : [absent]
}
