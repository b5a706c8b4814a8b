import { dayText } from '../base/day-words.ts'
import { channelName } from '../flags/why-reader.ts'
import { paceNamed } from '../flags/why-words.ts'
import type { Choices } from '../pacing/choices.ts'
import type { Policy } from '../pacing/policy.ts'
import type { Project } from '../projects/project.ts'

/**
 * What somebody had chosen, the newest first: each in words, with the day from which it held. `sentence`: all of it in
 * short; left out where nothing was ever chosen.
 */
export function historyView(project: Project, { policy, marks, chosen }: Choices, now: number) {
  const past = marks.map((mark) => ({ name: nameOf(mark.policy, mark.byDefault), until: mark.until }))
  const all = [...past, { name: nameOf(policy, !chosen), until: undefined }]
  // What differs in day and time alone is the same in these words.
  const spans = all.filter((one, i) => one.name !== all[i + 1]?.name)
  const lines = spans.map(({ name }, i) => {
    const from = spans[i - 1]?.until
    return { name, ...(from !== undefined && { from, since: dayText(from, policy.timeZone, now) }) }
  })
  const [newest, ...older] = lines.reverse()
  const [before] = older
  return { sentence: sentence(), older }

  function sentence(): string | undefined {
    if (!newest || (!chosen && marks.every(({ byDefault }) => byDefault))) return undefined
    const since = newest.since === undefined ? '' : ` since ${newest.since}`
    return `${newest.name}${since}${before ? `; before that ${before.name}` : ''}.`
  }

  function nameOf({ pace, channel }: Policy, byDefault: boolean | undefined): string {
    return `${paceNamed(pace)} on ${channelName(project, channel)}${byDefault ? ' (the default)' : ''}`
  }
}
