import type { Clock } from '../base/clock.ts'
import { inTurn } from '../base/in-turn.ts'
import type { ProjectService } from '../projects/project.service.ts'
import type { Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AdmissionStore } from './admission.store.ts'
import type { ConsentStore } from './consent.store.ts'
import type { FollowerService } from './follower.service.ts'
import type { InvitationService } from './invitation.service.ts'
import { joiningService } from './joining.service.ts'
import type { NoticeService } from './notice.service.ts'
import type { PolicyService } from './policy.service.ts'
import { settlingService } from './settling.service.ts'
import type { WaitingStore } from './waiting.store.ts'
import { waitingListService } from './waiting-list.service.ts'

type Parts = {
  admissions: AdmissionStore
  consents: ConsentStore
  waiting: WaitingStore
  invitations: InvitationService
  policies: PolicyService
  notices: NoticeService
  followers: Pick<FollowerService, 'settle' | 'idle'>
  projects: Pick<ProjectService, 'all' | 'byId'>
  remember: (project: Project, identity: Identity) => Promise<void>
  /** Whether a subject is becoming, or has become, another one. */
  isMerged: (project: Project, subject: string) => Promise<boolean>
  sequence: (project: string) => Promise<number>
  clock: Clock
}

/**
 * Who comes onto which channel: joining, waiting for room, and moving on when a channel is given up. Whoever comes and
 * goes in one project does so one after the other, so that a cap holds.
 */
export function channelService(parts: Parts) {
  const turns = inTurn()
  const list = waitingListService(parts)
  return {
    ...joiningService({ ...parts, list, turns }),
    ...settlingService({ ...parts, list, turns }),

    /** The first of those who wait for a channel. */
    waitingFor: list.first,

    /** How many wait for each channel. */
    countWaiting: list.count,
  }
}

export type ChannelService = ReturnType<typeof channelService>
