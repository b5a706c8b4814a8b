import { redacted } from '../base/redact.ts'
import type { Project } from './project.ts'

/** What somebody sent, with its text as the project lets it be written. */
export const asWritten = <Sent extends { text?: string | undefined }>(
  { redacts }: Pick<Project, 'redacts'>,
  sent: Sent,
): Sent => (redacts && sent.text !== undefined ? { ...sent, text: redacted(sent.text) } : sent)
