import { invalidShape } from '../base/problem.ts'
import { refusedForm, type TypedForm } from '../base/typed-form.ts'
import { type Dimension, dimensionList, mostDimensions } from './dimension.ts'

/** One line of the form; `values` are separated by commas. */
type DimensionRow = { key: string; name: string; values: string }

const empty: DimensionRow = { key: '', name: '', values: '' }
const spareRows = 2

/** What is declared, as lines, and some empty ones to go on with. */
export function rowsOf(dimensions: readonly Dimension[]): DimensionRow[] {
  const rows = dimensions.map(({ key, name, values = [] }) => ({ key, name, values: values.join(', ') }))
  return [...rows, ...Array<DimensionRow>(spareRows).fill(empty)].slice(0, mostDimensions)
}

/** The lines as they were typed. */
export function typedRows(form: TypedForm): DimensionRow[] {
  const rows: DimensionRow[] = []
  for (let i = 0; i < mostDimensions && form[`key:${i}`] !== undefined; i++)
    rows.push({ key: form[`key:${i}`] ?? '', name: form[`name:${i}`] ?? '', values: form[`values:${i}`] ?? '' })
  return rows
}

/** The dimensions that a form declares; a line without key and name is none. Faults are named by their line, `2.key`. */
export function dimensionsFrom(form: TypedForm): Dimension[] {
  const lines = typedRows(form).flatMap((row, line) => (row.key.trim() || row.name.trim() ? [{ ...row, line }] : []))
  const read = dimensionList.safeParse(
    lines.map(({ key, name, values }) => {
      const all = [...new Set(values.split(',').map((value) => value.trim()))].filter(Boolean)
      return { key: key.trim(), name: name.trim() || key.trim(), ...(all.length > 0 && { values: all }) }
    }),
  )
  if (read.success) return read.data
  const faults = invalidShape(read.error).faults.map(({ field, message }) => {
    const [place = '', part = 'key'] = field.split('.')
    return { field: `${lines[Number(place)]?.line ?? 0}.${part}`, message }
  })
  throw refusedForm(faults)
}
