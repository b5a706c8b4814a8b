import { type TypedForm, wholeNumber } from '../base/typed-form.ts'
import type { Channel } from './channel.ts'

const mostRows = 12

/** A ladder as a form has it: one row for each channel, from the most cautious on. */
export function ladderFields(channels: readonly Channel[], version: number): TypedForm {
  const rows = channels.flatMap(({ key, name, description, breaks, entry, cap }, i) => [
    ...Object.entries({ key, name, description, breaks, entry }).map(([field, text]) => [`${field}:${i}`, text]),
    [`cap:${i}`, cap === undefined ? '' : String(cap)],
  ])
  return { version: String(version), ...Object.fromEntries(rows) }
}

const fields = ['key', 'name', 'description', 'breaks', 'entry', 'cap', 'gone', 'new'] as const

export type LadderRow = Record<(typeof fields)[number], string>

const empty: LadderRow = { key: '', name: '', description: '', breaks: '', entry: 'open', cap: '', gone: '', new: '' }

/** The rows of a form, with what its buttons ask for done: `move` is "2:up" or "2:down", `add` is one more row. */
export function ladderRows(form: TypedForm): LadderRow[] {
  const rows: LadderRow[] = []
  for (let i = 0; i < mostRows && form[`name:${i}`] !== undefined; i++)
    rows.push(Object.fromEntries(fields.map((field) => [field, form[`${field}:${i}`] ?? empty[field]])) as LadderRow)
  const [index, way] = (form.move ?? '').split(':')
  const from = Number(index)
  const to = way === 'up' ? from + 1 : from - 1
  const [moved, other] = [rows[from], rows[to]]
  if (form.move !== undefined && moved && other) {
    rows[to] = moved
    rows[from] = other
  }
  return form.add !== undefined && rows.length < mostRows ? [...rows, { ...empty, new: 'yes' }] : rows
}

/** The ladder that rows ask for, still to be checked: without the ticked ones and the new ones that are left empty. */
export function ladderFrom(rows: readonly LadderRow[]): Record<string, unknown>[] {
  return rows.filter(isMeant).map(({ key, name, description, breaks, entry, cap }) => ({
    ...(key !== '' && { key }),
    ...{ name, description, breaks, entry },
    ...(entry === 'capped' && cap !== '' && { cap: wholeNumber(cap) }),
  }))
}

/** Whether a row stays on the ladder. */
export const isMeant = ({ gone, name, new: isNew }: LadderRow): boolean =>
  gone === '' && !(isNew !== '' && name.trim() === '')
