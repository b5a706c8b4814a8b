import { z } from 'zod'
import { refusedForm } from '../base/typed-form.ts'
import { type ChoiceDraft, choiceDraft } from '../pacing/change-policy.ts'
import { type Policy, paceName } from '../pacing/policy.ts'

const short = z.string('Choose one').max(16, 'Write less')
const several = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat())

/** What the form on a subject's own page sends; day and time count where `start` is there, waiting where `cadence` is. */
export const choiceForm = z.object({
  channel: z.string('Choose a channel').max(64, 'There is no such channel'),
  pace: z.enum(paceName.options, 'There is no such pace'),
  timeZone: z.string('Choose one time zone').max(64, 'There is no such time zone').optional(),
  start: short.optional(),
  day: several.optional(),
  cadence: short.optional(),
  soakFix: short.optional(),
  soakFeature: short.optional(),
  soakBreaking: short.optional(),
})

export type ChoiceForm = z.infer<typeof choiceForm>

/** The same from an address, to look at before it is saved. */
const askedChoice = choiceForm.partial()

/** The choice that an address asks to be shown, the rest as it is; undefined where it asks for nothing. */
export function askedIn(query: Record<string, unknown>, { channel, pace }: Policy): ChoiceDraft | undefined {
  const asked = askedChoice.safeParse(query)
  if (!asked.success) throw refusedChoice(asked.error)
  if (Object.keys(asked.data).length === 0) return undefined
  return draftFrom({ ...asked.data, channel: asked.data.channel ?? channel, pace: asked.data.pace ?? pace })
}

/** The choice that a form describes; refuses a day without a time, and the like, with the field named. */
export function draftFrom(form: ChoiceForm): ChoiceDraft {
  const { channel, pace, timeZone, cadence } = form
  const draft = choiceDraft.safeParse({
    ...{ channel, pace, timeZone },
    ...(form.start !== undefined && { window: windowFrom(form.start, form.day ?? []) }),
    ...(cadence !== undefined && { cadence: cadence || null, soak: soakFrom(form) }),
  })
  if (!draft.success) throw refusedChoice(draft.error)
  return draft.data
}

function windowFrom(start: string, days: readonly string[]) {
  if (start === '' && days.length === 0) return null
  if (start === '') throw refusedForm([{ field: 'window.start', message: 'Choose a time of day' }])
  if (days.length === 0) throw refusedForm([{ field: 'window.days', message: 'Choose at least one day' }])
  return { days: days.map(Number), start }
}

function soakFrom({ soakFix = '', soakFeature = '', soakBreaking = '' }: ChoiceForm) {
  const given = Object.entries({ fix: soakFix, feature: soakFeature, breaking: soakBreaking })
    .map(([name, text]) => [name, text.trim()] as const)
    .filter(([, text]) => text !== '')
  const wrong = given.find(([, text]) => !/^\d{1,3}$/.test(text))
  if (wrong) throw refusedForm([{ field: `soak.${wrong[0]}`, message: 'Write a number of days, such as 7' }])
  return given.length ? Object.fromEntries(given.map(([name, text]) => [name, Number(text)])) : null
}

/** The fields as a form sends them, so that what was looked at can be saved as it is. */
export function formFieldsOf({
  channel,
  pace,
  timeZone,
  window,
  soak,
  cadence,
}: Policy): { name: string; value: string }[] {
  const days = (window?.days ?? []).map((day) => ({ name: 'day', value: String(day) }))
  const soakDays = (value: number | undefined) => (value === undefined ? '' : String(value))
  return [
    { name: 'channel', value: channel },
    { name: 'pace', value: pace },
    { name: 'timeZone', value: timeZone },
    ...days,
    { name: 'start', value: window?.start ?? '' },
    { name: 'cadence', value: cadence ?? '' },
    { name: 'soakFix', value: soakDays(soak?.fix) },
    { name: 'soakFeature', value: soakDays(soak?.feature) },
    { name: 'soakBreaking', value: soakDays(soak?.breaking) },
  ]
}

const refusedChoice = (error: z.ZodError) =>
  refusedForm(error.issues.map(({ path, message }) => ({ field: fieldAt(path), message })))

/** The third day that is named wrongly is no field of its own. */
const fieldAt = (path: readonly PropertyKey[]) => path.filter((part) => typeof part !== 'number').join('.')
