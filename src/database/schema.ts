import { type Aggregate, type Query, Schema, type SchemaDefinition } from 'mongoose'

export type Keys = Record<string, 1 | -1>

/** `where` keeps documents out of which nobody asks by these keys: they cost nothing then. */
export type Index = { keys: Keys; unique?: true; where?: object }

/**
 * The schema of a collection whose documents belong to a project. Zod decides what a document is; this says which
 * fields there are, so that a filter with a misspelt or injected field throws, and so does one without its project.
 */
export function tenantSchema<Document>(fields: SchemaDefinition, indexes: readonly Index[] = []): Schema<Document> {
  const schema = new Schema(
    { _id: String, project: { type: String, required: true }, ...fields },
    { strict: 'throw', versionKey: false, id: false, minimize: false, autoIndex: false },
  )
  for (const { keys, where, ...options } of indexes)
    schema.index(keys, {
      ...{ ...options, name: indexName({ keys, where }) },
      ...(where && { partialFilterExpression: where }),
    })
  schema.pre(/^(count|delete|distinct|find|replace|update)/, function (this: Query<unknown, unknown>) {
    requireProject(this.getFilter())
  })
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const [first] = this.pipeline()
    requireProject(first && '$match' in first ? first.$match : {})
  })
  return schema as unknown as Schema<Document>
}

/**
 * The name that the driver gives to an index over all documents; a partial one has its own, for MongoDB refuses that of
 * the other while that is there.
 */
export function indexName({ keys, where }: { keys: object; where?: object | undefined }): string {
  const words = where ? ['where', ...(JSON.stringify(where).match(/\w+/g) ?? [])] : []
  return [...Object.entries(keys).flat(), ...words].join('_')
}

/** A nested value of any shape, kept as it is. */
export const anything = Schema.Types.Mixed

function requireProject(filter: Record<string, unknown>): void {
  if (typeof filter.project !== 'string') throw new Error('A query of a tenant’s data must name its project')
  const missing = Object.keys(filter).find((field) => filter[field] === undefined)
  if (missing !== undefined) throw new Error(`A query must not ask for an undefined ${missing}`)
}
