/** Of digits that stand together, where card numbers begin and how long they are; dates, codes and amounts may be around them. */
export function cardsIn(text: string): { at: number; length: number }[] {
  const groups = [...text.matchAll(/\d+/g)].map(({ index, 0: digits }) => ({ index, digits }))
  const found: { at: number; length: number }[] = []
  for (let first = 0; first < groups.length; first++) {
    const last = lastOfCard(text, groups, first)
    const [from, to] = [groups[first], last === undefined ? undefined : groups[last]]
    if (!from || !to || last === undefined) continue
    found.push({ at: from.index, length: to.index + to.digits.length - from.index })
    first = last
  }
  return found
}

type Group = { index: number; digits: string }

/** The last group of the longest card number that begins with the group at `first`. */
function lastOfCard(text: string, groups: readonly Group[], first: number): number | undefined {
  let digits = ''
  let longest: number | undefined
  for (let last = first; last < groups.length; last++) {
    digits += groups[last]?.digits
    if (digits.length > 19) break
    if (digits.length >= 13 && isCard(digits) && isWritten(text, groups.slice(first, last + 1), digits)) longest = last
  }
  return longest
}

/** Luhn's check digit is right. */
function isCard(digits: string): boolean {
  const backwards = [...digits].reverse().map(Number)
  if (new Set(backwards).size === 1) return false
  const sum = backwards.reduce(
    (total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  )
  return sum % 10 === 0
}

/**
 * Whether it begins like one (ISO/IEC 7812) and is set apart as on a card: in one piece that is no part of a decimal, in
 * groups of the same size whatever is between them, or anyhow with spaces and dashes where nothing else is around it.
 */
function isWritten(text: string, groups: readonly Group[], digits: string): boolean {
  if (!/^(?:[3-6]|2[2-7])/.test(digits)) return false
  const [first, last] = [groups[0], groups.at(-1)]
  if (!first || !last) return false
  const to = last.index + last.digits.length
  const [before, between, after] = [text.slice(0, first.index), text.slice(first.index, to), text.slice(to)]
  if (groups.length === 1) return !/[.,]$/.test(before) && !/^[.,]\d/.test(after)
  if (/^\d+(?:[ -]\d+)*$/.test(between) && !/\d/.test(before + after)) return true
  const lengths = groups.map((group) => group.digits.length)
  const { length: size } = first.digits
  const isEven =
    size !== 3 && lengths.every((length, i) => length === size || (i === lengths.length - 1 && length < size))
  return isEven || /^4,6,[45]$/.test(lengths.join())
}
