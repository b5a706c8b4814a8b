import type { Clock } from '../base/clock.ts'
import { hashOf } from '../base/digest.ts'
import { Problem } from '../base/problem.ts'
import type { RulesetService } from '../flags/ruleset.service.ts'
import type { Choices } from '../pacing/choices.ts'
import type { PolicyService } from '../pacing/policy.service.ts'
import { ladderOf, type Project } from '../projects/project.ts'
import type { Identity } from '../subjects/identity.ts'
import type { SubjectService } from '../subjects/subject.service.ts'
import type { AnnouncementReader } from './announcement-words.ts'
import { type Announcement, announcementsTo } from './announcements.ts'
import type { SubscriptionStore } from './subscription.store.ts'
import { withoutChance } from './without-chance.ts'

/** How long what has arrived, or was taken back, goes on being told. */
const calendarDays = 30
const feedDays = 90

type Parts = {
  store: SubscriptionStore
  subjects: SubjectService
  policies: PolicyService
  ruleset: RulesetService
  clock: Clock
  random: (bytes: number) => Uint8Array
}

export type Bulletin = { announcements: Announcement[]; reader: AnnouncementReader }

/** What calendars and feeds are told: of one subject behind a secret address, of a channel to everybody. */
export function subscriptionService({ store, subjects, policies, ruleset, clock, random }: Parts) {
  // Everything that was done so far is in effect from the next millisecond on, and its numbers count it already.
  const soon = () => clock.now() + 1

  async function bulletin(project: Project, token: string, days: number): Promise<Bulletin> {
    const subscription = await store.findByToken(project.id, hashOf(token))
    if (!subscription) throw new Problem('missing', 'There is nothing at this address, or no longer')
    const { subject, carried } = subscription
    const identity = await subjects.identityOf(project, subject)
    const [flags, choices] = await Promise.all([ruleset.flagsOf(project), policies.of(project, identity)])
    const acts = carried + choices.version + project.version - 1
    const recipient = { project: project.id, ladder: ladderOf(project), unit: subject, choices, acts }
    const now = soon()
    return {
      announcements: announcementsTo(flags, recipient, now, days),
      reader: { timeZone: choices.policy.timeZone, now },
    }
  }

  return {
    /** The token of a new address; the one before stops working. It is stored nowhere and shown once. */
    async make(project: Project, subject: string): Promise<string> {
      const identity = await subjects.identityOf(project, subject)
      await subjects.remember(project, identity)
      const token = Buffer.from(random(24)).toString('base64url')
      await store.set(project.id, subject, hashOf(token), clock.now())
      return token
    },

    stop: (project: Project, subject: string) => store.remove(project.id, subject),

    /** Since when (ms) a subject has had the address that works. */
    madeAt: async (project: Project, subject: string) => (await store.find(project.id, subject))?.madeAt,

    /** The address of somebody who has signed in follows them, unless they have one; its numbers never fall. */
    async move(project: Project, from: string, { subject }: Identity): Promise<void> {
      const subscription = await store.find(project.id, from)
      if (!subscription) return
      const { version } = await policies.of(project, await subjects.identityOf(project, from))
      await store.remove(project.id, from)
      await store.add(project.id, { ...subscription, subject, carried: subscription.carried + version })
    },

    calendar: (project: Project, token: string) => bulletin(project, token, calendarDays),

    feed: (project: Project, token: string) => bulletin(project, token, feedDays),

    /** What everybody on a channel may read: as it is for somebody there who takes everything as soon as it is out. */
    async channel(project: Project, key: string): Promise<Bulletin & { channel: string }> {
      const channel = project.channels.find((one) => one.key === key)
      if (!channel) throw new Problem('missing', 'There is no such channel')
      const flags = (await ruleset.flagsOf(project)).map(withoutChance)
      const policy = { channel: key, pace: 'first', timeZone: 'UTC' } as const
      const choices: Choices = { policy, marks: [], floors: {}, own: {}, chosen: true }
      const recipient = { project: project.id, ladder: ladderOf(project), unit: '', choices, acts: project.version - 1 }
      const now = soon()
      const announcements = announcementsTo(flags, recipient, now, feedDays)
      return { announcements, channel: channel.name, reader: { channel: channel.name, timeZone: 'UTC', now } }
    },
  }
}

export type SubscriptionService = ReturnType<typeof subscriptionService>
