import type { Flag, Revision } from '../flags/flag.ts'
import { isSplit } from '../flags/given-by.ts'
import { everybody } from '../flags/reach.ts'

/** A flag as it is for somebody whom every draw includes: what reaches some of a channel reaches all of it. */
export const withoutChance = (flag: Flag): Flag => ({
  ...flag,
  revisions: flag.revisions.map((revision) => ({
    ...revision,
    weights: withoutOff(flag, revision),
    steps: revision.steps.map(({ at, reach }) => ({ at, reach: mapped(reach, (part) => (part > 0 ? everybody : 0)) })),
  })),
})

/** Of several variants that chance decides between, it deals none that changes nothing. */
function withoutOff({ off }: Flag, revision: Revision): Revision['weights'] {
  if (!isSplit(revision)) return revision.weights
  const first = Object.keys(revision.weights).find((key) => key !== off && (revision.weights[key] ?? 0) > 0)
  return first === undefined ? revision.weights : { [first]: everybody }
}

const mapped = (numbers: Record<string, number>, to: (number: number) => number) =>
  Object.fromEntries(Object.entries(numbers).map(([key, number]) => [key, to(number)]))
