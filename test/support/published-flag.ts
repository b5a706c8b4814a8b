import type { ChangeDraft, FlagDraft } from '../../src/flags/flag.ts'
import type { Project } from '../../src/projects/project.ts'
import { by, switchDraft, toEverybody } from './drafts.ts'
import type { TestSluice } from './sluice.ts'

/** A new flag with one change, which everybody has unless `change` says otherwise. */
export async function publishFlag(
  { services: { flags } }: Pick<TestSluice, 'services'>,
  project: Project,
  key: string,
  change: ChangeDraft = toEverybody(),
  flag: FlagDraft = switchDraft(),
): Promise<void> {
  await flags.create(project, key, flag)
  await flags.publish(project, key, change, by)
}
