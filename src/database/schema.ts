import { Schema, type SchemaDefinition } from 'mongoose'

type Index = { keys: Record<string, 1 | -1>; unique?: true }

/**
 * The schema of a collection whose documents belong to a project. Zod decides what a document is; this says which
 * fields there are, so that a filter with a misspelt or injected field throws.
 */
export function tenantSchema<Document>(fields: SchemaDefinition, indexes: readonly Index[] = []): Schema<Document> {
  const schema = new Schema(
    { _id: String, project: { type: String, required: true }, ...fields },
    { strict: 'throw', versionKey: false, id: false, minimize: false, autoIndex: false },
  )
  for (const { keys, ...options } of indexes) schema.index(keys, options)
  return schema as unknown as Schema<Document>
}

/** A nested value of any shape, kept as it is. */
export const anything = Schema.Types.Mixed
