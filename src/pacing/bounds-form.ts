import { z } from 'zod'
import { invalidShape } from '../base/problem.ts'
import { type TypedForm, wholeNumber } from '../base/typed-form.ts'
import { bounds, projectDefault, type Rules } from '../projects/bounds.ts'
import { paceName } from './policy.ts'

const rules = z.strictObject({ bounds, default: projectDefault })

/** Bounds and default as a form has them. */
export function boundsFields({ bounds, default: byDefault }: Rules, version: number): TypedForm {
  const { soakDays, holdDays, keepDays, securityCapHours, paces } = bounds
  return {
    version: String(version),
    soakDays: String(soakDays),
    holdDays: String(holdDays),
    keepDays: String(keepDays),
    capLeast: String(securityCapHours.least),
    capMost: String(securityCapHours.most),
    ...Object.fromEntries(paces.map((pace) => [`pace:${pace}`, 'yes'])),
    ...byDefault,
  }
}

/** What a form asks for; refused with the fault of each field. */
export function boundsFrom(form: TypedForm): Rules {
  const number = (field: string) => wholeNumber(form[field] ?? '')
  const read = rules.safeParse({
    bounds: {
      soakDays: number('soakDays'),
      holdDays: number('holdDays'),
      keepDays: number('keepDays'),
      securityCapHours: { least: number('capLeast'), most: number('capMost') },
      paces: paceName.options.filter((pace) => form[`pace:${pace}`] !== undefined),
    },
    default: { channel: form.channel, pace: form.pace, timeZone: form.timeZone },
  })
  if (!read.success) throw invalidShape(read.error)
  return read.data
}
