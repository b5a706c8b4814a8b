import { type ConversationFilter, conversationFilter } from './inbox.ts'

/** What a page of the inbox is asked to show; `misread`: what its address holds and nothing is found by. */
export type InboxAsked = {
  filter: ConversationFilter
  cursor?: string
  misread: { field: FilterField; text: string }[]
}

export type FilterField = keyof ConversationFilter

/** In the order in which an address names them. */
export const filterFields = Object.keys(conversationFilter.shape) as FilterField[]

/** Longer ones would make addresses that nobody can hand on. */
const longestText = 100

/** Reads an address: without a state it means those that wait for the team; `state=all`, or `show=all`, means any. */
export function askedIn(query: Record<string, unknown>): InboxAsked {
  const misread: InboxAsked['misread'] = []
  const filter: ConversationFilter = {}
  for (const field of filterFields) {
    const text = writtenIn(query, field)
    if (text === '') continue
    const read = conversationFilter.shape[field].safeParse(text)
    if (read.success) Object.assign(filter, { [field]: read.data })
    else misread.push({ field, text })
  }
  if (filter.flag === undefined) delete filter.variant
  const { cursor } = query
  return { filter, misread, ...(typeof cursor === 'string' && cursor !== '' && { cursor }) }
}

function writtenIn(query: Record<string, unknown>, field: FilterField): string {
  const value = query[field]
  const text = typeof value === 'string' ? value.trim() : ''
  if (field === 'state') return stateIn(text, query.show)
  if (field === 'tag') return text.toLowerCase().replace(/\s+/g, '-')
  return field === 'text' ? text.slice(0, longestText) : text
}

function stateIn(text: string, show: unknown): string {
  if (text === 'all' || (text === '' && show === 'all')) return ''
  return text === '' ? 'open' : text
}

/** The query that means this filter, with its question mark; empty where it is what the inbox begins with. */
export function queryOf(filter: ConversationFilter, cursor?: string): string {
  const query = new URLSearchParams()
  for (const [field, value] of queryFields(filter)) query.set(field, value)
  if (cursor !== undefined) query.set('cursor', cursor)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The same as names and values, for the hidden fields of a form. */
export function queryFields(filter: ConversationFilter): [string, string][] {
  const state: [string, string][] =
    filter.state === 'open' ? [] : [['state', filter.state === undefined ? 'all' : filter.state]]
  return [
    ...state,
    ...filterFields.flatMap((field): [string, string][] => {
      const value = filter[field]
      return field === 'state' || value === undefined ? [] : [[field, value]]
    }),
  ]
}

/** The same filter without one of its parts; without a flag there is no variant of it either. */
export function withoutPart(filter: ConversationFilter, field: FilterField): ConversationFilter {
  const rest = { ...filter }
  delete rest[field]
  if (field === 'flag') delete rest.variant
  return rest
}

/** Whether it narrows more than the state does. */
export const isNarrow = (filter: ConversationFilter): boolean =>
  filterFields.some((field) => field !== 'state' && filter[field] !== undefined)
