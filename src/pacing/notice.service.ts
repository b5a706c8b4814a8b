import type { Clock } from '../base/clock.ts'
import { digestOf } from '../base/digest.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { NoticeStore } from './notice.store.ts'
import type { Notice } from './notice.ts'

type Parts = {
  store: NoticeStore
  clock: Clock
  onTold: (project: string, subject: string, notice: Notice) => void
}

/** Tells people what happened to them without their doing. */
export function noticeService({ store, clock, onTold }: Parts) {
  return {
    /** Tells somebody; `cause` names what happened, so that telling it again tells nothing new. */
    async tell(
      project: Project,
      subject: string,
      { cause, ...said }: Pick<Notice, 'kind' | 'words' | 'at'> & { cause: readonly (string | number)[] },
    ): Promise<void> {
      const notice = { id: digestOf([project.id, subject, said.kind, ...cause]), ...said }
      await store.keep(project.id, subject, notice)
      onTold(project.id, subject, notice)
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
