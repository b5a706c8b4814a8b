import { type Aggregate, type Query, Schema, type SchemaDefinition } from 'mongoose'

type Index = { keys: Record<string, 1 | -1>; unique?: true }

/**
 * The schema of a collection whose documents belong to a project. Zod decides what a document is; this says which
 * fields there are, so that a filter with a misspelt or injected field throws, and so does one without its project.
 */
export function tenantSchema<Document>(fields: SchemaDefinition, indexes: readonly Index[] = []): Schema<Document> {
  const schema = new Schema(
    { _id: String, project: { type: String, required: true }, ...fields },
    { strict: 'throw', versionKey: false, id: false, minimize: false, autoIndex: false },
  )
  for (const { keys, ...options } of indexes) schema.index(keys, options)
  schema.pre(/^(count|delete|distinct|find|replace|update)/, function (this: Query<unknown, unknown>) {
    requireProject(this.getFilter())
  })
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const [first] = this.pipeline()
    requireProject(first && '$match' in first ? first.$match : {})
  })
  return schema as unknown as Schema<Document>
}

/** A nested value of any shape, kept as it is. */
export const anything = Schema.Types.Mixed

function requireProject(filter: Record<string, unknown>): void {
  if (typeof filter.project !== 'string') throw new Error('A query of a tenant’s data must name its project')
  const missing = Object.keys(filter).find((field) => filter[field] === undefined)
  if (missing !== undefined) throw new Error(`A query must not ask for an undefined ${missing}`)
}
