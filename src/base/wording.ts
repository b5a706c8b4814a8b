const thinSpace = '\u202f'
const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 })

/** 12345.5 → "12 345.5", with narrow spaces that do not break and a true minus sign. */
export const numberText = (value: number): string =>
  grouped.format(value).replaceAll(',', thinSpace).replace('-', '\u2212')

/** Thousandths of a percent in words: 12500 → "12.5 %". */
export const percentText = (thousandths: number): string => `${numberText(thousandths / 1000)}${thinSpace}%`

/** "1 person", "2 404 people". */
export const pluralText = (count: number, one: string, many: string): string =>
  `${numberText(count)} ${count === 1 ? one : many}`

const numerals = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** A count inside a sentence: "no", "three", "2 404". */
export const numeralText = (count: number): string => numerals[count] ?? numberText(count)

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A count that begins a sentence: "No people", "Three people", "2 404 people". */
export const countText = (count: number, one: string, many: string): string =>
  `${capitalised(numeralText(count))} ${count === 1 ? one : many}`

const joined = (names: readonly string[], word: 'and' | 'or'): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`

/** "A", "A and B", "A, B and C". */
export const listText = (names: readonly string[]): string => joined(names, 'and')

/** "A", "A or B", "A, B or C". */
export const orText = (names: readonly string[]): string => joined(names, 'or')

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** "just now", "7 min ago", "in 3 days", from two instants in milliseconds. */
export function agoText(instant: number, now: number): string {
  const distance = Math.abs(now - instant)
  if (distance < 10_000) return 'just now'
  const length = lengthText(distance)
  return instant < now ? `${length} ago` : `in ${length}`
}

function lengthText(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / 1000)} s`
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  if (ms < day) return `${Math.floor(ms / hour)} h`
  return pluralText(Math.floor(ms / day), 'day', 'days')
}
