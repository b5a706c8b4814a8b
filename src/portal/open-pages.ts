import { Problem } from '../base/problem.ts'

const mostPerSubject = 8

/** Why a page has to be drawn anew: the subject did something themselves, or the team or the time did. */
export type PageTopic = 'choices' | 'flags'

type Tell = (topic: PageTopic) => void

/** The subjects' own pages that are open in some browser, and how to tell them that something has changed. */
export function openPages() {
  const projects = new Map<string, Map<string, Set<Tell>>>()

  return {
    /** Tells `tell` of every change until the returned function is called; refused where a subject has too many. */
    follow(project: string, subject: string, tell: Tell): () => void {
      const subjects = projects.get(project) ?? new Map<string, Set<Tell>>()
      const pages = subjects.get(subject) ?? new Set()
      if (pages.size >= mostPerSubject)
        throw new Problem('limited', 'Too many of these pages are open: this one does not follow by itself')
      projects.set(project, subjects.set(subject, pages.add(tell)))
      return () => {
        pages.delete(tell)
        if (pages.size === 0 && subjects.get(subject) === pages) subjects.delete(subject)
        if (subjects.size === 0 && projects.get(project) === subjects) projects.delete(project)
      }
    },

    tell(project: string, subject: string, topic: PageTopic): void {
      for (const tell of projects.get(project)?.get(subject) ?? []) tell(topic)
    },

    tellAll(project: string, topic: PageTopic): void {
      for (const pages of projects.get(project)?.values() ?? []) for (const tell of pages) tell(topic)
    },
  }
}

export type OpenPages = ReturnType<typeof openPages>
