/** Into whom an anonymous subject was merged, or is being merged. */
export type MergeRecord = { into: string }

/**
 * What becomes of a device's anonymous subject when `signed` appears there. An anonymous subject goes into one person
 * and never into another: `record` says into whom it went, or is going. What was interrupted is taken up again, and
 * what is done may be done again.
 */
export function mergeFor(record: MergeRecord | undefined, signed: string): 'begin' | 'again' | 'leave' {
  if (!record) return 'begin'
  return record.into === signed ? 'again' : 'leave'
}
