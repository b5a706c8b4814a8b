import type { Flag } from '../flags/flag.ts'
import type { EditorField, EditorPart, FieldMaker } from './editor-field.ts'
import { type Around, flagOptions, variantOptions } from './flag-options.ts'
import { triggerNames } from './trigger-words.ts'
import { listAt, type Path, textAt, type Written } from './written.ts'

/** One moment in which the survey may be asked. */
export type TriggerFields = EditorPart & {
  name: string
  on: { name: string; value: string }
  fields: EditorField[]
  /** What it happens with, each three fields beside one another; one more than there are. */
  where: EditorField[][]
}

const matches = [
  ['prefix', 'begins with'],
  ['exact', 'is exactly'],
  ['glob', 'is like, with * and **'],
] as const

const comparisons = [
  ['equals', 'is'],
  ['not', 'is not'],
  ['contains', 'contains'],
  ['more', 'is more than'],
  ['less', 'is less than'],
] as const

export const triggerFields = (written: Written, { flags }: Around, make: FieldMaker): TriggerFields[] =>
  listAt(written, ['triggers']).map((trigger, at) => {
    const on = textAt(trigger, ['on'])
    const path = (...rest: (string | number)[]): Path => ['triggers', at, ...rest]
    return {
      name: Object.hasOwn(triggerNames, on) ? triggerNames[on as keyof typeof triggerNames] : on,
      on: { name: path('on').join(':'), value: on },
      ...{ at, place: at + 1, fields: ofTrigger(on, trigger, path, flags, make) },
      where: on === 'event' ? whereFields(trigger, path, make) : [],
      faults: make.others(path()),
    }
  })

const mostConditions = 5

const whereFields = (trigger: unknown, path: (...rest: (string | number)[]) => Path, make: FieldMaker) =>
  Array.from({ length: Math.min(mostConditions, listAt(trigger, ['where']).length + 1) }, (_, i) => [
    make.text(path('where', i, 'property'), i === 0 ? 'Only if this property' : `And if this property (${i + 1})`),
    make.select(path('where', i, 'is'), `Compared (${i + 1})`, comparisons),
    make.text(path('where', i, 'value'), `With this (${i + 1})`),
  ])

function ofTrigger(
  on: string,
  trigger: unknown,
  path: (...rest: (string | number)[]) => Path,
  flags: readonly Flag[],
  make: FieldMaker,
): EditorField[] {
  switch (on) {
    case 'exposure': {
      const variants = variantOptions(flags, textAt(trigger, ['flag']))
      return [
        make.select(path('flag'), 'Flag', flagOptions(flags, 'Choose a flag')),
        ...(variants.length > 0
          ? [make.checks(path('variants'), 'Which variants', variants, { hint: 'None ticked: any of them.' })]
          : []),
        make.number(path('times'), 'In how many visits', { hint: '1 to 50', usual: 1 }),
      ]
    }
    case 'event':
      return [
        make.text(path('name'), 'Name of the event', {
          hint: 'As your product sends it, such as export.done.',
          most: 64,
        }),
      ]
    case 'url':
      return [
        make.select(path('match'), 'The address', matches),
        make.text(path('value'), 'This', { hint: 'Such as https://app.example.org/export', most: 500 }),
      ]
    case 'dwell':
      return [make.number(path('seconds'), 'Seconds', { hint: '1 to 3 600; only while they look at it' })]
    case 'scroll':
      return [make.number(path('percent'), 'Percent of the page', { hint: '1 to 100' })]
    case 'preview-off':
    case 'arrival':
      return [make.select(path('flag'), 'Flag', flagOptions(flags, 'Any'))]
    default:
      return []
  }
}
