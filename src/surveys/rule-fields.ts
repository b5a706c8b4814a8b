import type { EditorField, EditorPart, FieldMaker } from './editor-field.ts'
import type { Option } from './flag-options.ts'
import type { Question } from './question.ts'
import { quoted } from './question-words.ts'
import { rule } from './rule.ts'
import { choiceName, ruleWords } from './rule-words.ts'
import { choosable, scaleOf } from './scale.ts'
import { listAt, textAt, valueAt, type Written } from './written.ts'

/** One rule, by the sentence that it makes where it is whole. */
export type RuleFields = EditorPart & {
  sentence: string
  after: { name: string; value: string }
  fields: EditorField[]
}

export const ruleFields = (written: Written, questions: readonly Question[], make: FieldMaker): RuleFields[] =>
  listAt(written, ['rules']).map((one, at) => {
    const whole = rule.safeParse(one)
    const after = textAt(one, ['after'])
    const place = questions.findIndex(({ id }) => id === after)
    return {
      sentence: whole.success ? ruleWords(whole.data, questions) : 'This rule is not finished.',
      after: { name: `rules:${at}:after`, value: after },
      ...{ at, place: at + 1 },
      fields: ofRule(one, at, questions[place], questions.slice(place + 1), questions, make),
      faults: make.others(['rules', at]),
    }
  })

function ofRule(
  one: unknown,
  at: number,
  asked: Question | undefined,
  later: readonly Question[],
  all: readonly Question[],
  make: FieldMaker,
): EditorField[] {
  const scale = asked && scaleOf(asked)
  const choices = asked && asked.kind !== 'ranking' ? choosable(asked) : []
  const isAll = valueAt(one, ['if', 'all']) === true && textAt(one, ['if', 'is']) === 'chosen'
  const conditions: Option[] = [
    ['any', 'Whatever they said'],
    ['answered', 'It was answered'],
    ['skipped', 'It was skipped'],
    ...(scale ? [['between', 'The score lies between'] as const] : []),
    ...(choices.length > 0
      ? ([
          ['chosen', 'Any of these is chosen'],
          ['chosen-all', 'All of these are chosen'],
          ['not-chosen', 'None of these is chosen'],
        ] as const)
      : []),
  ]
  const is = make.select(['rules', at, 'if', 'is'], 'If', conditions)
  const options = is.options?.map((option) => ({
    ...option,
    isChosen: isAll ? option.value === 'chosen-all' : option.isChosen,
  }))
  return [
    { ...is, ...(options && { options }) },
    ...(scale
      ? [
          make.number(['rules', at, 'if', 'from'], 'From', { hint: `${scale.from} to ${scale.to}` }),
          make.number(['rules', at, 'if', 'to'], 'To', { hint: `${scale.from} to ${scale.to}` }),
        ]
      : []),
    ...(asked && choices.length > 0
      ? [
          make.checks(
            ['rules', at, 'if', 'choices'],
            'These',
            choices.map((id): Option => [id, choiceName(asked, id)]),
          ),
        ]
      : []),
    make.select(['rules', at, 'go'], 'Then', [
      ['end', 'Ask nothing more'],
      ...later.map(
        (question): Option => [question.id, `Go to question ${all.indexOf(question) + 1}: ${quoted(question.text)}`],
      ),
    ]),
  ]
}
