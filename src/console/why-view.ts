import type { Assignment } from '../flags/assignment.ts'
import { evaluate } from '../flags/evaluate.ts'
import type { Flag } from '../flags/flag.ts'
import { variantName } from '../flags/flag-words.ts'
import type { Person } from '../flags/standing.ts'
import { readerOf } from '../flags/why-reader.ts'
import { traceOf, whyTold } from '../flags/why-trace.ts'
import { paceNamed } from '../flags/why-words.ts'
import { ladderOf, type Project } from '../projects/project.ts'

/** What the team sees of one person and one flag: the sentence that the person is told, and every rule that decided. */
export function whyView(project: Project, flag: Flag, person: Person, name: string | undefined, now: number) {
  const evaluation = evaluate(flag, person, ladderOf(project), now)
  const reader = readerOf(project, person.policy, now)
  const who = name ?? 'This person'
  return {
    title: `Why · ${flag.title}`,
    flag,
    who,
    headline: `${who} has ${variantName(flag, evaluation.variant)}.`,
    told: whyTold(flag, evaluation, reader),
    trace: traceOf(flag, evaluation, reader),
    channel: {
      index: Math.max(0, ladderOf(project).indexOf(person.policy.channel)),
      name: reader.channel,
    },
    pace: paceNamed(person.policy.pace),
    given: givenWords[evaluation.assignment],
    ...{ revision: evaluation.revision, timeZone: person.policy.timeZone },
  }
}

const givenWords: Record<Assignment, string> = {
  random: 'by a fair draw',
  waiting: 'still waiting',
  channel: 'through the channel',
  targeted: 'targeted',
  preview: 'as a preview',
  pulled: 'got it early',
  kept: 'kept',
  forced: 'by the kill switch',
}
