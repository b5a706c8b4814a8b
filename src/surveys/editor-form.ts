import { digestOf } from '../base/digest.ts'
import { keyFrom } from '../projects/key-from.ts'
import { type FormReader, formReader, type TypedFields, withoutEmpty } from './form-reader.ts'
import { kindOf } from './question-words.ts'
import { otherChoice } from './scale.ts'
import { valueAt, type Written } from './written.ts'

/** What a member typed about a survey, however unfinished; the translations, which have a page of their own, stay. */
export function writtenFrom(form: TypedFields, before: Written): Record<string, unknown> {
  const fields = formReader(form)
  return withoutEmpty({
    name: fields.text('name'),
    language: fields.text('language'),
    translations: valueAt(before, ['translations']),
    thanks: fields.text('thanks'),
    questions: fields.rows('questions').map(questionFrom),
    rules: fields.rows('rules').map(ruleFrom),
    triggers: fields.rows('triggers').map(triggerFrom),
    place: fields.text('place'),
    slot: fields.text('place') === 'inline' ? fields.text('slot') : undefined,
    delay: fields.number('delay'),
    audience: audienceFrom(fields.in('audience')),
    sampling: fields.number('sampling'),
    quota: quotaFrom(fields.in('quota')),
    frequency: withoutEmpty({
      mode: fields.text('frequency:mode'),
      times: fields.number('frequency:times'),
      everyDays: fields.number('frequency:everyDays'),
      anyDays: fields.number('frequency:anyDays'),
    }),
    priority: fields.number('priority'),
    opensAt: instantFrom(fields.text('opensAt')),
    closesAt: instantFrom(fields.text('closesAt')),
  })
}

function questionFrom(fields: FormReader): Record<string, unknown> {
  const kind = kindOf(fields.text('kind'))
  const common = {
    ...{ kind, id: fields.text('id'), text: fields.text('text') ?? '', help: fields.text('help') },
    required: fields.yes('required'),
  }
  const ends = { low: fields.text('low') ?? '', high: fields.text('high') ?? '' }
  switch (kind) {
    case 'nps':
    case 'csat':
    case 'ces':
      return withoutEmpty({ ...common, ...ends })
    case 'rating':
      return withoutEmpty({ ...common, ...ends, steps: fields.number('steps'), look: fields.text('look') })
    case 'single':
      return withoutEmpty({ ...common, ...choicesFrom(fields), other: fields.yes('other') })
    case 'multiple':
      return withoutEmpty({ ...common, ...choicesFrom(fields), min: fields.number('min'), max: fields.number('max') })
    case 'ranking':
      return withoutEmpty({ ...common, choices: choicesFrom(fields).choices })
    case 'text':
      return withoutEmpty({
        ...{ ...common, input: fields.text('input'), long: fields.yes('long') },
        ...{ min: fields.number('min'), max: fields.number('max') },
      })
    case 'boolean':
      return withoutEmpty({ ...common, yes: fields.text('yes') ?? '', no: fields.text('no') ?? '' })
    default:
      return withoutEmpty({ ...common, button: fields.text('button') ?? '' })
  }
}

/** Rows that were left empty are no choices; a new one gets an id made of its label, which no other has. */
function choicesFrom(fields: FormReader) {
  const rows = fields.rows('choices').filter((row) => row.text('label') !== undefined)
  const taken = new Set([otherChoice, ...rows.flatMap((row) => row.text('id') ?? [])])
  const choices = rows.map((row) => {
    const label = row.text('label') ?? ''
    const id = row.text('id') ?? freeId(idFrom(label), taken)
    taken.add(id)
    return withoutEmpty({ id, label, exclusive: row.yes('exclusive'), pinned: row.yes('pinned') })
  })
  return { choices, order: fields.text('order') }
}

/** Of letters that no id can hold it is a digest: an id must not come to stand for another choice later. */
const idFrom = (label: string) => keyFrom(label, 26) || `c${digestOf(label).slice(0, 8).toLowerCase()}`

/** An id like this one that is not taken. */
function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted
  for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`
  return id
}

function ruleFrom(fields: FormReader): Record<string, unknown> {
  const is = fields.text('if:is')
  const choices = fields.all('if:choices')
  const condition = {
    ...(is === 'between' && { is, from: fields.number('if:from'), to: fields.number('if:to') }),
    ...(is === 'chosen' && { is, choices }),
    ...(is === 'chosen-all' && { is: 'chosen', choices, all: true }),
    ...(is === 'not-chosen' && { is, choices }),
  }
  return withoutEmpty({
    after: fields.text('after'),
    if: 'is' in condition ? withoutEmpty(condition) : { is },
    go: fields.text('go'),
  })
}

function triggerFrom(fields: FormReader): Record<string, unknown> {
  const on = fields.text('on')
  const where = fields
    .rows('where')
    .filter((row) => row.text('property') !== undefined)
    .map((row) => ({ property: row.text('property'), is: row.text('is'), value: propertyFrom(row.text('value')) }))
  const flag = fields.text('flag')
  const variants = fields.all('variants')
  switch (on) {
    case 'event':
      return withoutEmpty({ on, name: fields.text('name') ?? '', where: where.length > 0 ? where : undefined })
    case 'url':
      return withoutEmpty({ on, match: fields.text('match'), value: fields.text('value') ?? '' })
    case 'dwell':
      return withoutEmpty({ on, seconds: fields.number('seconds') })
    case 'scroll':
      return withoutEmpty({ on, percent: fields.number('percent') })
    case 'exposure':
      return withoutEmpty({ on, flag: flag ?? '', variants: someOf(variants), times: fields.number('times') })
    case 'preview-off':
    case 'arrival':
      return withoutEmpty({ on, flag })
    default:
      return { on }
  }
}

/** Numbers, `true` and `false` as what they are, for a page sends them so. */
function propertyFrom(typed: string | undefined): string | number | boolean {
  if (typed === 'true' || typed === 'false') return typed === 'true'
  return typed !== undefined && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(typed) ? Number(typed) : (typed ?? '')
}

const someOf = (all: string[]) => (all.length > 0 ? all : undefined)

function audienceFrom(fields: FormReader): Record<string, unknown> {
  const flags = fields
    .rows('flags')
    .filter((row) => row.text('flag') !== undefined)
    .map((row) => withoutEmpty({ flag: row.text('flag'), variants: someOf(row.all('variants')) }))
  return withoutEmpty({
    channels: someOf(fields.all('channels')),
    paces: someOf(fields.all('paces')),
    flags: flags.length > 0 ? flags : undefined,
  })
}

function quotaFrom(fields: FormReader): Record<string, unknown> {
  const flag = fields.text('perVariant:flag')
  return withoutEmpty({
    total: fields.number('total'),
    perVariant: flag === undefined ? undefined : withoutEmpty({ flag, each: fields.number('perVariant:each') }),
  })
}

/** A moment as a browser's field has it, in UTC; what is none stays as it was typed. */
function instantFrom(typed: string | undefined): number | string | undefined {
  const at = typed === undefined ? Number.NaN : Date.parse(`${typed}Z`)
  return Number.isNaN(at) ? typed : at
}
