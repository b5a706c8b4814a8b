import { z } from 'zod'
import type { FieldFault } from '../base/problem.ts'
import { timeZone } from '../base/time-zone.ts'
import { paceName } from './pace.ts'

const days = (least: number) =>
  z.int('Write a whole number').min(least, `At least ${least}`).max(366, 'At most 366 days')
const hours = z.int('Write a whole number').min(0, 'At least 0').max(168, 'At most 168 hours')

/** How far the people of a project may go in what they choose. */
export const bounds = z
  .strictObject({
    soakDays: days(0).describe('The longest time for which a change must have been out for others'),
    holdDays: days(1).describe('The longest hold'),
    keepDays: days(0).describe('How long the old one of a change may be kept'),
    securityCapHours: z
      .strictObject({ least: hours, most: hours })
      .describe('How long a security change may wait at most'),
    paces: z
      .array(paceName)
      .min(1, 'Offer at least one pace')
      .refine((paces) => new Set(paces).size === paces.length, 'A pace is named twice'),
  })
  .refine(({ securityCapHours: { least, most } }) => least <= most, {
    path: ['securityCapHours', 'most'],
    error: 'Must not be less than the shortest',
  })

export type Bounds = z.infer<typeof bounds>

/** The policy of those who never chose. */
export const projectDefault = z.strictObject({ channel: z.string().min(1).max(64), pace: paceName, timeZone })

/** What holds for the people of a project: bounds, and what they have without a choice. */
export type Rules = { bounds: Bounds; default: z.infer<typeof projectDefault> }

export const defaultBounds: Bounds = {
  soakDays: 90,
  holdDays: 90,
  keepDays: 30,
  securityCapHours: { least: 0, most: 168 },
  paces: [...paceName.options],
}

/** Why a default cannot stand beside its bounds and channels. */
export function defaultFaults(
  { bounds, default: { channel, pace } }: Rules,
  channels: readonly { key: string; name: string; entry: string }[],
): FieldFault[] {
  const named = channels.find(({ key }) => key === channel)
  return [
    ...(named ? [] : [{ field: 'default.channel', message: 'There is no such channel' }]),
    ...(named && named.entry !== 'open'
      ? [{ field: 'default.channel', message: `${named.name} is not open to everybody` }]
      : []),
    ...(bounds.paces.includes(pace) ? [] : [{ field: 'default.pace', message: 'This pace is not offered' }]),
  ]
}
