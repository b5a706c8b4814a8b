import { z } from 'zod'

/** A form's fields, several of one name as a list. */
export const typedFields = z.record(z.string(), z.union([z.string(), z.array(z.string())]))

export type TypedFields = z.infer<typeof typedFields>

/** Of a field that is there more than once the last counts. */
export const lastOf = (typed: string | string[] | undefined): string => [typed ?? ''].flat().at(-1) ?? ''

const mostRows = 60

/** The fields of a form below a name, which stand as `name:inner` or, in lists, as `name:0:inner`. */
export type FormReader = {
  /** What was typed, trimmed; undefined where that is nothing. */
  text: (name: string) => string | undefined
  /** The number that was typed; what is none stays as it was typed, to be refused by name later. */
  number: (name: string) => number | string | undefined
  yes: (name: string) => true | undefined
  all: (name: string) => string[]
  in: (name: string) => FormReader
  rows: (name: string) => FormReader[]
}

export function formReader(form: TypedFields, prefix = ''): FormReader {
  const names = Object.keys(form)
  const all = (name: string): string[] => {
    const found = Object.hasOwn(form, prefix + name) ? form[prefix + name] : undefined
    return found === undefined ? [] : [found].flat()
  }
  const text = (name: string) => all(name).at(-1)?.trim() || undefined
  return {
    text,
    all,
    number(name) {
      const typed = text(name)?.replace(',', '.')
      return typed !== undefined && /^-?\d{1,12}(?:\.\d{1,6})?$/.test(typed) ? Number(typed) : typed
    },
    yes: (name) => (all(name).includes('yes') ? true : undefined),
    in: (name) => formReader(form, `${prefix}${name}:`),
    rows(name) {
      const places = new Set(
        names.flatMap((one) => {
          if (!one.startsWith(`${prefix}${name}:`)) return []
          const place = Number(/^(\d{1,3})(?::|$)/.exec(one.slice(prefix.length + name.length + 1))?.[1] ?? Number.NaN)
          return place < mostRows ? [place] : []
        }),
      )
      return [...places]
        .sort((one, other) => one - other)
        .map((place) => formReader(form, `${prefix}${name}:${place}:`))
    },
  }
}

/** Without what nothing was typed for. */
export const withoutEmpty = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
