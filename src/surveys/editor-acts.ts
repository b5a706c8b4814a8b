import { kindOf } from './question-words.ts'
import { listAt, textAt, valueAt, type Written, writtenOf } from './written.ts'

const lists = ['questions', 'rules', 'triggers'] as const

type List = (typeof lists)[number]

/** What a button of the editor does to what is written. */
export type EditorAct =
  | { act: 'up' | 'down' | 'remove'; list: List; at: number }
  | { act: 'remove-choice'; at: number; choice: number }
  | { act: 'add-question'; kind: string }
  | { act: 'add-trigger'; on: string }
  | { act: 'add-rule'; after: string }

/** The act that a button's value names, such as `up:questions:2`; undefined for one that changes nothing by itself. */
export function actFrom(value: string, chosen: { kind: string; on: string; after: string }): EditorAct | undefined {
  const [act, ...rest] = value.split(':')
  const at = Number(rest.at(act === 'remove-choice' ? 0 : 1))
  const list = lists.find((one) => one === rest[0])
  if ((act === 'up' || act === 'down' || act === 'remove') && list && Number.isInteger(at)) return { act, list, at }
  if (act === 'remove-choice' && Number.isInteger(at)) return { act, at, choice: Number(rest[1]) }
  if (act === 'add-question') return { act, kind: chosen.kind }
  if (act === 'add-trigger') return { act, on: chosen.on }
  return act === 'add-rule' ? { act, after: chosen.after } : undefined
}

/** What is written after an act; `used`: the ids of questions that stand for something already. */
export function acted(written: Written, act: EditorAct, used: readonly string[]): Record<string, unknown> {
  switch (act.act) {
    case 'up':
    case 'down':
      return { ...written, [act.list]: moved(listAt(written, [act.list]), act.at, act.act === 'up' ? -1 : 1) }
    case 'remove':
      return act.list === 'questions' ? withoutQuestion(written, act.at) : without(written, act.list, act.at)
    case 'remove-choice':
      return withoutChoice(written, act.at, act.choice)
    case 'add-question':
      return { ...written, questions: [...listAt(written, ['questions']), newQuestion(written, act.kind, used)] }
    case 'add-trigger':
      return { ...written, triggers: [...listAt(written, ['triggers']), newTrigger(act.on)] }
    case 'add-rule':
      return { ...written, rules: [...listAt(written, ['rules']), { after: act.after, if: { is: 'any' }, go: 'end' }] }
  }
}

function moved(all: readonly unknown[], from: number, by: number): unknown[] {
  const to = from + by
  if (to < 0 || to >= all.length || from < 0 || from >= all.length) return [...all]
  const next = [...all]
  next.splice(to, 0, ...next.splice(from, 1))
  return next
}

const without = (written: Written, list: string, at: number): Record<string, unknown> => ({
  ...written,
  [list]: listAt(written, [list]).filter((_, i) => i !== at),
})

/** Without a question and what hangs on it: rules from it or to it, and its translations. */
function withoutQuestion(written: Written, at: number): Record<string, unknown> {
  const id = textAt(written, ['questions', at, 'id'])
  const isOfIt = (rule: unknown) => textAt(rule, ['after']) === id || textAt(rule, ['go']) === id
  return {
    ...withoutTexts(without(written, 'questions', at), `questions/${id}/`),
    rules: listAt(written, ['rules']).filter((rule) => !isOfIt(rule)),
  }
}

/** Without a choice, its translations, and the rules that hang on it alone. */
function withoutChoice(written: Written, at: number, place: number): Record<string, unknown> {
  const question = writtenOf(valueAt(written, ['questions', at]))
  const [id, choice] = [textAt(question, ['id']), textAt(question, ['choices', place, 'id'])]
  const rules = listAt(written, ['rules']).flatMap((rule) => {
    const chosen = listAt(rule, ['if', 'choices'])
    if (textAt(rule, ['after']) !== id || !chosen.includes(choice)) return [rule]
    const left = chosen.filter((one) => one !== choice)
    const condition = writtenOf(valueAt(rule, ['if']))
    return left.length > 0 ? [{ ...writtenOf(rule), if: { ...condition, choices: left } }] : []
  })
  const questions = listAt(written, ['questions']).map((one, i) =>
    i === at ? without(question, 'choices', place) : one,
  )
  return { ...withoutTexts(written, `questions/${id}/choices/${choice}`), questions, rules }
}

function withoutTexts(written: Written, beginning: string): Record<string, unknown> {
  const translations = Object.entries(writtenOf(valueAt(written, ['translations']))).map(([tag, texts]) => [
    tag,
    Object.fromEntries(Object.entries(writtenOf(texts)).filter(([path]) => !path.startsWith(beginning))),
  ])
  return { ...written, translations: Object.fromEntries(translations) }
}

const beginnings: Record<string, Record<string, unknown>> = {
  nps: { low: 'Not at all likely', high: 'Very likely' },
  csat: { low: 'Not at all', high: 'Very' },
  ces: { low: 'I disagree', high: 'I agree' },
  rating: { low: 'Bad', high: 'Good', steps: 5, look: 'star' },
  single: { choices: [] },
  multiple: { choices: [] },
  text: { long: true },
  boolean: { yes: 'Yes', no: 'No' },
  ranking: { choices: [] },
  statement: { button: 'Go on' },
}

function newQuestion(written: Written, wanted: string, used: readonly string[]): Record<string, unknown> {
  const kind = kindOf(wanted) ?? 'text'
  const taken = new Set([...used, ...listAt(written, ['questions']).map((one) => textAt(one, ['id']))])
  let n = 1
  while (taken.has(`q${n}`)) n++
  return { kind, id: `q${n}`, text: '', ...beginnings[kind] }
}

const firstTriggers: Record<string, Record<string, unknown>> = {
  event: { name: '' },
  url: { match: 'prefix', value: '' },
  dwell: { seconds: 30 },
  scroll: { percent: 75 },
  exposure: { flag: '', times: 1 },
}

const newTrigger = (on: string): Record<string, unknown> => ({ on, ...firstTriggers[on] })
