import { type Aggregate, type Query, Schema, type SchemaDefinition } from 'mongoose'

type Keys = Record<string, 1 | -1>

/** `where` keeps documents out of which nobody asks by these keys: they cost nothing then. */
type Index = { keys: Keys; unique?: true; where?: object }

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
    schema.index(keys, where ? { ...options, ...partial(keys, where) } : options)
  schema.pre(/^(count|delete|distinct|find|replace|update)/, function (this: Query<unknown, unknown>) {
    requireProject(this.getFilter())
  })
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    const [first] = this.pipeline()
    requireProject(first && '$match' in first ? first.$match : {})
  })
  return schema as unknown as Schema<Document>
}

/** The name that the driver gives to an index over all documents. */
export const wholeName = (keys: object): string => Object.entries(keys).flat().join('_')

/** Under a name of its own, for MongoDB refuses the name of the index over all documents while that is there. */
const partial = (keys: Keys, where: object) => ({
  partialFilterExpression: where,
  name: [wholeName(keys), 'where', ...(JSON.stringify(where).match(/\w+/g) ?? [])].join('_'),
})

/** A nested value of any shape, kept as it is. */
export const anything = Schema.Types.Mixed

function requireProject(filter: Record<string, unknown>): void {
  if (typeof filter.project !== 'string') throw new Error('A query of a tenant’s data must name its project')
  const missing = Object.keys(filter).find((field) => filter[field] === undefined)
  if (missing !== undefined) throw new Error(`A query must not ask for an undefined ${missing}`)
}
