import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import type { CannedReplyStore } from './canned-reply.store.ts'
import { type CannedDraft, type CannedReply, filledIn } from './canned-reply.ts'

const most = 200

type Parts = {
  store: CannedReplyStore
  names: (project: Project, subjects: string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

/** Words that the team needs again and again. */
export function cannedReplyService({ store, names, clock }: Parts) {
  return {
    all: (project: Project) => store.all(project.id),

    /** All of them, filled in for the person who gets one. */
    async for(project: Project, subject: string): Promise<CannedReply[]> {
      const [all, known] = await Promise.all([store.all(project.id), names(project, [subject])])
      return all.map((reply) => ({ ...reply, text: filledIn(reply.text, known.get(subject)) }))
    },

    /** Makes one, or changes the one with this key. */
    async save(project: Project, key: string, draft: CannedDraft, by: { name: string }): Promise<CannedReply> {
      if ((await store.count(project.id)) >= most && !(await store.isThere(project.id, key)))
        throw new Problem('limited', `A project has at most ${most} canned replies. Delete one first.`)
      const reply = { key, ...draft, at: clock.now(), by: by.name }
      await store.put(project.id, reply)
      return reply
    },

    async remove(project: Project, key: string): Promise<void> {
      if (!(await store.remove(project.id, key))) throw new Problem('missing', 'There is no such canned reply')
    },
  }
}

export type CannedReplyService = ReturnType<typeof cannedReplyService>
