import { evaluate } from './aggregation-context.ts'
import { asNumber, type Document, isDocument } from './bson-document.ts'
import { badValue, CommandError } from './command-error.ts'
import { compileElement, matchedPosition } from './match.ts'

type Tree = Map<string, Tree | null>
type Projector = (document: Document) => Document

/** Turns a projection into a function; `filter` gives the positional `$` its meaning. `undefined`: keep everything. */
export function compileProjection(projection: Document, filter: Document, variables: Document): Projector | undefined {
  const entries = Object.entries(projection)
  if (entries.length === 0) return undefined
  const listed: Tree = new Map()
  const computed: [string, (document: Document) => unknown][] = []
  const shaped: ((document: Document, result: Document) => void)[] = []
  let including: boolean | undefined
  for (const [path, wish] of entries) {
    const flag = typeof wish === 'boolean' ? wish : asNumber(wish) === undefined ? undefined : asNumber(wish) !== 0
    if (flag !== undefined) {
      if (path.endsWith('.$')) {
        shaped.push(positional(path.slice(0, -2), filter))
        addPath(listed, path.slice(0, -2))
        including = true
      } else if (path !== '_id' || entries.length === 1) {
        if (including !== undefined && including !== flag) {
          throw new CommandError(
            31254,
            `Cannot do ${flag ? 'inclusion' : 'exclusion'} on field ${path} in ${including ? 'inclusion' : 'exclusion'} projection`,
          )
        }
        including = flag
        addPath(listed, path)
      }
    } else if (isDocument(wish) && '$slice' in wish && !Array.isArray((wish.$slice as unknown[])?.[0])) {
      shaped.push(slice(path, wish.$slice))
    } else if (isDocument(wish) && '$elemMatch' in wish) {
      shaped.push(elementMatch(path, wish.$elemMatch))
      including ??= true
    } else {
      including ??= true
      computed.push([path, (document) => evaluate(document, wish, variables)])
    }
  }
  const idWish = projection._id
  const withId = !(idWish === false || asNumber(idWish) === 0)
  if (including === true && withId) addPath(listed, '_id')
  if (including !== true && !withId) addPath(listed, '_id')
  if (including === true) for (const [path] of entries) if (isSlice(projection[path])) addPath(listed, path)
  return (document) => {
    const result = including === true ? include(document, listed) : exclude(document, listed)
    for (const shape of shaped) shape(document, result)
    for (const [path, compute] of computed) setComputed(result, path, compute(document))
    return result
  }
}

const isSlice = (wish: unknown) => isDocument(wish) && '$slice' in wish

function addPath(tree: Tree, path: string) {
  const parts = path.split('.')
  let at = tree
  for (const [i, part] of parts.entries()) {
    if (i === parts.length - 1) at.set(part, null)
    else {
      const next = at.get(part) ?? new Map()
      at.set(part, next)
      at = next
    }
  }
}

function include(value: Document, tree: Tree): Document {
  const result: Document = {}
  for (const [name, item] of Object.entries(value)) {
    const below = tree.get(name)
    if (below === undefined) continue
    if (below === null) result[name] = item
    else if (Array.isArray(item)) result[name] = includeInArray(item, below)
    else if (isDocument(item)) result[name] = include(item, below)
  }
  return result
}

// Inside an array what is not a document has none of the wanted fields and is left out.
const includeInArray = (items: unknown[], tree: Tree): unknown[] =>
  items.flatMap((item) => {
    if (Array.isArray(item)) return [includeInArray(item, tree)]
    return isDocument(item) ? [include(item, tree)] : []
  })

function exclude(value: Document, tree: Tree): Document {
  const result: Document = {}
  for (const [name, item] of Object.entries(value)) {
    const below = tree.get(name)
    if (below === undefined) result[name] = item
    else if (below !== null) result[name] = excludeFrom(item, below)
  }
  return result
}

function excludeFrom(item: unknown, tree: Tree): unknown {
  if (Array.isArray(item)) return item.map((element) => excludeFrom(element, tree))
  return isDocument(item) ? exclude(item, tree) : item
}

function setComputed(result: Document, path: string, value: unknown) {
  const parts = path.split('.')
  const last = parts.pop() as string
  let at = result
  for (const part of parts) {
    const next = isDocument(at[part]) ? { ...(at[part] as Document) } : {}
    at[part] = next
    at = next
  }
  if (value === undefined) delete at[last]
  else at[last] = value
}

/** Calls `change` with the array at the path inside both documents; copies what lies on the way. */
function changeArray(document: Document, result: Document, path: string, change: (items: unknown[]) => unknown) {
  const parts = path.split('.')
  const last = parts.pop() as string
  let from: unknown = document
  let to = result
  for (const part of parts) {
    from = isDocument(from) ? from[part] : undefined
    if (!isDocument(from)) return
    const next = isDocument(to[part]) ? { ...(to[part] as Document) } : {}
    to[part] = next
    to = next
  }
  const items = isDocument(from) ? from[last] : undefined
  if (!Array.isArray(items)) return
  const changed = change(items)
  if (changed === undefined) delete to[last]
  else to[last] = changed
}

function slice(path: string, operand: unknown) {
  const [first = 0, count] = (Array.isArray(operand) ? operand : [operand]).map((value) => asNumber(value))
  return (document: Document, result: Document) =>
    changeArray(document, result, path, (items) => {
      if (count === undefined) return first < 0 ? items.slice(first) : items.slice(0, first)
      const start = first < 0 ? Math.max(0, items.length + first) : first
      return items.slice(start, start + count)
    })
}

function elementMatch(path: string, operand: unknown) {
  const test = compileElement(operand)
  return (document: Document, result: Document) =>
    changeArray(document, result, path, (items) => {
      const found = items.find((item) => test(item))
      return found === undefined ? undefined : [found]
    })
}

function positional(path: string, filter: Document) {
  return (document: Document, result: Document) =>
    changeArray(document, result, path, (items) => {
      const position = matchedPosition(document, filter)
      if (position === undefined)
        throw badValue('Executor error: the positional operator did not find the match needed')
      return position < items.length ? [items[position]] : []
    })
}
