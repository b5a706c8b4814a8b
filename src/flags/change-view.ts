import type { TypedForm } from '../base/typed-form.ts'
import { percentText } from '../base/wording.ts'
import { changeClass } from '../pacing/policy.ts'
import type { Channel } from '../projects/channel.ts'
import { percentages } from './change-form.ts'
import type { Chosen } from './chosen.ts'
import { classWords } from './class-words.ts'
import type { Flag } from './flag.ts'
import { asOf, variantName } from './flag-words.ts'
import { draftOutlook, draftReach } from './forecast-view.ts'
import { draftSentence, fridayAfter } from './forecast-words.ts'
import { openKill } from './publish.ts'
import { openTo, reachIn } from './reach-words.ts'

/** What the page for publishing a change shows: its fields as they stand, and what they would do. */
export function changeView(flag: Flag, channels: readonly Channel[], chosen: Chosen, fields: TypedForm, now: number) {
  const reach = percentages(fields, 'reach')
  const weights = percentages(fields, 'weight')
  const sum = Object.values(weights.values).reduce((total, weight) => total + weight, 0)
  const off = variantName(flag, flag.off)
  return {
    flag,
    number: flag.revisions.length + 1,
    classes: classWords.map((one) => ({ ...one, chosen: one.key === fields.class })),
    isAnnounced: fields.announced === 'yes',
    isOperational: flag.kind === 'operational',
    isUrgent: fields.urgent !== undefined,
    values: fields,
    channels: channels
      .map(({ key, name }, index) => ({
        index,
        name,
        label: `Reach on ${name} in percent`,
        ...fieldOf('reach', key, fields),
      }))
      .reverse(),
    weights: flag.variants.map(({ key, name }) => ({
      name,
      isOff: key === flag.off,
      label: `Share of ${name} in percent`,
      ...fieldOf('weight', key, fields),
    })),
    effect: {
      unread: reach.faults.length + weights.faults.length > 0,
      open: `Opens to ${openTo(reachIn([{ at: 0, reach: reach.values }], channels, 0))}.`,
      sum:
        sum === 100_000
          ? undefined
          : `The weights sum to ${percentText(sum)}; they must sum to ${percentText(100_000)}.`,
      people: reach.faults.length > 0 ? undefined : peopleWords(),
      pace: paceWords(fields, flag.kind === 'operational'),
      kill:
        openKill(flag, asOf(flag, now)) && `The kill switch is on: everybody gets ${off} until you switch it on again.`,
    },
  }

  /** Its reach in people, whatever else of the form is still to be filled in. */
  function peopleWords(): string | undefined {
    const kind = changeClass.safeParse(fields.class)
    const isKnown = Object.keys(reach.values).every((key) => channels.some((channel) => channel.key === key))
    if (!kind.success || !isKnown || chosen.groups.length + chosen.ones.length === 0 || openKill(flag, asOf(flag, now)))
      return undefined
    const urgent = fields.urgent !== undefined
    const draft = { class: kind.data, urgent, announced: false, weights: {}, reach: reach.values }
    const drafted = draftOutlook(flag, draft, channels, chosen, asOf(flag, now))
    return draftSentence(draftReach(drafted), fridayAfter(now).name, drafted.outlook.now)
  }
}

const faultNames = { reach: 'reach', weight: 'weights' }

const fieldOf = (prefix: 'reach' | 'weight', key: string, fields: TypedForm) => ({
  field: `${prefix}:${key}`,
  fault: `${faultNames[prefix]}.${key}`,
  value: fields[`${prefix}:${key}`] ?? '0',
})

function paceWords(fields: TypedForm, operational: boolean): string {
  if (operational) return 'This flag is operational: whoever is let in gets it at once, whatever their pace.'
  if (fields.urgent !== undefined)
    return 'Urgent: whoever is let in gets it at once, through their pace, their holds and any halt.'
  if (fields.class === 'security')
    return 'Security: whoever is let in gets it at their next slot or within their own limit of hours.'
  return 'Everybody who is let in gets it at their own pace.'
}
