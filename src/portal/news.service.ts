import type { RulesetService } from '../flags/ruleset.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { isKnown, type KnownNews, knownTogether } from './known-news.ts'
import type { NewsStore } from './news.store.ts'
import type { NewsTold } from './news-shape.ts'

type Parts = {
  store: NewsStore
  subjects: Pick<SubjectService, 'known'>
  ruleset: Pick<RulesetService, 'flagsOf'>
  onTold: (project: string, subject: string, known: KnownNews, closed: KnownNews | undefined) => void
}

/** What people have been told of what arrived, so that they are told once, on whichever of their devices. */
export function newsService({ store, subjects, ruleset, onTold }: Parts) {
  /** Nothing is kept of what never was: a page's claim about it would stay for good. */
  async function thatThereIs(project: Project, { had, asked }: KnownNews): Promise<KnownNews> {
    const newest = new Map((await ruleset.flagsOf(project)).map(({ key, revisions }) => [key, revisions.length]))
    const real = (told: Record<string, number>) =>
      Object.fromEntries(Object.entries(told).filter(([flag, revision]) => revision <= (newest.get(flag) ?? 0)))
    return { had: real(had), asked: real(asked) }
  }

  return {
    /**
     * Adds what a device has told, tells the subject's others, and answers what they have been told in all. Null: of
     * somebody who has done nothing yet, nothing is kept.
     */
    async tell(
      project: Project,
      { subject }: Identity,
      { told, closed }: NewsTold,
    ): Promise<{ known: KnownNews | null }> {
      const stored = await store.find(project.id, subject)
      if (!stored && !(await subjects.known(project, subject))) return { known: null }
      const added = told && (await thatThereIs(project, told))
      const isNew = added !== undefined && !(stored && isKnown(added, stored))
      if (isNew) await store.add(project.id, subject, added)
      const known = added && stored ? knownTogether(stored, added) : (added ?? stored)
      if (known && (isNew || closed)) onTold(project.id, subject, known, closed)
      return { known }
    },

    move: (project: string, from: string, into: string) => store.move(project, from, into),
  }
}

export type NewsService = ReturnType<typeof newsService>
