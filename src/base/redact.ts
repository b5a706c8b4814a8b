/** What takes the place of what must not be written. */
const marks = { email: '[e-mail]', iban: '[IBAN]', card: '[card number]', phone: '[phone number]', token: '[token]' }

const email = /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})/gu

/** Whatever is a secret by its own beginning or shape: JWTs, keys of well-known services and our own, long hexadecimal. */
const token =
  /\b(?:eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?|(?:sk|pk|rk|whsec)_(?:live|test)_\w{10,}|sk-[\w-]{20,}|gh[opsur]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|glpat-[\w-]{16,}|anon\.[\w.-]{20,}|[0-9a-f]{32,}(?![\w-]))/gi
const bearer =
  /(?<![A-Za-z\d])(authorization:\s*(?:bearer|basic)|authorization:|bearer|token[:=]|password[:=]|passwd[:=]|api[_-]?key[:=]|secret[:=])(\s*)(?!\[|(?:bearer|basic)\s)\S{6,}/gi

const ibanShape = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b/gi
const cardShape = /(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d]|[.,]\d)/g
/** International, or with a leading zero and groups; dates, amounts, versions and plain numbers are none. */
const phoneShape =
  /(?<![\w.,:/+-])(?:(?:\+|00)[1-9]\d{0,2}|\(?0\d{1,5}\)?|\(\d{2,5}\))(?:[ ./-]{0,2}\(?\d{1,6}\)?){1,6}(?![\w]|[.,:]\d)/g

/** The text as it was said, and the same, place by place, with what patterns are written in. */
type Copy = { said: string; plain: string }

/** Spaces that do not break, dashes of print and digits of other keyboards: what is copied from a page or a letter has them. */
const plainOf = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (letter) => {
    if (/\p{Zs}/u.test(letter)) return ' '
    if (/[\p{Pd}\u2212]/u.test(letter)) return '-'
    if (/[\uff01-\uff5e]/.test(letter)) return String.fromCharCode(letter.charCodeAt(0) - 0xfee0)
    return /[\u0660-\u0669\u06f0-\u06f9]/.test(letter) ? String(letter.charCodeAt(0) % 16) : letter
  })

/** Puts a mark in the place of each match for which there is one. */
function marked({ said, plain }: Copy, pattern: RegExp, markFor: (found: RegExpExecArray) => string | undefined): Copy {
  const parts: Copy = { said: '', plain: '' }
  let from = 0
  for (const found of plain.matchAll(pattern)) {
    const mark = markFor(found)
    if (mark === undefined) continue
    parts.said += said.slice(from, found.index) + mark
    parts.plain += plain.slice(from, found.index) + mark
    from = found.index + found[0].length
  }
  return { said: parts.said + said.slice(from), plain: parts.plain + plain.slice(from) }
}

const steps: readonly [RegExp, (found: RegExpExecArray) => string | undefined][] = [
  [token, () => marks.token],
  [bearer, ([, name = '', gap = '']) => `${name}${gap}${marks.token}`],
  [email, () => marks.email],
  [ibanShape, ([found]) => (isIban(found) ? marks.iban : undefined)],
  [cardShape, ([found]) => (isCard(found) ? marks.card : undefined)],
  [phoneShape, ([found]) => (isPhone(found) ? marks.phone : undefined)],
]

/**
 * Free text as it may be written: without e-mail addresses, phone numbers, IBANs (ISO 13616, modulo 97), card numbers
 * (Luhn) and tokens. What a person meant stays readable.
 */
export const redacted = (text: string): string =>
  steps.reduce((copy, [pattern, markFor]) => marked(copy, pattern, markFor), { said: text, plain: plainOf(text) }).said

function isIban(found: string): boolean {
  const plain = found.replace(/[ -]/g, '').toUpperCase()
  if (plain.length < 15 || plain.length > 34) return false
  const digits = `${plain.slice(4)}${plain.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1
}

function isCard(found: string): boolean {
  const digits = [...found.replace(/\D/g, '')].reverse().map(Number)
  if (new Set(digits).size === 1) return false
  const sum = digits.reduce(
    (total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  )
  return sum % 10 === 0
}

function isPhone(found: string): boolean {
  const count = found.replace(/\D/g, '').length
  return count >= 7 && count <= 15 && !/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(found)
}
