import { z } from 'zod'
import { timeZone } from '../base/time-zone.ts'
import { type PaceName, paceName } from '../projects/pace.ts'

export const changeClass = z.enum(['security', 'fix', 'feature', 'breaking'])
export type ChangeClass = z.infer<typeof changeClass>

export { type PaceName, paceName }

export const cadenceName = z.enum(['any', 'daily', 'weekly', 'monthly', 'quarterly'])
export type Cadence = z.infer<typeof cadenceName>

/** Days of 24 hours for which a change must have been out for others; security changes do not soak. */
export type Soak = Record<Exclude<ChangeClass, 'security'>, number>

/** What each pace means, from the soonest on. */
export const paces: Record<PaceName, { label: string; soak: Soak; cadence: Cadence | 'never' }> = {
  first: { label: 'As soon as it is out', soak: { fix: 0, feature: 0, breaking: 0 }, cadence: 'any' },
  early: { label: 'Early', soak: { fix: 1, feature: 2, breaking: 7 }, cadence: 'any' },
  steady: { label: 'Steady', soak: { fix: 2, feature: 7, breaking: 14 }, cadence: 'daily' },
  calm: { label: 'Calm', soak: { fix: 5, feature: 14, breaking: 30 }, cadence: 'weekly' },
  seasonal: { label: 'A few times a year', soak: { fix: 7, feature: 30, breaking: 60 }, cadence: 'quarterly' },
  ask: { label: 'Ask me', soak: { fix: 0, feature: 0, breaking: 0 }, cadence: 'never' },
}

export const defaultSecurityCapHours = 72

const instant = z.int()
const soakDays = z.int().min(0).max(366)

const window = z.strictObject({
  days: z
    .array(z.int().min(1, 'a day is 1 (Monday) to 7 (Sunday)').max(7, 'a day is 1 (Monday) to 7 (Sunday)'))
    .min(1, 'name at least one day')
    .refine((days) => new Set(days).size === days.length, { error: 'a day is named twice' }),
  start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 09:30'),
})

const hold = z
  .strictObject({ from: instant, to: instant.optional(), note: z.string().max(120).optional() })
  .refine(({ from, to }) => to === undefined || to > from, { path: ['to'], error: 'a hold ends after it starts' })

export type Hold = z.infer<typeof hold>

/** What a user may choose; instants are integer milliseconds since the epoch, `soak` is in days. */
export const policyChoice = z
  .strictObject({
    channel: z.string().min(1).max(64),
    pace: paceName,
    soak: z
      .strictObject({ fix: soakDays.optional(), feature: soakDays.optional(), breaking: soakDays.optional() })
      .optional(),
    cadence: cadenceName.optional(),
    window: window.optional(),
    timeZone,
    holds: z.array(hold).max(400).optional(),
    securityCapHours: z.int().min(0).max(8760).optional(),
    since: instant.optional(),
  })
  .check(({ value, issues }) => {
    if (value.pace !== 'ask') return
    for (const field of ['soak', 'cadence'] as const) {
      if (value[field] === undefined) continue
      const message = 'cannot be set together with the pace "ask"'
      issues.push({ code: 'custom', input: value[field], path: [field], message })
    }
  })
export type Policy = z.infer<typeof policyChoice>

/** A policy as the clock reads it: the channel decides the timeline, not the pace. */
export type PacePolicy = Omit<Policy, 'channel'> & { channel?: string | undefined }

/** A policy that was in force until this instant; `byDefault`: it was the project's, and not chosen. */
export type Mark = { policy: Policy; until: number; byDefault?: true }
