import type { Flag } from '../flags/flag.ts'
import { paceName, paces } from '../pacing/policy.ts'
import type { Project } from '../projects/project.ts'
import { type ConversationSummary, feedbackKind } from './conversation.ts'
import type { ConversationFilter } from './inbox.ts'
import {
  type FilterField,
  filterFields,
  type InboxAsked,
  isNarrow,
  queryFields,
  queryOf,
  withoutPart,
} from './inbox-filter.ts'
import { nameOr, paceLabel, rungOf, stateNames } from './inbox-words.ts'
import type { SavedView } from './saved-view.ts'

type Named = { id: string; name: string }

/** What the names in a filter are looked up in; `me`: who looks. */
export type Around = { project: Project; flags: readonly Flag[]; members: readonly Named[]; me: string }

/** One conversation as a line of the list. */
export function letterOf(one: ConversationSummary, { channels }: Project, names: ReadonlyMap<string, string>) {
  const { id, kind, lastAt, state, unread, version, subject, last, snapshot, assignee, tags } = one
  return {
    ...{ id, kind, lastAt, unread, version, tags, assignee: assignee?.name },
    name: nameOr(names, subject),
    by: last?.from === 'team' ? last.author : undefined,
    last: last?.text ?? '',
    rung: rungOf(channels, snapshot.channel),
    stands: state === 'open' ? undefined : stateNames[state],
  }
}

type Option = { value: string; text: string; isChosen: boolean }

const states = [
  { state: 'open', text: stateNames.open },
  { state: 'waiting', text: stateNames.waiting },
  { state: 'closed', text: stateNames.closed },
  { state: undefined, text: 'all' },
] as const

/** The filter above the list: what can be chosen, what is, and a way out of each part of it. */
export function filterView({ filter, misread }: InboxAsked, around: Around, views: readonly SavedView[]) {
  const { project, flags, members } = around
  const flag = flags.find(({ key }) => key === filter.flag)
  const choose = (field: FilterField, label: string, options: readonly Omit<Option, 'isChosen'>[], any: string) => {
    const chosen = filter[field] ?? ''
    // What is asked for and is gone, such as a flag, stays to be seen.
    const unknown =
      chosen === '' || options.some(({ value }) => value === chosen) ? [] : [{ value: chosen, text: chosen }]
    const all = [{ value: '', text: any }, ...options, ...unknown]
    return { field, label, options: all.map((one) => ({ ...one, isChosen: one.value === chosen })) }
  }
  const plain = (values: readonly string[]) => values.map((value) => ({ value, text: value }))
  const query = queryOf(filter)
  return {
    query,
    kept: queryFields(filter).filter(([field]) => field !== 'state' && field !== 'text'),
    isNarrow: isNarrow(filter),
    state: filter.state ?? 'all',
    states: states.map(({ state, text }) => ({
      text,
      isChosen: filter.state === state,
      query: queryOf(inState(filter, state)),
    })),
    chips: chipsOf(filter, around),
    text: filter.text ?? '',
    tag: filter.tag ?? '',
    appVersion: filter.appVersion ?? '',
    unread: filter.unread === 'true',
    selects: [
      choose('kind', 'Kind', plain(feedbackKind.options), 'any kind'),
      choose(
        'assignee',
        'Given to',
        [{ value: 'none', text: 'nobody' }, ...members.map(memberOption(around))],
        'anybody',
      ),
      choose(
        'flag',
        'Had seen the flag',
        flags.map(({ key, title }) => ({ value: key, text: title })),
        'any flag',
      ),
      ...(flag
        ? [
            choose(
              'variant',
              `What of ${flag.title}`,
              flag.variants.map(({ key, name }) => ({ value: key, text: name })),
              'any variant',
            ),
          ]
        : []),
      choose(
        'channel',
        'Channel',
        project.channels.map(({ key, name }) => ({ value: key, text: name })),
        'any channel',
      ),
      choose(
        'pace',
        'Pace',
        paceName.options.map((value) => ({ value, text: paces[value].label })),
        'any pace',
      ),
    ],
    misread: misread.map(({ field, text }) => ({ name: fieldNames[field], text })),
    views: views.map((view) => ({ ...view, isChosen: view.query === query })),
  }
}

export const memberOption =
  ({ me }: Pick<Around, 'me'>) =>
  ({ id, name }: Named) => ({ value: id, text: id === me ? `${name} (me)` : name })

function inState(filter: ConversationFilter, state: ConversationFilter['state']): ConversationFilter {
  const rest = withoutPart(filter, 'state')
  return state === undefined ? rest : { ...rest, state }
}

const fieldNames: Record<FilterField, string> = {
  ...{ state: 'state', kind: 'kind', tag: 'tag', assignee: 'given to', flag: 'flag', variant: 'variant' },
  ...{ channel: 'channel', pace: 'pace', appVersion: 'version', text: 'text', unread: 'unread' },
}

/** Each part of a filter in words, and the query of what is left without it; the state has its own row. */
function chipsOf(filter: ConversationFilter, around: Around) {
  return filterFields.flatMap((field) => {
    const value = filter[field]
    if (field === 'state' || value === undefined) return []
    return [{ text: chipText(field, value, filter, around), query: queryOf(withoutPart(filter, field)) }]
  })
}

function chipText(
  field: FilterField,
  value: string,
  filter: ConversationFilter,
  { project, flags, members }: Around,
): string {
  const flag = flags.find(({ key }) => key === filter.flag)
  switch (field) {
    case 'assignee':
      return value === 'none' ? 'given to nobody' : `given to ${members.find(({ id }) => id === value)?.name ?? value}`
    case 'flag':
      return `had seen ${flag?.title ?? value}`
    case 'variant':
      return `had ${flag?.variants.find(({ key }) => key === value)?.name ?? value}`
    case 'channel':
      return rungOf(project.channels, value).name
    case 'pace':
      return paceLabel(value)
    case 'tag':
      return `#${value}`
    case 'appVersion':
      return `version ${value}`
    case 'text':
      return `“${value}”`
    case 'unread':
      return value === 'true' ? 'unread' : 'read'
    default:
      return value
  }
}
