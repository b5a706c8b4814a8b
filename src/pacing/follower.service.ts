import { inTurn } from '../base/in-turn.ts'
import type { RemovedChannel } from '../projects/channel.ts'
import { channelNameIn } from '../projects/ladder.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import { movingDefault } from './in-force.ts'
import type { NoticeService } from './notice.service.ts'
import type { PolicyService } from './policy.service.ts'
import type { RoundStore } from './round.store.ts'

const batch = 500

type Parts = {
  rounds: RoundStore
  subjects: Pick<SubjectService, 'after'>
  policies: Pick<PolicyService, 'choosersAmong'>
  notices: Pick<NoticeService, 'tellAll'>
  projects: Pick<ProjectService, 'byId'>
}

/** Those who follow the project's default: nothing is stored of them that would have to change, but they are told. */
export function followerService({ rounds, subjects, policies, notices, projects }: Parts) {
  const turns = inTurn()

  /** Tells all who were known then, some at a time; begun again, it goes on, and tells nobody twice. */
  async function tellOf(project: Project, { key, name, to, at }: RemovedChannel): Promise<void> {
    const said = { kind: 'moved', words: { channel: name, to: channelNameIn(project, to) }, at } as const
    for (let { after, isOver } = await rounds.find(project.id, key); !isOver; ) {
      const some = await subjects.after(project, after, batch)
      const asked = some.filter(({ since }) => since < at).map(({ subject }) => subject)
      const choosers = await policies.choosersAmong(project, asked)
      const followers = asked.filter((subject) => !choosers.has(subject))
      await notices.tellAll(project, followers, { ...said, cause: [key, at] })
      after = some.at(-1)?.subject ?? after
      isOver = some.length < batch
      await rounds.save(project.id, key, { after, isOver })
    }
  }

  return {
    /** Tells those whom the removal of a channel took along with the default. */
    settle: (id: string): Promise<void> =>
      turns.run(id, async () => {
        const project = await projects.byId(id)
        if (!project) return
        for (const removal of movingDefault(project)) await tellOf(project, removal)
      }),

    /** Resolves once nobody is being told any more. */
    idle: turns.idle,
  }
}

export type FollowerService = ReturnType<typeof followerService>
