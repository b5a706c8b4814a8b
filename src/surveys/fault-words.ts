import type { FieldFault } from '../base/problem.ts'

const plain: [RegExp, string][] = [
  [/^Invalid input: expected number/, 'Write a number'],
  [/^Invalid input: expected int/, 'Write a whole number'],
  [/^Invalid input: expected string, received undefined/, 'Write something'],
  [/^Invalid input/, 'Choose one'],
  [/^Invalid option/, 'Choose one'],
  [/^Too small: expected array to have >=(\d+) items?/, 'At least $1 needed'],
  [/^Too big: expected array to have <=(\d+) items?/, 'At most $1 allowed'],
  [/^Too small: expected string to have >=1 characters?/, 'Write something'],
  [/^Too small: expected (?:number|int) to be >=?(-?[\d.]+)/, 'At least $1'],
  [/^Too big: expected string to have <=(\d+) characters?/, 'At most $1 characters'],
  [/^Too big: expected (?:number|int) to be <=?(-?[\d.]+)/, 'At most $1'],
]

/** What is wrong, as whoever fills in a form reads it. */
export function faultWords(message: string): string {
  const [pattern, words] = plain.find(([one]) => one.test(message)) ?? []
  if (!pattern || words === undefined) return message
  return words.replace('$1', pattern.exec(message)?.[1] ?? '')
}

type Names = readonly [RegExp, (found: RegExpExecArray) => string][]

const places: Names = [
  [/^questions\.(\d+)\.choices\.(\d+)/, ([, i, j]) => `Question ${Number(i) + 1}, choice ${Number(j) + 1}`],
  [/^questions\.(\d+)/, ([, i]) => `Question ${Number(i) + 1}`],
  [/^questions/, () => 'Questions'],
  [/^rules\.(\d+)/, ([, i]) => `Rule ${Number(i) + 1}`],
  [/^triggers\.(\d+)/, ([, i]) => `Moment ${Number(i) + 1}`],
  [/^triggers/, () => 'Moments'],
  [/^translations\.([^.]+)/, ([, tag]) => `Texts in ${tag}`],
  [/^audience/, () => 'Who is asked'],
  [/^sampling/, () => 'How many are asked'],
  [/^quota/, () => 'How many are asked'],
  [/^frequency/, () => 'How often'],
  [/^(?:opensAt|closesAt)/, () => 'From when to when'],
  [/^name/, () => 'Name'],
  [/^language/, () => 'Language'],
  [/^thanks/, () => 'Thanks'],
  [/^slot/, () => 'Place'],
  [/^delay/, () => 'Wait'],
]

const parts: Names = [
  [/^questions\.(\d+)/, ([, i]) => `question-${i}`],
  [/^rules\.(\d+)/, ([, i]) => `rule-${i}`],
  [/^triggers\.(\d+)/, ([, i]) => `trigger-${i}`],
  [/^questions/, () => 'questions'],
  [/^triggers/, () => 'moments'],
  [/^rules/, () => 'fold-rules'],
  [/^audience/, () => 'fold-audience'],
  [/^(?:sampling|quota)/, () => 'fold-amount'],
  [/^frequency/, () => 'fold-frequency'],
  [/^translations/, () => 'fold-languages'],
]

/** What a field is called by the first pattern that fits it. */
function nameIn(names: Names, field: string): string | undefined {
  for (const [pattern, name] of names) {
    const found = pattern.exec(field)
    if (found) return name(found)
  }
  return undefined
}

/** One fault for the list above a form: where it is, and what its link leads to: its field, or the part that it is in. */
export function faultLine({ field, message }: FieldFault, hasField: boolean) {
  return {
    place: nameIn(places, field) ?? field,
    words: faultWords(message),
    target: hasField ? `field-${field.replaceAll('.', ':')}` : (nameIn(parts, field) ?? 'editor'),
  }
}
