import type { FieldFault } from '../base/problem.ts'
import { slug } from '../base/text.ts'
import { refusedForm, type TypedForm } from '../base/typed-form.ts'
import { keyFrom } from '../projects/key-from.ts'
import { type FlagDraft, flagDraft } from './flag.ts'
import { valueFrom, valueText } from './value-field.ts'
import { type Variant, valueType } from './variant.ts'

/** One row of the form's variants: which one it is, and what stands in its fields. */
export type VariantRow = { index: number; key: string; name: string; value: string }

const mostVariants = 20

const field = (index: number, part: string) => `variant:${index}:${part}`

/** The rows of variants that a form holds, the empty ones too. */
function variantRows(form: TypedForm): VariantRow[] {
  const rows: VariantRow[] = []
  for (let index = 0; index < mostVariants; index++) {
    const [key, name, value] = ['key', 'name', 'value'].map((part) => form[field(index, part)])
    if (key === undefined && name === undefined && value === undefined) break
    rows.push({ index, key: key ?? '', name: name ?? '', value: value ?? '' })
  }
  return rows
}

/** The rows to show: those that are there, and one more where the form's button for it was pressed. */
export function rowsToShow(form: TypedForm): VariantRow[] {
  const rows = variantRows(form)
  const more = form.more !== undefined && rows.length < mostVariants
  return more ? [...rows, { index: rows.length, key: '', name: '', value: '' }] : rows
}

/** The fields of a form that stand for these variants. */
export const variantFields = (variants: readonly Variant[]): TypedForm =>
  Object.fromEntries(
    variants.flatMap(({ key, name, value }, index) => [
      [field(index, 'key'), key],
      [field(index, 'name'), name],
      [field(index, 'value'), valueText(value)],
    ]),
  )

/** What a member typed about a flag; throws with the fault of each field, those of a variant named by its row. */
export function flagFrom(form: TypedForm): { key: string; draft: FlagDraft } {
  const typed = typedFlag(form)
  const key = slug().safeParse(form.key?.trim() || keyFrom(form.title ?? ''))
  const faults = [
    ...(key.success ? [] : [{ field: 'key', message: key.error.issues[0]?.message ?? '' }]),
    ...typed.faults,
  ]
  if (!key.success || !typed.draft || faults.length > 0) throw refusedForm(faults)
  return { key: key.data, draft: typed.draft }
}

/** The same for a flag that has its key already. */
export function flagDraftFrom(form: TypedForm): FlagDraft {
  const { draft, faults } = typedFlag(form)
  if (!draft || faults.length > 0) throw refusedForm(faults)
  return draft
}

function typedFlag(form: TypedForm): { draft: FlagDraft | undefined; faults: FieldFault[] } {
  const rows = variantRows(form).filter(({ key, name, value }) => key.trim() || name.trim() || value.trim())
  const type = valueType.safeParse(form.type).data ?? 'boolean'
  const values = rows.map(({ value }) => valueFrom(value, type))
  const variants = rows.map(({ key, name }, i) => {
    const given = values[i]
    return { key: key.trim() || keyFrom(name), name, value: given && 'value' in given ? given.value : '' }
  })
  const { title, description, kind, off } = form
  const result = flagDraft.safeParse({ title: title ?? '', description, kind, type, off: off?.trim(), variants })
  const ofValues = values.flatMap((given, i) =>
    'fault' in given ? [{ field: `variants.${rows[i]?.index}.value`, message: given.fault }] : [],
  )
  if (rows.length === 0) ofValues.push({ field: 'variants.0.key', message: 'A flag has at least one variant' })
  const ofShape = (result.error?.issues ?? []).flatMap(({ path, message }): FieldFault[] => {
    const [first, index, ...rest] = path
    if (first !== 'variants') return [{ field: path.join('.'), message }]
    const row = rows[Number(index)]
    return row ? [{ field: ['variants', row.index, ...rest].join('.'), message }] : []
  })
  const named = new Set(ofValues.map((fault) => fault.field))
  return { draft: result.data, faults: [...ofValues, ...ofShape.filter((fault) => !named.has(fault.field))] }
}
