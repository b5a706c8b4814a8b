import { listText, pluralText } from '../base/wording.ts'
import { defaultSecurityCapHours, type PacePolicy, paces, type Soak } from './policy.ts'
import { cadenceOf, windowOf } from './slots.ts'

export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** When changes may arrive: "Tuesdays, 10:00"; times are in the policy's own zone. */
export function cadenceWords(policy: PacePolicy): string {
  const cadence = cadenceOf(policy)
  if (cadence === 'never') return 'never by itself'
  if (cadence === 'any') return 'at any time'
  const { days, start } = windowOf(policy)
  const names = [...days].sort((a, b) => a - b).map((day) => dayNames[day - 1] ?? '')
  // A slower cadence takes the first of the days.
  const first = names[0] ?? ''
  if (cadence === 'weekly') return `${first}s, ${start}`
  if (cadence === 'monthly') return `the first ${first} of each month, ${start}`
  if (cadence === 'quarterly') return `the first ${first} of each quarter, ${start}`
  return names.length === 7 ? `every day, ${start}` : `${listText(names.map((name) => `${name}s`))}, ${start}`
}

/** What a policy means, in one sentence for the person who chose it. */
export function paceSentence(policy: PacePolicy, channelName: string): string {
  if (policy.pace === 'ask') {
    const hours = policy.securityCapHours ?? defaultSecurityCapHours
    const within = hours === 0 ? 'at once' : `within ${pluralText(hours, 'hour', 'hours')}`
    return `Nothing from ${channelName} reaches you until you take it, but for urgent changes and, ${within}, security fixes.`
  }
  const soak = soakOf(policy)
  const when = cadenceOf(policy) === 'any' ? '' : `, ${cadenceWords(policy)}`
  if (soak.fix + soak.feature + soak.breaking === 0)
    return `You get what is on ${channelName} as soon as it is out${when}.`
  return `You get what has proved itself on ${channelName}, ${soakWords(soak)} after others there${when}.`
}

/** For how long each class of change must have been out for others, in days: one’s own before the pace’s. */
export function soakOf({ pace, soak = {} }: PacePolicy): Soak {
  const usual = paces[pace].soak
  return {
    fix: soak.fix ?? usual.fix,
    feature: soak.feature ?? usual.feature,
    breaking: soak.breaking ?? usual.breaking,
  }
}

function soakWords({ fix, feature, breaking }: Soak): string {
  if (fix === feature && feature === breaking) return pluralText(fix, 'day', 'days')
  return `fixes ${pluralText(fix, 'day', 'days')}, features ${pluralText(feature, 'day', 'days')} and breaking changes ${pluralText(breaking, 'day', 'days')}`
}
