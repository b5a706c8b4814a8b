import { arrivalTrace } from '../flags/arrival-trace.ts'
import { type Coming, comingTo, type Having, hadBy } from '../flags/coming.ts'
import { otherwiseOf } from '../flags/counterfactual.ts'
import { evaluate } from '../flags/evaluate.ts'
import type { Flag } from '../flags/flag.ts'
import { offerAt } from '../flags/preview.ts'
import { openHalt, openKill } from '../flags/publish.ts'
import { type Person, personAt } from '../flags/standing.ts'
import { readerOf } from '../flags/why-reader.ts'
import { toldTo, traceOf } from '../flags/why-trace.ts'
import { comingSentence, stepSentence } from '../flags/why-words.ts'
import type { Choices } from '../pacing/choices.ts'
import { keepAt, previewAt } from '../pacing/own-acts.ts'
import { ladderOf, type Project } from '../projects/project.ts'

/** Whom it is about, and which channels are open to them as they are. */
export type Seen = { project: Project; flags: readonly Flag[]; unit: string; open: readonly string[]; now: number }

/** An announced change on its way to somebody, with the reasons in words. */
export type ToldComing = Omit<Coming, 'why'> & {
  why: string
  reasons: string[]
  /** The team has paused it. */
  isPaused: boolean
  /** It waits for the person's own yes. */
  isAsked: boolean
  keptUntil?: number
}

/** An announced change that somebody has; `isForced`: the old one could not be kept. */
export type ToldHaving = Omit<Having, 'why'> & { why: string; reasons: string[]; isPulled: boolean; isForced: boolean }

/** Something to be switched on and off; `set`: by the subject, who otherwise leaves it to the team. */
type ToldPreview = { flag: string; title: string; sentence: string; on: boolean; set: boolean; offered: boolean }

export type Told = { at: number; having: ToldHaving[]; coming: ToldComing[]; previews: ToldPreview[] }

/** What somebody has and gets with these choices; one that begins in a moment counts from then. */
export function outlookOf({ project, flags, unit, now }: Seen, choices: Choices) {
  const at = takesEffectAt(choices, now)
  const asking = [flags, personAt(unit, choices, at), ladderOf(project), at] as const
  return { having: hadBy(...asking), coming: comingTo(...asking) }
}

/** The same with every reason in words, and what may be switched on and off. */
export function toldOutlook(seen: Seen, choices: Choices): Told {
  const { project, flags, unit, open } = seen
  const now = takesEffectAt(choices, seen.now)
  const person = personAt(unit, choices, now)
  const ladder = ladderOf(project)
  const reader = readerOf(project, person.policy, now)
  const names = new Map(project.channels.map(({ key, name }) => [key, name]))
  const { having, coming } = outlookOf({ ...seen, now }, choices)
  const asking = { ladder, open, paces: project.bounds.paces }
  return {
    at: now,
    having: having.map((one) => withReasons(one, flagIn(flags, one.flag))),
    coming: coming.map((one) => {
      const flag = flagIn(flags, one.flag)
      const keep = keepAt(person.own?.[flag.key], now)
      const halt = openHalt(flag, now)
      const isKept = one.why.step === 'step-back'
      const otherwise = isKept ? undefined : otherwiseOf(flag, one, person, asking, now)
      return {
        ...one,
        why: comingSentence(one.why, otherwise, names, reader),
        reasons: arrivalTrace(flag, one, person, ladder, reader),
        isPaused: halt !== undefined && halt.first <= one.revision,
        isAsked: one.why.step === 'ask' && one.at === null,
        ...(keep && { keptUntil: keep.to }),
      }
    }),
    previews: flags.flatMap((flag) => previewOf(flag, person, ladder, now)),
  }

  function withReasons(one: Having, flag: Flag): ToldHaving {
    const evaluation = evaluate(flag, person, ladder, now)
    const isPulled = evaluation.assignment === 'pulled'
    const why = isPulled ? ({ step: 'pull', outcome: 'decided' } as const) : one.why
    return {
      ...one,
      why: stepSentence(why, true, reader),
      reasons: traceOf(flag, toldTo(flag, evaluation), reader).map(({ title, text }) =>
        title === undefined ? text : `${title}: ${text}`,
      ),
      isPulled,
      isForced: flag.revisions
        .slice(one.revision - 1, evaluation.revision)
        .some((revision) => revision.urgent || revision.class === 'security'),
    }
  }
}

/** A choice counts from its own instant on, which may be a millisecond ahead. */
const takesEffectAt = ({ policy }: Choices, now: number) => Math.max(now, policy.since ?? now)

function flagIn(flags: readonly Flag[], key: string): Flag {
  const flag = flags.find((one) => one.key === key)
  if (!flag) throw new Error(`There is no flag ${key}`)
  return flag
}

function previewOf(flag: Flag, person: Person, ladder: readonly string[], now: number): ToldPreview[] {
  const offer = offerAt(flag, now)
  const set = previewAt(person.own?.[flag.key], now)
  const shown = offer ?? (set === false ? flag.offers?.at(-1) : undefined)
  if (!shown || openKill(flag, now)) return []
  const { variant } = evaluate(flag, person, ladder, now)
  const { title, sentence } = shown
  return [
    {
      ...{ flag: flag.key, title, sentence },
      on: variant === shown.variant,
      set: set === false || (set === true && offer !== undefined),
      offered: offer !== undefined,
    },
  ]
}
