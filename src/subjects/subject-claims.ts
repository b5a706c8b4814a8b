import { z } from 'zod'
import { isStorable, storable, writtenText } from '../base/text.ts'

const mostAttributes = 100
const mostBytes = 1024

const text = z
  .string()
  .transform(storable)
  .refine((value) => new TextEncoder().encode(value).length <= mostBytes, 'is larger than 1 KiB')

const attributes = z
  .record(
    z.string().min(1).max(64).refine(isStorable),
    z.union([text, z.number(), z.boolean()], 'must be a string of at most 1 KiB, a number or a boolean'),
    { error: ({ code }) => (code === 'invalid_key' ? 'needs a name of 1 to 64 characters' : 'must be an object') },
  )
  .refine((all) => Object.keys(all).length <= mostAttributes, `holds more than ${mostAttributes} attributes`)

// Half a surrogate pair would be stored as U+FFFD, and two people would become one.
const sub = z
  .string('must be a string')
  .min(1, 'must not be empty')
  .max(200, 'has more than 200 characters')
  .refine((id) => !/[\p{Control}\p{Surrogate}]/u.test(id), 'must not hold control characters')

const seconds = z.number('must be a number of seconds since 1970')

/** The claims of a subject token that count; `exp` and `iat` are in seconds since the epoch. */
export const subjectClaims = z.object({
  sub,
  exp: seconds,
  iat: seconds.optional(),
  name: writtenText(200).optional(),
  attributes: attributes.optional(),
})

export type SubjectClaims = z.infer<typeof subjectClaims>
