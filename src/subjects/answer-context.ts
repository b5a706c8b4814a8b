import { z } from 'zod'
import { type FieldFault, invalid, mostFaults, Problem } from '../base/problem.ts'
import { writtenText } from '../base/text.ts'
import { dimensionValue } from '../projects/dimension.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from './identity.ts'

/** What a page says of itself with every answer: its product's version, and the dimensions that the project declares. */
export const answerContext = z.object({
  appVersion: z.string().optional(),
  dimensions: z.record(z.string(), z.string()).optional(),
})

export type AnswerContext = z.infer<typeof answerContext>

type Declaring = Pick<Project, 'dimensions'>

const sayable = z
  .union([z.string(), z.number(), z.boolean()], 'Must be a text, a number or a boolean')
  .transform(String)
const version = sayable.pipe(writtenText(64))
const value = sayable.pipe(dimensionValue)

/** What may be taken of a context as it was sent, and what is wrong with the rest. */
export function readContext(project: Declaring, sent: unknown): { context: AnswerContext; faults: FieldFault[] } {
  const faults: FieldFault[] = []
  /** What `read` gives, or nothing and one more fault. */
  function taken<Value>(read: () => Value): Value | undefined {
    try {
      return read()
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      faults.push(...thrown.faults)
      return undefined
    }
  }

  const { appVersion, dimensions, ...others } = taken(() => objectIn('context', sent)) ?? {}
  for (const name of Object.keys(others))
    faults.push({ field: name.slice(0, 64), message: 'Send appVersion and dimensions alone' })
  const said = Object.entries(taken(() => objectIn('dimensions', dimensions)) ?? {})
  const context = contextOf(
    appVersion === undefined ? undefined : taken(() => textIn('appVersion', version, appVersion)),
    said.map(([key, text]) => [key, taken(() => valueIn(project, key, text))]),
  )
  return { context, faults: faults.slice(0, mostFaults) }
}

/** Somebody with what their page says; what the product vouches for in their token takes its place. */
export function inContext(project: Declaring, identity: Identity, said: AnswerContext): Identity {
  const { attributes = {} } = identity
  const vouched = project.dimensions.flatMap(({ key }) =>
    Object.hasOwn(attributes, key) ? [[key, attributes[key]]] : [],
  )
  const byToken = readContext(project, {
    ...(Object.hasOwn(attributes, 'appVersion') && { appVersion: attributes.appVersion }),
    dimensions: Object.fromEntries(vouched),
  }).context
  const byPage = Object.entries(said.dimensions ?? {}).filter(([key]) => !Object.hasOwn(attributes, key))
  const context = contextOf(Object.hasOwn(attributes, 'appVersion') ? byToken.appVersion : said.appVersion, [
    ...byPage,
    ...Object.entries(byToken.dimensions ?? {}),
  ])
  return Object.keys(context).length > 0 ? { ...identity, context } : identity
}

function contextOf(appVersion: string | undefined, said: (readonly [string, string | undefined])[]): AnswerContext {
  const dimensions = Object.fromEntries(said.filter(([, text]) => text !== undefined)) as Record<string, string>
  return {
    ...(appVersion !== undefined && { appVersion }),
    ...(Object.keys(dimensions).length > 0 && { dimensions }),
  }
}

function objectIn(field: string, sent: unknown): Record<string, unknown> {
  if (sent === undefined || sent === null) return {}
  if (typeof sent !== 'object' || Array.isArray(sent)) throw invalid(field, 'Must be an object')
  return sent as Record<string, unknown>
}

function textIn(field: string, shape: z.ZodType<string>, sent: unknown): string {
  const read = shape.safeParse(sent)
  if (!read.success) throw invalid(field, read.error.issues[0]?.message ?? 'Is not valid')
  return read.data
}

function valueIn({ dimensions }: Declaring, key: string, sent: unknown): string {
  const field = `dimensions.${key.slice(0, 64)}`
  const declared = dimensions.find((one) => one.key === key)
  if (!declared) throw invalid(field, 'This project declares no such dimension')
  const text = textIn(field, value, sent)
  if (declared.values && !declared.values.includes(text))
    throw invalid(field, `Must be one of ${declared.values.join(', ')}`)
  return text
}
