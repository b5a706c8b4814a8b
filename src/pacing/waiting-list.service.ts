import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import type { Channel } from '../projects/channel.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { NoticeService } from './notice.service.ts'
import type { PolicyService } from './policy.service.ts'
import type { Waiting, WaitingStore } from './waiting.store.ts'

const batch = 200
const mostListed = 500

type Parts = {
  waiting: WaitingStore
  policies: PolicyService
  notices: NoticeService
  /** Whether a subject is becoming, or has become, another one. */
  isMerged: (project: Project, subject: string) => Promise<boolean>
  sequence: (project: string) => Promise<number>
  clock: Clock
}

/** Who waits for room on a channel, and who is let in when there is; its callers see to it that one goes after another. */
export function waitingListService({ waiting, policies, notices, isMerged, sequence, clock }: Parts) {
  const roomOn = async (project: Project, { key, entry, cap = 0 }: Channel): Promise<number> =>
    entry === 'open' ? Number.POSITIVE_INFINITY : entry === 'capped' ? cap - (await policies.countOn(project, key)) : 0

  const placeOf = async (project: Project, { channel, sequence }: Waiting): Promise<number> =>
    1 + (await waiting.count(project.id, channel, sequence))

  return {
    roomOn,
    placeOf,

    /** Their place on the list, at the end unless they were on it already. */
    async add(project: Project, { subject, since }: Identity, key: string): Promise<number> {
      const one = { channel: key, subject, since, at: clock.now(), sequence: await sequence(project.id) }
      await waiting.add(project.id, one)
      const own = (await waiting.ofSubject(project.id, subject)).find(({ channel }) => channel === key)
      return placeOf(project, own ?? one)
    },

    /** Lets those in who wait, the longest waiting first, as long as there is room; begun again, it goes on. */
    async letIn(project: Project, channel: Channel): Promise<void> {
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
    },

    /** Ends the list of a channel to which nobody comes by waiting any more, and tells those on it. */
    async end(project: Project, key: string, name: string): Promise<void> {
      for (;;) {
        const ones = await waiting.first(project.id, key, batch)
        if (ones.length === 0) return
        for (const { subject, at } of ones) {
          const words = { channel: name }
          await notices.tell(project, subject, { kind: 'list-ended', words, at: clock.now(), cause: [key, at] })
          await waiting.remove(project.id, key, subject)
        }
      }
    },

    /** The lists that a subject is on. */
    ofSubject: (project: Project, subject: string) => waiting.ofSubject(project.id, subject),

    /** The first of those who wait for a channel. */
    first: (project: Project, key: string) => waiting.first(project.id, key, mostListed),

    /** How many wait for each channel. */
    count: (project: Project) => waiting.countByChannel(project.id),

    remove: (project: Project, subject: string, key: string) => waiting.remove(project.id, key, subject),

    /** One subject's place becomes another's. */
    async pass(project: Project, one: Waiting, into: string): Promise<void> {
      await waiting.add(project.id, { ...one, subject: into })
      await waiting.remove(project.id, one.channel, one.subject)
    },
  }
}

export type WaitingListService = ReturnType<typeof waitingListService>

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
