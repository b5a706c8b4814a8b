import { shortDayText } from '../base/day-words.ts'
import { capitalised, listText, pluralText } from '../base/wording.ts'
import { type Difference, things } from '../flags/effect.ts'
import { channelName } from '../flags/why-reader.ts'
import { paceNamed } from '../flags/why-words.ts'
import { defaultSecurityCapHours, type Hold, type Policy } from '../pacing/policy.ts'
import { cadenceWords, soakOf } from '../pacing/words.ts'
import type { Project } from '../projects/project.ts'

/** What differs between two policies, in the words of the buttons: "Beta and Calm". */
export function choiceNames(project: Project, of: Policy, other: Policy): string {
  const rhythm = (policy: Policy) => cadenceWords(policy)
  const soak = (policy: Policy) => JSON.stringify(soakOf(policy))
  const names = [
    ...(of.channel === other.channel ? [] : [channelName(project, of.channel)]),
    ...(of.pace === other.pace ? [] : [paceNamed(of.pace)]),
    ...(of.pace === other.pace && rhythm(of) !== rhythm(other) ? [`“${capitalised(rhythm(of))}”`] : []),
    ...(of.pace === other.pace && soak(of) !== soak(other) ? [`“${soakWords(of)}”`] : []),
    ...(of.timeZone === other.timeZone ? [] : [of.timeZone]),
  ]
  return listText(names)
}

/** "the default of Notewell": what the team has chosen for those who chose nothing. */
export const defaultName = ({ name }: Project) => `the default of ${name}`

/** What somebody chose, as far as it is not the default: "Beta and Calm". */
export const ownName = (project: Project, own: Policy, byDefault: Policy) =>
  choiceNames(project, own, byDefault) || 'your own choice'

/** "Fixes after 2, features after 7, breaking changes after 14 days". */
function soakWords(policy: Policy): string {
  const { fix, feature, breaking } = soakOf(policy)
  return `Fixes after ${fix}, features after ${feature}, breaking changes after ${pluralText(breaking, 'day', 'days')}`
}

/** What a hold would do: "Two things would come later; security repairs still come within 72 hours." */
export function holdSentence(
  found: readonly Difference[],
  { securityCapHours = defaultSecurityCapHours }: Policy,
): string {
  const later = found.filter(({ kind }) => kind === 'later').length
  const within = securityCapHours === 0 ? 'at once' : `within ${pluralText(securityCapHours, 'hour', 'hours')}`
  const effect = later ? `${capitalised(things(later))} would come later` : 'Nothing that is announced would come later'
  return `${effect}; security repairs still come ${within}.`
}

/** "Nothing new until Thu 24 Dec", "Nothing new from Mon 7 Dec until I say". */
export function holdName(
  { from, to }: Pick<Hold, 'from'> & { to?: number | undefined },
  timeZone: string,
  now: number,
) {
  const start = from > now + 60_000 ? ` from ${shortDayText(from, timeZone)}` : ''
  return `Nothing new${start} until ${to === undefined ? 'I say' : shortDayText(to, timeZone)}`
}

/** "Two things", "New editor and Photos": by name where there are few. */
export const namedThings = (titles: readonly string[]) =>
  titles.length > 3 ? capitalised(things(titles.length)) : listText(titles)
