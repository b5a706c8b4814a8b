import type { Clock } from '../base/clock.ts'
import { inTurn } from '../base/in-turn.ts'
import { Problem } from '../base/problem.ts'
import type { Channel } from '../projects/channel.ts'
import { channelNameIn } from '../projects/ladder.ts'
import type { ProjectService } from '../projects/project.service.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { AdmissionStore } from './admission.store.ts'
import type { ConsentStore } from './consent.store.ts'
import { closedTo } from './doors.ts'
import type { FollowerService } from './follower.service.ts'
import type { InvitationService } from './invitation.service.ts'
import { joinText } from './join-text.ts'
import type { NoticeService } from './notice.service.ts'
import type { PolicyService } from './policy.service.ts'
import type { Waiting, WaitingStore } from './waiting.store.ts'

const batch = 200
const mostListed = 500

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
  sequence: (project: string) => Promise<number>
  clock: Clock
}

/** What became of somebody who wanted to join: there, or the how manieth of those who wait. */
export type Joined = { state: 'joined' } | { state: 'waiting'; place: number }

/** Who comes onto which channel: joining, waiting for room, and moving on when a channel is given up. */
export function channelService(parts: Parts) {
  const { admissions, consents, waiting, invitations, policies, notices, followers, projects } = parts
  const { remember, sequence, clock } = parts
  // Whoever comes and goes in one project does so one after the other, so that a cap holds.
  const turns = inTurn()

  const roomOn = async (project: Project, { key, entry, cap = 0 }: Channel): Promise<number> =>
    entry === 'open' ? Number.POSITIVE_INFINITY : entry === 'capped' ? cap - (await policies.countOn(project, key)) : 0

  const placeOf = async (project: Project, { channel, sequence }: Waiting): Promise<number> =>
    1 + (await waiting.count(project.id, channel, sequence))

  async function enter(project: Project, identity: Identity, channel: Channel, code?: string): Promise<Joined> {
    const { subject, since } = identity
    const now = clock.now()
    const isIn = await admissions.has(project.id, channel.key, subject)
    if (channel.entry === 'invitation' && !isIn) {
      const { id } = await invitations.redeem(project, channel.key, code ?? '')
      await admissions.add(project.id, channel.key, subject, now, id)
    }
    if (channel.entry === 'capped' && !isIn) {
      await letIn(project, channel)
      if ((await roomOn(project, channel)) <= 0) {
        const one = { channel: channel.key, subject, since, at: now, sequence: await sequence(project.id) }
        await waiting.add(project.id, one)
        const own = (await waiting.ofSubject(project.id, subject)).find((other) => other.channel === channel.key)
        return { state: 'waiting', place: await placeOf(project, own ?? one) }
      }
      await admissions.add(project.id, channel.key, subject, now)
    }
    await goTo(project, identity, channel.key)
    return { state: 'joined' }
  }

  async function goTo(project: Project, identity: Identity, channel: string): Promise<void> {
    const { policy } = await policies.of(project, identity)
    await policies.choose(project, identity, { channel, pace: policy.pace })
  }

  /** Lets those in who wait, the longest waiting first, as long as there is room; begun again, it goes on. */
  async function letIn(project: Project, channel: Channel): Promise<void> {
    const ladder = ladderOf(project)
    for (;;) {
      const [next] = await waiting.first(project.id, channel.key, 1)
      if (!next || (await roomOn(project, channel)) <= 0) return
      const { subject, since, at } = next
      const { policy } = await policies.of(project, { subject, since })
      if (ladder.indexOf(policy.channel) < ladder.indexOf(channel.key)) {
        if (channel.entry === 'capped') await admissions.add(project.id, channel.key, subject, clock.now())
        await goTo(project, { subject, since }, channel.key)
      }
      const words = { channel: channel.name }
      await notices.tell(project, subject, { kind: 'let-in', words, at: clock.now(), cause: [channel.key, at] })
      await waiting.remove(project.id, channel.key, subject)
    }
  }

  async function endList(project: Project, key: string, name: string): Promise<void> {
    for (;;) {
      const ones = await waiting.first(project.id, key, batch)
      if (ones.length === 0) return
      for (const { subject, at } of ones) {
        const words = { channel: name }
        await notices.tell(project, subject, { kind: 'list-ended', words, at: clock.now(), cause: [key, at] })
        await waiting.remove(project.id, key, subject)
      }
    }
  }

  /** Brings everybody to where the project's channels have them now; taken up again at start where it was cut off. */
  async function settle(project: Project): Promise<void> {
    const nameOf = (key: string) => channelNameIn(project, key)
    const tell = (subject: string, from: string, to: string, at: number) =>
      notices.tell(project, subject, {
        ...{ kind: 'moved', at, cause: [from, at] },
        words: { channel: nameOf(from), to: nameOf(to) },
      })
    while ((await policies.moveOn(project, batch, tell)) > 0);
    for (const key of (await waiting.countByChannel(project.id)).keys()) {
      const channel = project.channels.find((one) => one.key === key)
      if (channel && channel.entry !== 'invitation') await letIn(project, channel)
      else await endList(project, key, nameOf(key))
    }
  }

  async function settleById(id: string): Promise<void> {
    const settling = turns.run(id, async () => {
      const project = await projects.byId(id)
      if (project) await settle(project)
    })
    // Telling everybody may take its time, and nobody's place depends on it.
    await Promise.all([settling, followers.settle(id)])
  }

  return {
    /** Refuses a channel that is not open to everybody to whoever has not been let in. */
    async refuseUninvited(project: Project, subject: string, key: string): Promise<void> {
      const problem = closedTo(project.key, namedChannel(project, key))
      if (problem && !(await admissions.has(project.id, key, subject))) throw problem
    },

    /** The channels that somebody may choose without a code and without waiting: open ones, and where they are let in. */
    async openTo(project: Project, subject: string): Promise<string[]> {
      const admitted = project.channels.some(({ entry }) => entry !== 'open')
        ? (await admissions.ofSubject(project.id, subject)).map(({ channel }) => channel)
        : []
      const isOpen = async (channel: Channel) => admitted.includes(channel.key) || (await roomOn(project, channel)) > 0
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
        const channel = namedChannel((await projects.byId(project.id)) ?? project, key)
        if (text !== channel.text)
          throw new Problem('stale', 'This page has been written anew since you opened it. Read it again.')
        const { policy } = await policies.of(project, identity)
        if (policy.channel === key) return { state: 'joined' }
        await remember(project, identity)
        const joined = await enter(project, identity, channel, code)
        const consent = { channel: key, revision: channel.text, at: clock.now() }
        await consents.keep(project.id, identity.subject, consent, joinText(channel))
        return joined
      })
    },

    /** Waits no longer. */
    leaveList: (project: Project, subject: string, key: string) => waiting.remove(project.id, key, subject),

    /** What somebody is told before they join: whether there is room, where they stand, and what they accepted. */
    async standing(project: Project, key: string, identity: Identity | undefined) {
      const channel = namedChannel(project, key)
      const isFull = channel.entry === 'capped' && (await roomOn(project, channel)) <= 0
      if (!identity) return { channel, isFull, isHere: false, isIn: channel.entry === 'open' }
      const [{ policy }, lists, accepted, isIn] = await Promise.all([
        policies.of(project, identity),
        waiting.ofSubject(project.id, identity.subject),
        consents.ofSubject(project.id, identity.subject),
        admissions.has(project.id, key, identity.subject),
      ])
      const list = lists.find((one) => one.channel === key)
      const consent = accepted.findLast((one) => one.channel === key)
      return {
        ...{ channel, isFull, isHere: policy.channel === key, isIn: isIn || channel.entry === 'open' },
        ...(list && { place: await placeOf(project, list) }),
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

    /** The first of those who wait for a channel. */
    waitingFor: (project: Project, key: string) => waiting.first(project.id, key, mostListed),

    /** How many wait for each channel. */
    countWaiting: (project: Project) => waiting.countByChannel(project.id),

    /** What one subject accepted, was invited to and waits for goes with them when they become another one. */
    async move({ id }: Project, from: string, { subject }: Identity): Promise<void> {
      for (const { channel, at, invitation } of await admissions.ofSubject(id, from)) {
        // Room on a capped channel goes with whoever is there.
        if (invitation !== undefined) await admissions.add(id, channel, subject, at, invitation)
        await admissions.remove(id, channel, from)
      }
      for (const one of await waiting.ofSubject(id, from)) {
        await waiting.add(id, { ...one, subject })
        await waiting.remove(id, one.channel, from)
      }
      await consents.move(id, from, subject)
    },

    settle: settleById,

    /** Takes up again, in every project, what was cut off. */
    async resume(): Promise<void> {
      for (const { id } of await projects.all()) await settleById(id)
    },

    /** Somebody has gone from one channel to another by themselves: their room there is free, and some waiting is over. */
    left: (id: string, subject: string, from: string, to: string): Promise<void> =>
      turns.run(id, async () => {
        const project = await projects.byId(id)
        if (!project?.channels.some(({ entry }) => entry === 'capped')) return
        const ladder = ladderOf(project)
        for (const { channel } of await waiting.ofSubject(id, subject))
          if (ladder.indexOf(to) > ladder.indexOf(channel)) await waiting.remove(id, channel, subject)
        const room = project.channels.find(({ key, entry }) => key === from && entry === 'capped')
        if (!room) return
        await admissions.remove(id, from, subject)
        await letIn(project, room)
      }),

    /** Resolves once nobody is on their way or being told any more. */
    async idle(): Promise<void> {
      await Promise.all([turns.idle(), followers.idle()])
    },
  }
}

export type ChannelService = ReturnType<typeof channelService>

function namedChannel(project: Project, key: string): Channel {
  const channel = project.channels.find((one) => one.key === key)
  if (!channel) throw new Problem('missing', 'There is no such channel')
  return channel
}
