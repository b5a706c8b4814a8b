import type { ActCounts } from '../pacing/act-counts.ts'
import type { PolicyGroup } from '../pacing/policy-key.ts'

/** What all who are known have chosen, as far as it concerns one flag. */
export type Chosen = ActCounts & { groups: readonly PolicyGroup[] }
