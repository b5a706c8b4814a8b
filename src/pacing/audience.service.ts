import type { Clock } from '../base/clock.ts'
import type { Project } from '../projects/project.ts'
import { type AudienceQueries, mostTold } from './audience.queries.ts'
import { peopleByDay, peopleOnLadder } from './audience.ts'
import { dayOf } from './channel-path.ts'
import type { InvitationService } from './invitation.service.ts'
import { refusalOf } from './invitation.ts'
import type { PeopleService } from './people.service.ts'
import { dayMs } from './zoned-time.ts'

/** How far back it is told who went where. */
const audienceDays = 30

type Parts = {
  queries: AudienceQueries
  people: PeopleService
  invitations: Pick<InvitationService, 'newest'>
  countSubjects: (project: Project) => Promise<number>
  countWaiting: (project: Project) => Promise<Map<string, number>>
  clock: Clock
}

/** Who a project's people are, as far as they chose: channel and pace, over time, and how they came there. */
export function audienceService({ queries, people, invitations, countSubjects, countWaiting, clock }: Parts) {
  /** Of the newest of a channel's invitations: how many there are, how many still let somebody in, and who came by them. */
  async function invitationsTo(project: Project, channel: string, now: number) {
    const all = await invitations.newest(project, channel)
    return {
      made: all.length,
      open: all.filter((one) => refusalOf(one, now) === undefined).length,
      uses: all.reduce((sum, { uses }) => sum + uses, 0),
    }
  }

  return {
    async of(project: Project) {
      const now = clock.now()
      const [groups, known, paths, came, waiting, told, invited] = await Promise.all([
        people.groups(project),
        countSubjects(project),
        queries.paths(project.id),
        queries.came(project.id),
        countWaiting(project),
        queries.told(project.id, now - audienceDays * dayMs),
        Promise.all(project.channels.map(({ key }) => invitationsTo(project, key, now))),
      ])
      const chosen = groups.reduce((sum, group) => sum + group.people, 0)
      const rows = peopleOnLadder(project, groups, Math.max(0, known - chosen))
      return {
        at: now,
        people: rows.reduce((sum, row) => sum + row.people, 0),
        channels: project.channels.map(({ key, name, entry }, i) => ({
          ...{ channel: key, name, entry, people: rows[i]?.people ?? 0, paces: rows[i]?.paces ?? {} },
          ...{ waiting: waiting.get(key) ?? 0, invitations: invited[i] ?? { made: 0, open: 0, uses: 0 } },
        })),
        days: peopleByDay(project, paths, came, dayOf(now), audienceDays),
        told,
        /** There were more notices than are counted. */
        isToldCut: told.reduce((sum, { people }) => sum + people, 0) >= mostTold,
      }
    },
  }
}

export type AudienceService = ReturnType<typeof audienceService>

export type Audience = Awaited<ReturnType<AudienceService['of']>>
