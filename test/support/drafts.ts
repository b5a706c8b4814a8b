import type { ChangeDraft, FlagDraft } from '../../src/flags/flag.ts'

export const by = { name: 'Ada' }

/** A boolean flag `on`/`off`, off unless said otherwise. */
export const switchDraft = (more: Partial<FlagDraft> = {}): FlagDraft => ({
  title: 'New editor',
  description: '',
  kind: 'paced',
  type: 'boolean',
  variants: [
    { key: 'off', name: 'Old editor', value: false },
    { key: 'on', name: 'New editor', value: true },
  ],
  off: 'off',
  ...more,
})

/** A feature that gives everybody on canary, 20 % of beta and nobody on stable the variant `on`. */
export const canaryFirst = (more: Partial<ChangeDraft> = {}): ChangeDraft => ({
  class: 'feature',
  urgent: false,
  title: 'New editor',
  sentence: 'Write and see the result in one place.',
  announced: true,
  weights: { on: 100_000 },
  reach: { canary: 100_000, beta: 20_000, stable: 0 },
  ...more,
})

export const toEverybody = (more: Partial<ChangeDraft> = {}) => canaryFirst({ reach: { stable: 100_000 }, ...more })
