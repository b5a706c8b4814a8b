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
  /** Whether a subject is becoming, or has become, another one. */
  isMerged: (project: Project, subject: string) => Promise<boolean>
  sequence: (project: string) => Promise<number>
  clock: Clock
}

/** What became of somebody who wanted to join: there, or the how manieth of those who wait. */
export type Joined = { state: 'joined' } | { state: 'waiting'; place: number }

/** Who comes onto which channel: joining, waiting for room, and moving on when a channel is given up. */
export function channelService(parts: Parts) {
  const { admissions, consents, waiting, invitations, policies, notices, followers, projects } = parts
  const { remember, isMerged, sequence, clock } = parts
  // Whoever comes and goes in one project does so one after the other, so that a cap holds.
  const turns = inTurn()

  const roomOn = async (project: Project, { key, entry, cap = 0 }: Channel): Promise<number> =>
    entry === 'open' ? Number.POSITIVE_INFINITY : entry === 'capped' ? cap - (await policies.countOn(project, key)) : 0

  const placeOf = async (project: Project, { channel, sequence }: Waiting): Promise<number> =>
    1 + (await waiting.count(project.id, channel, sequence))

  const isInvited = async (project: Project, { key, entry }: Channel, subject: string): Promise<boolean> =>
    entry === 'invitation' && (await admissions.has(project.id, key, subject))

  async function redeem(project: Project, subject: string, channel: Channel, code = ''): Promise<void> {
    if (channel.entry !== 'invitation' || (await isInvited(project, channel, subject))) return
    const { id } = await invitations.redeem(project, channel.key, code)
    await admissions.add(project.id, channel.key, subject, clock.now(), id)
  }

  async function enter(project: Project, identity: Identity, channel: Channel): Promise<Joined> {
    const { subject, since } = identity
    if (channel.entry === 'capped' && (await roomOn(project, channel)) <= 0) {
      const one = { channel: channel.key, subject, since, at: clock.now(), sequence: await sequence(project.id) }
      await waiting.add(project.id, one)
      const own = (await waiting.ofSubject(project.id, subject)).find((other) => other.channel === channel.key)
      return { state: 'waiting', place: await placeOf(project, own ?? one) }
    }
    await policies.comeTo(project, identity, channel.key)
    return { state: 'joined' }
  }

  /** Lets those in who wait, the longest waiting first, as long as there is room; begun again, it goes on. */
  async function letIn(project: Project, channel: Channel): Promise<void> {
    const ladder = ladderOf(project)
    const rung = ladder.indexOf(channel.key)
    for (;;) {
      const [next] = await waiting.first(project.id, channel.key, 1)
      // Whoever is becoming another subject keeps their place until they are.
      if (!next || (await isMerged(project, next.subject))) return
      const { subject, since, at } = next
      const here = ladder.indexOf((await policies.of(project, { subject, since })).policy.channel)
      if (here < rung) {
        if ((await roomOn(project, channel)) <= 0) return
        if (!(await isThereAfter(policies.comeTo(project, { subject, since }, channel.key)))) continue
      }
      if (here <= rung) {
        const words = { channel: channel.name }
        await notices.tell(project, subject, { kind: 'let-in', words, at: clock.now(), cause: [channel.key, at] })
      }
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
      if (problem && !(await isInvited(project, namedChannel(project, key), subject))) throw problem
    },

    /** The channels that somebody may choose without a code and without waiting: open ones, and where they are let in. */
    async openTo(project: Project, subject: string): Promise<string[]> {
      if (project.channels.every(({ entry }) => entry === 'open')) return ladderOf(project)
      const { policy } = await policies.of(project, { subject, since: clock.now() })
      const isOpen = async (channel: Channel) =>
        channel.key === policy.channel ||
        (await isInvited(project, channel, subject)) ||
        (await roomOn(project, channel)) > 0
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
        if (channel.entry === 'capped') await letIn(current, channel)
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
      turns.run(project.id, () => waiting.remove(project.id, key, subject)),

    /** What somebody is told before they join: whether there is room, where they stand, and what they accepted. */
    async standing(project: Project, key: string, identity: Identity | undefined) {
      const channel = namedChannel(project, key)
      const isFull = channel.entry === 'capped' && (await roomOn(project, channel)) <= 0
      if (!identity) return { channel, isFull, isHere: false, isIn: channel.entry === 'open' }
      const [{ policy }, lists, accepted, invited] = await Promise.all([
        policies.of(project, identity),
        waiting.ofSubject(project.id, identity.subject),
        consents.ofSubject(project.id, identity.subject),
        isInvited(project, channel, identity.subject),
      ])
      const list = lists.find((one) => one.channel === key)
      const consent = accepted.findLast((one) => one.channel === key)
      return {
        ...{ channel, isFull, isHere: policy.channel === key, isIn: invited || channel.entry === 'open' },
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

    /** Resolves once everybody who is coming or going by now has arrived; who is merged comes nowhere after it. */
    passed: ({ id }: Project): Promise<void> => turns.run(id, async () => {}),

    /** What one subject accepted, was invited to and waits for goes with them when they become another one. */
    move: (project: Project, from: string, { subject }: Identity): Promise<void> =>
      turns.run(project.id, async () => {
        const { id, channels } = (await projects.byId(project.id)) ?? project
        for (const { channel, at, invitation } of await admissions.ofSubject(id, from)) {
          await admissions.add(id, channel, subject, at, invitation)
          await admissions.remove(id, channel, from)
        }
        for (const one of await waiting.ofSubject(id, from)) {
          await waiting.add(id, { ...one, subject })
          await waiting.remove(id, one.channel, from)
          const room = channels.find(({ key, entry }) => key === one.channel && entry === 'capped')
          if (room) await letIn(project, room)
        }
        await consents.move(id, from, subject)
      }),

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
        if (room) await letIn(project, room)
      }),

    /** Resolves once nobody is on their way or being told any more. */
    async idle(): Promise<void> {
      await Promise.all([turns.idle(), followers.idle()])
    },
  }
}

export type ChannelService = ReturnType<typeof channelService>

const signedInSince = ({ name }: Project) =>
  new Problem('unauthenticated', `You have signed in since. Open this page from ${name} again.`)

/** False where somebody chose something else in this very moment. */
async function isThereAfter(coming: Promise<unknown>): Promise<boolean> {
  try {
    await coming
    return true
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.kind === 'stale') return false
    throw thrown
  }
}

function namedChannel(project: Project, key: string): Channel {
  const channel = project.channels.find((one) => one.key === key)
  if (!channel) throw new Problem('missing', 'There is no such channel')
  return channel
}
