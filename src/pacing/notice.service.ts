import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { NoticeStore } from './notice.store.ts'
import type { Notice } from './notice.ts'

/** `cause` names what happened, so that telling it again tells nothing new. */
type Said = Pick<Notice, 'kind' | 'words' | 'at'> & { cause: readonly (string | number)[] }

type Parts = {
  store: NoticeStore
  clock: Clock
  onTold: (project: string, subject: string, notice: Notice) => void
}

/** Tells people what happened to them without their doing. */
export function noticeService({ store, clock, onTold }: Parts) {
  const noticeFor = ({ id }: Project, subject: string, { cause, ...said }: Said): Notice => ({
    id: digestOf([id, subject, said.kind, ...cause]),
    ...said,
  })

  return {
    async tell(project: Project, subject: string, said: Said): Promise<void> {
      const notice = noticeFor(project, subject, said)
      await store.keep(project.id, subject, notice)
      onTold(project.id, subject, notice)
    },

    /** Tells many the same. */
    async tellAll(project: Project, subjects: readonly string[], said: Said): Promise<void> {
      if (subjects.length === 0) return
      const told = subjects.map((subject) => ({ subject, notice: noticeFor(project, subject, said) }))
      await store.keepAll(project.id, told)
      for (const { subject, notice } of told) onTold(project.id, subject, notice)
    },

    /** What somebody has not seen yet, oldest first. */
    unseen: (project: Project, subject: string) => store.unseen(project.id, subject),

    async see(project: Project, subject: string, id: string): Promise<void> {
      if (!(await store.see(project.id, subject, id, clock.now())))
        throw new Problem('missing', 'There is no such notice')
    },

    move: (project: string, from: string, into: string) => store.move(project, from, into),
  }
}

export type NoticeService = ReturnType<typeof noticeService>
