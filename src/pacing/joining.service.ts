import type { Clock } from '../base/clock.ts'
import type { Turns } from '../base/in-turn.ts'
import { Problem } from '../base/problem.ts'
import type { Channel } from '../projects/channel.ts'
import type { ProjectService } from '../projects/project.service.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AdmissionStore } from './admission.store.ts'
import type { ConsentStore } from './consent.store.ts'
import { closedTo } from './doors.ts'
import type { InvitationService } from './invitation.service.ts'
import { joinText } from './join-text.ts'
import type { PolicyService } from './policy.service.ts'
import type { WaitingListService } from './waiting-list.service.ts'

type Parts = {
  admissions: AdmissionStore
  consents: ConsentStore
  list: WaitingListService
  turns: Turns
  invitations: InvitationService
  policies: PolicyService
  projects: Pick<ProjectService, 'byId'>
  remember: (project: Project, identity: Identity) => Promise<void>
  /** Whether a subject is becoming, or has become, another one. */
  isMerged: (project: Project, subject: string) => Promise<boolean>
  clock: Clock
}

/** What became of somebody who wanted to join: there, or the how manieth of those who wait. */
type Joined = { state: 'joined' } | { state: 'waiting'; place: number }

/** Who may come onto which channel, and what they accepted when they did. */
export function joiningService(parts: Parts) {
  const { admissions, consents, list, turns, invitations, policies, projects, remember, isMerged, clock } = parts

  const isInvited = async (project: Project, { key, entry }: Channel, subject: string): Promise<boolean> =>
    entry === 'invitation' && (await admissions.has(project.id, key, subject))

  async function redeem(project: Project, subject: string, channel: Channel, code = ''): Promise<void> {
    if (channel.entry !== 'invitation' || (await isInvited(project, channel, subject))) return
    const { id } = await invitations.redeem(project, channel.key, code)
    await admissions.add(project.id, channel.key, subject, clock.now(), id)
  }

  async function enter(project: Project, identity: Identity, channel: Channel): Promise<Joined> {
    if (channel.entry === 'capped' && (await list.roomOn(project, channel)) <= 0)
      return { state: 'waiting', place: await list.add(project, identity, channel.key) }
    await policies.comeTo(project, identity, channel.key)
    return { state: 'joined' }
  }

  return {
    /** Refuses a channel that is not open to everybody to whoever has not been let in. */
    async refuseUninvited(project: Project, subject: string, key: string): Promise<void> {
      const problem = closedTo(project.key, namedChannel(project, key))
      if (problem && !(await isInvited(project, namedChannel(project, key), subject))) throw problem
    },

    /** The channels that somebody may choose without a code and without waiting: open ones, and where they are let in. */
    async openTo(project: Project, subject: string): Promise<string[]> {
      if (project.channels.every(({ entry }) => entry === 'open')) return ladderOf(project)
      const { policy } = await policies.of(project, { subject, since: clock.now() })
      const isOpen = async (channel: Channel) =>
        channel.key === policy.channel ||
        (await isInvited(project, channel, subject)) ||
        (await list.roomOn(project, channel)) > 0
      const open = await Promise.all(project.channels.map(isOpen))
      return ladderOf(project).filter((_, i) => open[i])
    },

    /** Joins a channel, having read revision `text` of what it says; a code is needed where it is by invitation. */
    join(
      project: Project,
      identity: Identity,
      key: string,
      { text, code }: { text: number; code?: string | undefined },
    ) {
      return turns.run(project.id, async (): Promise<Joined> => {
        const current = (await projects.byId(project.id)) ?? project
        const { subject } = identity
        const channel = namedChannel(current, key)
        if (text !== channel.text)
          throw new Problem('stale', 'This page has been written anew since you opened it. Read it again.')
        if (await isMerged(current, subject)) throw signedInSince(current)
        // Whoever waits comes first, and that may be who joins.
        if (channel.entry === 'capped') await list.letIn(current, channel)
        const isThere = (await policies.of(current, identity)).policy.channel === key
        if (!isThere) await redeem(current, subject, channel, code)
        await remember(current, identity)
        const joined: Joined = isThere ? { state: 'joined' } : await enter(current, identity, channel)
        // Also for whoever is there already: the last time, their consent may have been cut off.
        const consent = { channel: key, revision: channel.text, at: clock.now() }
        await consents.keep(current.id, subject, consent, joinText(channel))
        return joined
      })
    },

    /** Waits no longer. */
    leaveList: (project: Project, subject: string, key: string) =>
      turns.run(project.id, () => list.remove(project, subject, key)),

    /** What somebody is told before they join: whether there is room, where they stand, and what they accepted. */
    async standing(project: Project, key: string, identity: Identity | undefined) {
      const channel = namedChannel(project, key)
      const isFull = channel.entry === 'capped' && (await list.roomOn(project, channel)) <= 0
      if (!identity) return { channel, isFull, isHere: false, isIn: channel.entry === 'open' }
      const [{ policy }, places, accepted, invited] = await Promise.all([
        policies.of(project, identity),
        list.ofSubject(project, identity.subject),
        consents.ofSubject(project.id, identity.subject),
        isInvited(project, channel, identity.subject),
      ])
      const place = places.find((one) => one.channel === key)
      const consent = accepted.findLast((one) => one.channel === key)
      return {
        ...{ channel, isFull, isHere: policy.channel === key, isIn: invited || channel.entry === 'open' },
        ...(place && { place: await list.placeOf(project, place) }),
        ...(consent && { consent }),
      }
    },

    /** What a subject accepted, when, and in which words. */
    consentsOf: async (project: Project, subject: string) =>
      Promise.all(
        (await consents.ofSubject(project.id, subject)).map(async (consent) => ({
          ...consent,
          text: await consents.text(project.id, consent.channel, consent.revision),
        })),
      ),
  }
}

const signedInSince = ({ name }: Project) =>
  new Problem('unauthenticated', `You have signed in since. Open this page from ${name} again.`)

function namedChannel(project: Project, key: string): Channel {
  const channel = project.channels.find((one) => one.key === key)
  if (!channel) throw new Problem('missing', 'There is no such channel')
  return channel
}
