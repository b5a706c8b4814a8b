import type { Turns } from '../base/in-turn.ts'
import { channelNameIn } from '../projects/ladder.ts'
import type { ProjectService } from '../projects/project.service.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AdmissionStore } from './admission.store.ts'
import type { ConsentStore } from './consent.store.ts'
import type { FollowerService } from './follower.service.ts'
import type { NoticeService } from './notice.service.ts'
import type { PolicyService } from './policy.service.ts'
import type { WaitingListService } from './waiting-list.service.ts'

const batch = 200

type Parts = {
  admissions: AdmissionStore
  consents: ConsentStore
  list: WaitingListService
  turns: Turns
  policies: PolicyService
  notices: NoticeService
  followers: Pick<FollowerService, 'settle' | 'idle'>
  projects: Pick<ProjectService, 'all' | 'byId'>
}

/** What follows for people when a project's channels change, when somebody leaves one, and when they sign in. */
export function settlingService(parts: Parts) {
  const { admissions, consents, list, turns, policies, notices, followers, projects } = parts

  /** Brings everybody to where the project's channels have them now; taken up again at start where it was cut off. */
  async function settleAll(project: Project): Promise<void> {
    const nameOf = (key: string) => channelNameIn(project, key)
    const tell = (subject: string, from: string, to: string, at: number) =>
      notices.tell(project, subject, {
        ...{ kind: 'moved', at, cause: [from, at] },
        words: { channel: nameOf(from), to: nameOf(to) },
      })
    while ((await policies.moveOn(project, batch, tell)) > 0);
    for (const key of (await list.count(project)).keys()) {
      const channel = project.channels.find((one) => one.key === key)
      if (channel && channel.entry !== 'invitation') await list.letIn(project, channel)
      else await list.end(project, key, nameOf(key))
    }
  }

  async function letInWhereCapped(project: Project, key: string): Promise<void> {
    const channel = project.channels.find((one) => one.key === key && one.entry === 'capped')
    if (channel) await list.letIn(project, channel)
  }

  async function settle(id: string): Promise<void> {
    const settling = turns.run(id, async () => {
      const project = await projects.byId(id)
      if (project) await settleAll(project)
    })
    // Telling everybody may take its time, and nobody's place depends on it.
    await Promise.all([settling, followers.settle(id)])
  }

  return {
    settle,

    /** Takes up again, in every project, what was cut off. */
    async resume(): Promise<void> {
      for (const { id } of await projects.all()) await settle(id)
    },

    /** Somebody has gone from one channel to another by themselves: their room there is free, and some waiting is over. */
    left: (id: string, subject: string, from: string, to: string): Promise<void> =>
      turns.run(id, async () => {
        const project = await projects.byId(id)
        if (!project?.channels.some(({ entry }) => entry === 'capped')) return
        const ladder = ladderOf(project)
        for (const { channel } of await list.ofSubject(project, subject))
          if (ladder.indexOf(to) > ladder.indexOf(channel)) await list.remove(project, subject, channel)
        await letInWhereCapped(project, from)
      }),

    /** Resolves once everybody who is coming or going by now has arrived; who is merged comes nowhere after it. */
    passed: ({ id }: Project): Promise<void> => turns.run(id, async () => {}),

    /** What one subject accepted, was invited to and waits for goes with them when they become another one. */
    move: (project: Project, from: string, { subject }: Identity): Promise<void> =>
      turns.run(project.id, async () => {
        const current = (await projects.byId(project.id)) ?? project
        for (const { channel, at, invitation } of await admissions.ofSubject(current.id, from)) {
          await admissions.add(current.id, channel, subject, at, invitation)
          await admissions.remove(current.id, channel, from)
        }
        for (const one of await list.ofSubject(current, from)) {
          await list.pass(current, one, subject)
          await letInWhereCapped(current, one.channel)
        }
        await consents.move(current.id, from, subject)
      }),

    /** Resolves once nobody is on their way or being told any more. */
    async idle(): Promise<void> {
      await Promise.all([turns.idle(), followers.idle()])
    },
  }
}
