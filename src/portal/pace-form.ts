import { capitalised } from '../base/wording.ts'
import { cadenceName, type Policy, paceName, paces } from '../pacing/policy.ts'
import { cadenceWords, dayNames } from '../pacing/words.ts'
import type { Project } from '../projects/project.ts'

const cadenceLabels: Record<(typeof cadenceName.options)[number], string> = {
  any: 'At any time',
  daily: 'Every day that I ticked',
  weekly: 'Once a week',
  monthly: 'Once a month',
  quarterly: 'Once a quarter',
}

const soakFields = [
  { name: 'soakFix', field: 'soak.fix', label: 'Fixes', key: 'fix' },
  { name: 'soakFeature', field: 'soak.feature', label: 'New things', key: 'feature' },
  { name: 'soakBreaking', field: 'soak.breaking', label: 'Changes of habit', key: 'breaking' },
] as const

/** The fields for pace, day, time, zone and waiting, as a policy fills them; `here`: the policy in force. */
export function paceForm({ bounds }: Pick<Project, 'bounds'>, policy: Policy, here: Policy) {
  const { pace, window, soak, cadence, timeZone } = policy
  return {
    paces: paceName.options
      .filter((key) => bounds.paces.includes(key) || key === here.pace)
      .map((key) => ({ key, label: paces[key].label, chosen: key === pace })),
    days: dayNames.map((name, i) => ({ name, value: i + 1, chosen: window?.days.includes(i + 1) ?? false })),
    start: window?.start ?? '',
    usual: capitalised(cadenceWords({ pace, timeZone })),
    cadences: cadenceName.options.map((key) => ({ key, label: cadenceLabels[key], chosen: key === cadence })),
    soaks: soakFields.map(({ key, ...rest }) => ({
      ...rest,
      value: soak?.[key] ?? '',
      usual: pace === 'ask' ? '' : paces[pace].soak[key],
      most: bounds.soakDays,
    })),
    hasOwn: soak !== undefined || cadence !== undefined,
    zones: zonesWith(timeZone).map((name) => ({ name, chosen: name === timeZone })),
  }
}

/** UTC is not among the zones that some runtimes list. */
const zonesWith = (own: string) => [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort()
