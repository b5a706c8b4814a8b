import type { FieldFault } from '../base/problem.ts'
import { refusedForm, type TypedForm } from '../base/typed-form.ts'
import { type ChangeDraft, changeDraft, type Flag } from './flag.ts'
import { percentFault, percentField, thousandthsOf } from './percent-field.ts'
import type { Reach } from './reach.ts'

type Percentages = { values: Record<string, number>; faults: FieldFault[] }

/** The percentages of a form's fields `<prefix>:<key>`, in thousandths of a percent; an empty field is 0. */
export function percentages(form: TypedForm, prefix: 'reach' | 'weight', field = prefix as string): Percentages {
  const values: Record<string, number> = {}
  const faults: FieldFault[] = []
  for (const [name, typed] of Object.entries(form)) {
    if (!name.startsWith(`${prefix}:`)) continue
    const key = name.slice(prefix.length + 1)
    const value = typed.trim() === '' ? 0 : thousandthsOf(typed)
    if (value === undefined) faults.push({ field: `${field}.${key}`, message: percentFault })
    else values[key] = value
  }
  return { values, faults }
}

/** The reach that a form asks for; throws with the fault of each field. */
export function reachFrom(form: TypedForm): Reach {
  const { values, faults } = percentages(form, 'reach')
  if (faults.length > 0) throw refusedForm(faults)
  return values
}

/** The change that a form describes; throws with the fault of each field. */
export function changeFrom(form: TypedForm): ChangeDraft {
  const reach = percentages(form, 'reach')
  const weights = percentages(form, 'weight', 'weights')
  const ofPercentages = [...reach.faults, ...weights.faults]
  const result = changeDraft.safeParse({
    ...(form.revision && { revision: Number(form.revision) }),
    class: form.class,
    urgent: form.urgent !== undefined,
    announced: form.announced === 'yes',
    ...(form.title?.trim() && { title: form.title }),
    ...(form.sentence?.trim() && { sentence: form.sentence }),
    weights: weights.values,
    reach: reach.values,
  })
  const ofShape = (result.error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }))
  // A sum over fields that cannot be read would only be a second fault about the same thing.
  const faults = [...ofPercentages, ...ofShape.filter(({ field }) => field !== 'weights' || !weights.faults.length)]
  if (!result.success || faults.length > 0) throw refusedForm(faults)
  return result.data
}

/** How the form for a change stands before anybody has typed: cautious in reach, weights as they are. */
export function changeFields(flag: Flag, ladder: readonly string[]): TypedForm {
  const last = flag.revisions.findLast(({ withdrawnAt }) => withdrawnAt === undefined)
  const first = flag.variants.find(({ key }) => key !== flag.off) ?? flag.variants[0]
  const weights = last?.weights ?? (first ? { [first.key]: 100_000 } : {})
  return {
    class: 'feature',
    announced: 'yes',
    title: last ? '' : flag.title,
    sentence: '',
    ...Object.fromEntries(flag.variants.map(({ key }) => [`weight:${key}`, percentField(weights[key] ?? 0)])),
    ...Object.fromEntries(ladder.map((channel, i) => [`reach:${channel}`, i === ladder.length - 1 ? '100' : '0'])),
  }
}
