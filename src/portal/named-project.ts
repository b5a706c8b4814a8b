import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'

/** The project that a public path names; refused as missing where there is none. */
export async function namedProject(
  { byKey }: { byKey: (key: string) => Promise<Project | undefined> },
  key = '',
): Promise<Project> {
  const project = await byKey(key)
  if (!project) throw new Problem('missing', 'There is no such project')
  return project
}
