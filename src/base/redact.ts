/** What takes the place of what must not be written. */
const marks = { email: '[e-mail]', iban: '[IBAN]', card: '[card number]', phone: '[phone number]', token: '[token]' }

const email = /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu

/** Whatever is a secret by its own beginning or shape: JWTs, keys of well-known services and our own, long hexadecimal. */
const token =
  /\b(?:eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?|(?:sk|pk|rk|whsec)_(?:live|test)_\w{10,}|gh[opsur]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|glpat-[\w-]{16,}|anon\.[\w.-]{20,}|[0-9a-f]{32,}(?![\w-]))/gi
const bearer =
  /\b(authorization:\s*(?:bearer|basic)|authorization:|bearer|password[:=]|passwd[:=]|api[_-]?key[:=]|secret[:=])(\s*)(?!\[|(?:bearer|basic)\s)\S{6,}/gi

const ibanShape = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b/gi
const cardShape = /(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d]|[.,]\d)/g
/** International, or with a leading zero and groups; dates, amounts, versions and plain numbers are none. */
const phoneShape =
  /(?<![\w.,:/+-])(?:(?:\+|00)[1-9]\d{0,2}|\(?0\d{1,5}\)?|\(\d{2,5}\))(?:[ ./-]{0,2}\(?\d{1,6}\)?){1,6}(?![\w]|[.,:]\d)/g

/**
 * Free text as it may be written: without e-mail addresses, phone numbers, IBANs (ISO 13616, modulo 97), card numbers
 * (Luhn) and tokens. What a person meant stays readable.
 */
export const redacted = (text: string): string =>
  text
    .replace(token, marks.token)
    .replace(bearer, (_all, name: string, gap: string) => `${name}${gap}${marks.token}`)
    .replace(email, marks.email)
    .replace(ibanShape, (found) => (isIban(found) ? marks.iban : found))
    .replace(cardShape, (found) => (isCard(found) ? marks.card : found))
    .replace(phoneShape, (found) => (isPhone(found) ? marks.phone : found))

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
