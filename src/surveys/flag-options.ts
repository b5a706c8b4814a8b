import type { Flag } from '../flags/flag.ts'
import type { Channel } from '../projects/channel.ts'

/** What a survey can speak of in its project. */
export type Around = { flags: readonly Flag[]; channels: readonly Channel[] }

export type Option = readonly [value: string, label: string]

export const flagOptions = (flags: readonly Flag[], none: string): Option[] => [
  ['', none],
  ...flags.map(({ key, title }): Option => [key, title]),
]

export const variantOptions = (flags: readonly Flag[], key: string): Option[] =>
  (flags.find((flag) => flag.key === key)?.variants ?? []).map((variant): Option => [variant.key, variant.name])
