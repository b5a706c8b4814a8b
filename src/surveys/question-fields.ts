import type { EditorField, EditorPart, FieldMaker } from './editor-field.ts'
import { kindNames, kindOf } from './question-words.ts'
import { listAt, type Path, textAt, type Written } from './written.ts'

const orders = [
  ['fixed', 'As they stand here'],
  ['random', 'An order of their own for each person'],
  ['reversed', 'The other way round for half of the people'],
] as const

const looks = [
  ['number', 'Numbers'],
  ['star', 'Stars'],
  ['emoji', 'Faces, at most five'],
  ['thumb', 'Thumbs, two steps'],
] as const

const inputs = [
  ['text', 'Anything'],
  ['email', 'An e-mail address'],
  ['url', 'A web address'],
  ['number', 'A number'],
] as const

/** One question of the editor: what is always there, what stands side by side, and what is folded away. */
export type QuestionFields = EditorPart & {
  kind: string
  id: string
  isFirst: boolean
  isLast: boolean
  hidden: { name: string; value: string }[]
  main: EditorField[]
  pair: EditorField[]
  choices?: { label: EditorField; id: { name: string; value: string }; flags: EditorField[]; remove?: string }[]
  more: EditorField[]
  isOpen: boolean
}

/** The fields of every question, with one empty choice more than there are. */
export const questionFields = (written: Written, make: FieldMaker): QuestionFields[] =>
  listAt(written, ['questions']).map((question, at, all) => {
    const path = (...rest: (string | number)[]): Path => ['questions', at, ...rest]
    const kind = kindOf(textAt(question, ['kind'])) ?? 'statement'
    const isStatement = kind === 'statement'
    const more = [
      make.long(path('help'), 'A line of explanation', { hint: 'Stands below the question.', most: 500 }),
      ...(isStatement ? [] : [make.check(path('required'), 'Must be answered')]),
      ...ofKind(kind, path, make),
    ]
    const choices = choiceRows(kind, question, path, make)
    return {
      ...{
        kind: kindNames[kind],
        id: textAt(question, ['id']),
        at,
        place: at + 1,
        isFirst: at === 0,
        isLast: at === all.length - 1,
      },
      hidden: ['kind', 'id'].map((name) => ({ name: path(name).join(':'), value: textAt(question, [name]) })),
      main: [make.long(path('text'), isStatement ? 'What they read' : 'Question', { most: 300 })],
      pair: pairOf(kind, path, make),
      ...(choices && { choices }),
      more,
      isOpen: more.some(({ error }) => error !== undefined),
      faults: make.others(path()),
    }
  })

function pairOf(kind: keyof typeof kindNames, path: (name: string) => Path, make: FieldMaker): EditorField[] {
  const ends = (least: string, most: string) => [
    make.text(path('low'), `What ${least} means`, { most: 40 }),
    make.text(path('high'), `What ${most} means`, { most: 40 }),
  ]
  switch (kind) {
    case 'nps':
      return ends('0', '10')
    case 'csat':
      return ends('1', '5')
    case 'ces':
      return ends('1', '7')
    case 'rating':
      return [
        make.number(path('steps'), 'Steps', { hint: '2 to 10' }),
        make.select(path('look'), 'Shown as', looks),
        ...ends('the lowest', 'the highest'),
      ]
    case 'boolean':
      return [make.text(path('yes'), 'Word for yes', { most: 40 }), make.text(path('no'), 'Word for no', { most: 40 })]
    case 'statement':
      return [make.text(path('button'), 'Word on the button', { most: 40 })]
    default:
      return []
  }
}

function ofKind(kind: keyof typeof kindNames, path: (name: string) => Path, make: FieldMaker): EditorField[] {
  switch (kind) {
    case 'single':
      return [
        make.select(path('order'), 'Order of the choices', orders),
        make.check(path('other'), 'Also “something else”, in their own words'),
      ]
    case 'multiple':
      return [
        make.select(path('order'), 'Order of the choices', orders),
        make.number(path('min'), 'At least so many'),
        make.number(path('max'), 'At most so many'),
      ]
    case 'text':
      return [
        make.check(path('long'), 'Room for several lines'),
        make.select(path('input'), 'What it must be', inputs),
        make.number(path('min'), 'Fewest characters'),
        make.number(path('max'), 'Most characters', { hint: '2 000 unless said' }),
      ]
    default:
      return []
  }
}

const mostChoices = { single: 25, multiple: 25, ranking: 10 }

function choiceRows(
  kind: keyof typeof kindNames,
  question: unknown,
  path: (...rest: (string | number)[]) => Path,
  make: FieldMaker,
): QuestionFields['choices'] {
  if (kind !== 'single' && kind !== 'multiple' && kind !== 'ranking') return undefined
  const { length } = listAt(question, ['choices'])
  const rows = Math.min(mostChoices[kind], Math.max(2, length + 1))
  return Array.from({ length: rows }, (_, i) => {
    const at = (name: string) => path('choices', i, name)
    return {
      label: make.text(at('label'), `Choice ${i + 1}`, { most: 120 }),
      id: { name: at('id').join(':'), value: textAt(question, ['choices', i, 'id']) },
      flags: [
        ...(kind === 'ranking' ? [] : [make.check(at('pinned'), 'keeps its place')]),
        ...(kind === 'multiple' ? [make.check(at('exclusive'), 'goes with no other')] : []),
      ],
      ...(i < length && { remove: `remove-choice:${path().at(-1)}:${i}` }),
    }
  })
}
