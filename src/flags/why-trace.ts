import type { Evaluation } from './evaluate.ts'
import type { Flag } from './flag.ts'
import type { WhyStep } from './why.ts'
import { stepSentence, type WhyReader, whySentence } from './why-words.ts'

/** One line of a trace; `title`: what users call the change that it is about, where it is not the one they have. */
export type TraceLine = { revision: number | undefined; title: string | undefined; text: string }

type Evaluated = Pick<Evaluation, 'why' | 'revision'>

/** Every rule that decided, in the order in which they were asked. */
export function traceOf(flag: Flag, { why, revision }: Evaluated, reader: WhyReader): TraceLine[] {
  return why
    .filter(({ outcome }) => outcome === 'decided')
    .map((step) => ({
      revision: step.revision,
      title: step.revision === revision ? undefined : flag.revisions[(step.revision ?? 0) - 1]?.title,
      text: stepSentence(step, step.revision !== undefined && step.revision === revision, reader),
    }))
}

/** What of an evaluation its subject may be told: a quiet change is as if it did not exist before it is theirs. */
export function toldTo(flag: Flag, { why, revision }: Evaluated): Evaluated {
  const isTold = ({ revision: about = 0 }: WhyStep) =>
    about <= revision || flag.revisions[about - 1]?.announced === true
  return { why: why.filter(isTold), revision }
}

/** The sentence that a subject is told of what they have; undefined where all that could be said is not for them. */
export function whyTold(flag: Flag, evaluated: Evaluated, reader: WhyReader): string | undefined {
  const told = toldTo(flag, evaluated)
  return whySentence(told.why, told.revision, reader) || undefined
}
