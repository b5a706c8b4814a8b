import type { Flag } from './flag.ts'
import { lastInstant } from './publish.ts'
import { stepAsItWas } from './reach.ts'

type Span = { from: number; to?: number | undefined }

/** A flag as it was at an instant (ms): what the team did later has not happened. */
export function asItWas(flag: Flag, at: number): Flag {
  if (lastInstant(flag) <= at) return flag
  const spans = <One extends Span>(all: readonly One[]): One[] =>
    all
      .filter(({ from }) => from <= at)
      .map(({ to, ...span }) => ({ ...span, ...(to != null && to <= at && { to }) }) as One)
  return {
    ...flag,
    revisions: flag.revisions
      .filter((revision) => revision.at <= at)
      .map(({ withdrawnAt, ...revision }) => ({
        ...revision,
        steps: revision.steps.filter((step) => step.at <= at).map((step) => stepAsItWas(step, at)),
        ...(withdrawnAt !== undefined && withdrawnAt <= at && { withdrawnAt }),
      })),
    halts: spans(flag.halts),
    kills: spans(flag.kills),
    ...(flag.offers && { offers: spans(flag.offers) }),
  }
}

/** The instants (ms) of everything that the team did with a flag, in no order. */
export function actsOf({ revisions, halts, kills, offers = [] }: Flag): number[] {
  const published = revisions.flatMap(({ steps, withdrawnAt }) => [...steps.map(({ at }) => at), withdrawnAt])
  const spans = [...halts, ...kills, ...offers].flatMap(({ from, to }) => [from, to])
  return [...published, ...spans].filter((at) => at !== undefined)
}
