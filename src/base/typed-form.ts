import { z } from 'zod'
import { type FieldFault, Problem } from './problem.ts'

/** The fields of a form as they were typed; of a field that is there more than once the last counts. */
export const typedForm = z.record(
  z.string(),
  z.union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? '')]),
)

export type TypedForm = z.infer<typeof typedForm>

/** The same for what is only to be looked at: whatever is no form is an empty one. */
export const readTyped = (fields: unknown): TypedForm => typedForm.safeParse(fields).data ?? {}

/** Refuses a form with the fault of each field. */
export const refusedForm = (faults: FieldFault[]) =>
  new Problem('invalid', 'Nothing is stored yet: look at what is marked below.', faults)

/** A whole number as it was typed; NaN, which every shape refuses, where it is none. */
export const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN)
