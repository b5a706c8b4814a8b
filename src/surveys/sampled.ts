import { bucket } from '../flags/bucket.ts'

/** What makes each survey's draw its own. */
export const saltOf = (project: string, survey: string): string => `survey:${project}:${survey}`

/** Whether somebody is in a sample of so many percent: drawn once, so who is in stays in while the sample grows. */
export const isSampled = (salt: string, subject: string, percent: number): boolean =>
  bucket(salt, subject) < Math.round(percent * 1000)
