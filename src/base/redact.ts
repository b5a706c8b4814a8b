import { cardsIn } from './card-numbers.ts'

/** What takes the place of what must not be written. */
const marks = { email: '[e-mail]', iban: '[IBAN]', card: '[card number]', phone: '[phone number]', token: '[token]' }

/** Also as it stands in links and pages, and as it is written to hide it from programs. */
const email =
  /[\p{L}\p{N}._%+'-]{1,64}(?:@|%40|&#(?:64|x40);| ?[([{] ?at ?[)\]}] ?)(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})/giu

/** What none of them is without; most texts have none of it, and looking for a whole address begins at every letter. */
const emailSign = /[@%&([{]/

/** Whatever is a secret by its own beginning or shape: JWTs, keys of well-known services and our own, long hexadecimal. */
const token =
  /\b(?:eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?|(?:sk|pk|rk|whsec)_(?:live|test)_\w{10,}|sk-[\w-]{20,}|gh[opsur]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|glpat-[\w-]{16,}|anon\.[\w.-]{20,}|[0-9a-f]{32,}(?![\w-]))/gi
const bearer =
  /(?<![A-Za-z\d])(authorization:\s*(?:bearer|basic)|authorization:|bearer|token[:=]|password[:=]|passwd[:=]|api[_-]?key[:=]|secret[:=])(\s*)(?!\[|(?:bearer|basic)\s)\S{6,}/gi

const ibanShape = /\b[A-Z]{2}\d{2}(?:[ ._/-]{0,2}[A-Z0-9]{4}){2,7}(?:[ ._/-]{0,2}[A-Z0-9]{1,4})?\b/gi
/** Digits, however they are set apart; the card number is found in it by its groups. */
const digitsShape = /\d(?:[^\p{L}\p{N}]{0,3}\d){12,}/gu
/** International, or with a leading zero and groups; dates, amounts, versions and plain numbers are none. */
const phoneShape =
  /(?<![\w.,:/+-])(?:(?:\+|00)[1-9]\d{0,2}|\(?0\d{1,5}\)?|\(\d{2,5}\))(?:[ ./-]{0,2}\(?\d{1,6}\)?){1,6}(?![\w]|[.,:]\d)/g

/** What patterns are written in, and for each place in it what was said there: where it is all the same, itself. */
type Copy = { plain: string; said: string | readonly string[] }

type Found = { at: number; length: number; mark: string }

/**
 * Spaces that do not break, dashes of print, digits and letters of other keyboards, and what is not seen at all, as what
 * is copied from a page or a letter has them.
 */
function copyOf(text: string): Copy {
  if (/^[\0-\x7f]*$/.test(text)) return { plain: text, said: text }
  let plain = ''
  const said: string[] = []
  let unseen = ''
  for (const letter of text) {
    const written = plainOf(letter)
    if (written === '' && said.length === 0) unseen += letter
    else if (written === '') said[said.length - 1] += letter
    else {
      plain += written
      said.push(unseen + letter, ...Array<string>(written.length - 1).fill(''))
      unseen = ''
    }
  }
  return { plain, said: unseen ? [unseen] : said }
}

function plainOf(letter: string): string {
  if (letter <= '\x7f') return letter
  if (/\p{Default_Ignorable_Code_Point}/u.test(letter)) return ''
  if (/\p{Zs}/u.test(letter)) return ' '
  if (/[\p{Pd}\u2212]/u.test(letter)) return '-'
  const compatible = letter.normalize('NFKC')
  if (/^[!-~]+$/.test(compatible)) return compatible
  return /\p{Nd}/u.test(letter) ? digitOf(letter) : letter
}

/** Unicode puts the ten digits of a script at the beginning of sixteen places, or at their end. */
function digitOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  return String((code % 16) - (/\p{Nd}/u.test(String.fromCodePoint(code - (code % 16))) ? 0 : 6))
}

/** Puts a mark in the place of each that is found, in their order. */
function marked({ plain, said }: Copy, all: readonly Found[]): Copy {
  if (all.length === 0) return { plain, said }
  const parts: { plain: string; said: string[] } = { plain: '', said: [] }
  let from = 0
  for (const { at, length, mark } of all) {
    parts.plain += plain.slice(from, at) + mark
    parts.said.push(...said.slice(from, at), ...mark)
    from = at + length
  }
  return { plain: parts.plain + plain.slice(from), said: [...parts.said, ...said.slice(from)] }
}

type Step = (plain: string) => Found[]

/** All that a pattern finds; where its `sign` is not there, as mostly, the pattern is not even copied, as `matchAll` does. */
const allOf = (pattern: RegExp, plain: string, sign = pattern): RegExpExecArray[] =>
  plain.search(sign) === -1 ? [] : [...plain.matchAll(pattern)]

const each =
  (pattern: RegExp, markFor: (found: RegExpExecArray) => string | undefined, sign?: RegExp): Step =>
  (plain) =>
    allOf(pattern, plain, sign).flatMap((found) => {
      const mark = markFor(found)
      return mark === undefined ? [] : [{ at: found.index, length: found[0].length, mark }]
    })

const steps: readonly Step[] = [
  each(token, () => marks.token),
  each(bearer, ([, name = '', gap = '']) => `${name}${gap}${marks.token}`),
  each(email, () => marks.email, emailSign),
  (plain) => allOf(ibanShape, plain).flatMap(ibanIn),
  (plain) => allOf(digitsShape, plain).flatMap(({ index, 0: digits }) => cards(digits, index)),
  each(phoneShape, ([found]) => (isPhone(found) ? marks.phone : undefined)),
]

/**
 * Free text as it may be written: without e-mail addresses, phone numbers, IBANs (ISO 13616, modulo 97), card numbers
 * (Luhn) and tokens. What a person meant stays readable.
 */
export function redacted(text: string): string {
  const { said } = steps.reduce((copy, step) => marked(copy, step(copy.plain)), copyOf(text))
  return typeof said === 'string' ? said : said.join('')
}

/** The longest of its beginnings, up to the end of a group, that is one: words may follow that look like more groups. */
function ibanIn({ index: at, 0: found }: RegExpExecArray): Found[] {
  const ends = [...found.matchAll(/[A-Z0-9](?![A-Z0-9])/gi)].map(({ index }) => index + 1).reverse()
  const length = ends.find((end) => isIban(found.slice(0, end)))
  return length === undefined ? [] : [{ at, length, mark: marks.iban }]
}

const cards = (digits: string, from: number): Found[] =>
  cardsIn(digits).map(({ at, length }) => ({ at: from + at, length, mark: marks.card }))

function isIban(found: string): boolean {
  const plain = found.replace(/[^A-Z0-9]/gi, '').toUpperCase()
  if (plain.length < 15 || plain.length > 34) return false
  const digits = `${plain.slice(4)}${plain.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}

function isPhone(found: string): boolean {
  const count = found.replace(/\D/g, '').length
  return count >= 7 && count <= 15 && !/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(found)
}
