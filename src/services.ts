import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Connection } from 'mongoose'
import { accountService } from './accounts/account.service.ts'
import { accountStore } from './accounts/account.store.ts'
import type { Clock } from './base/clock.ts'
import { conversationServices, type Outside } from './conversation-services.ts'
import { attachmentService } from './conversations/attachment.service.ts'
import { attachmentStore } from './conversations/attachment.store.ts'
import { attachmentTicketStore } from './conversations/attachment-ticket.store.ts'
import { sequenceStore } from './database/sequence.store.ts'
import type { SluiceBus } from './events.ts'
import { exposureService } from './exposures/exposure.service.ts'
import { exposureStore } from './exposures/exposure.store.ts'
import { flagService } from './flags/flag.service.ts'
import { flagStore } from './flags/flag.store.ts'
import { floorsOf } from './flags/floors.ts'
import { forecastService } from './flags/forecast.service.ts'
import { ownActService } from './flags/own-act.service.ts'
import { reachService } from './flags/reach.service.ts'
import { rulesetService } from './flags/ruleset.service.ts'
import { insightQueries } from './insights/insight.queries.ts'
import { insightService } from './insights/insight.service.ts'
import { admissionStore } from './pacing/admission.store.ts'
import { audienceQueries } from './pacing/audience.queries.ts'
import { audienceService } from './pacing/audience.service.ts'
import { channelService } from './pacing/channel.service.ts'
import { consentStore } from './pacing/consent.store.ts'
import { followerService } from './pacing/follower.service.ts'
import { invitationService } from './pacing/invitation.service.ts'
import { invitationStore } from './pacing/invitation.store.ts'
import { noticeService } from './pacing/notice.service.ts'
import { noticeStore } from './pacing/notice.store.ts'
import { peopleService } from './pacing/people.service.ts'
import { policyQueries } from './pacing/policy.queries.ts'
import { policyService } from './pacing/policy.service.ts'
import { policyStore } from './pacing/policy.store.ts'
import { roundStore } from './pacing/round.store.ts'
import { waitingStore } from './pacing/waiting.store.ts'
import { choicesService } from './portal/choices.service.ts'
import { newsService } from './portal/news.service.ts'
import { newsStore } from './portal/news.store.ts'
import { subscriptionService } from './portal/subscription.service.ts'
import { subscriptionStore } from './portal/subscription.store.ts'
import { installationService } from './projects/installation.service.ts'
import { installationStore } from './projects/installation.store.ts'
import type { Arrivals } from './projects/installation.ts'
import { projectService } from './projects/project.service.ts'
import { projectStore } from './projects/project.store.ts'
import { ladderOf } from './projects/project.ts'
import { handOffStore } from './subjects/hand-off.store.ts'
import { identitySecretService } from './subjects/identity-secret.service.ts'
import { identitySecretStore } from './subjects/identity-secret.store.ts'
import { mergeService } from './subjects/merge.service.ts'
import { mergeStore } from './subjects/merge.store.ts'
import { subjectService } from './subjects/subject.service.ts'
import { subjectStore } from './subjects/subject.store.ts'
import { surveyServices } from './survey-services.ts'

type Parts = {
  connection: Connection
  clock: Clock
  secret: string
  bus: SluiceBus
  /** What ids, keys and salts are made of; only the demo hands in one that repeats itself. */
  random?: (bytes: number) => Uint8Array
  outside?: Outside
  /** Whether no other process writes into the same database. */
  isAlone?: boolean
}

/** OWASP's argon2id settings: 19 MiB, two passes, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Whoever is alone takes so many numbers at a time. */
const numbersInReserve = 1000

/** Every use case, on the stores of one connection. */
export function services({ connection, clock, secret, bus, random = randomBytes, outside, isAlone = false }: Parts) {
  const sequence = sequenceStore(connection, isAlone ? numbersInReserve : 1).next

  const projects = projectService({
    ...{ store: projectStore(connection), clock, random },
    beforeLadder: (project, at) => reach.spellOut(project, at),
    onChanged: ({ id }) => bus.tell('project:changed', { project: id }),
  })
  const installations = installationService({
    ...{ store: installationStore(connection), projects, clock },
    onChanged: (project) => bus.tell('installation:changed', { project }),
  })
  const pageArrivals: Arrivals = {
    came: ({ id }) => bus.tell('page:came', { project: id }),
    refused: (page) => bus.tell('page:refused', page),
  }
  bus.on('page:came', ({ project }) => installations.reached(project, 'connected'))
  bus.on('page:refused', installations.refused)
  bus.on('exposure:stored', ({ project }) => installations.reached(project, 'exposure'))
  bus.on('response:stored', ({ project }) => installations.reached(project, 'answer'))
  bus.on('message:stored', async ({ project, message }) => {
    if (message.from === 'subject') await installations.reached(project, 'answer')
  })
  const accounts = accountService({
    store: accountStore(connection),
    hashing: { hash: (password) => hash(password, argon2id), verify },
    clock,
    random,
  })
  const identitySecrets = identitySecretService({
    ...{ store: identitySecretStore(connection), secret, clock, random },
    onRevoked: (project, revoked) => bus.tell('identity:revoked', { project, secret: revoked }),
  })
  const mergeRecords = mergeStore(connection)
  const subjects = subjectService({
    ...{ store: subjectStore(connection), handOffs: handOffStore(connection), merges: mergeRecords },
    ...{ identitySecrets, secret, clock, random },
  })
  const { remember } = subjects
  const flagDocuments = flagStore(connection)
  const policies = policyService({
    store: policyStore(connection),
    clock,
    floorsOf: async (project, subject, marks, before) =>
      floorsOf(await flagDocuments.all(project.id), ladderOf(project), subject, marks, before, clock.now()),
    onChosen: (project, subject) => bus.tell('policy:chosen', { project, subject }),
    doors: {
      refuseUninvited: (project, subject, channel) => channels.refuseUninvited(project, subject, channel),
      onLeft: (project, subject, from, to) => bus.tell('channel:left', { project, subject, from, to }),
    },
  })
  const invitations = invitationService({ store: invitationStore(connection), clock, random })
  const notices = noticeService({
    ...{ store: noticeStore(connection), clock },
    onTold: (project, subject, notice) => bus.tell('notice:stored', { project, subject, notice }),
  })
  const followers = followerService({ rounds: roundStore(connection), subjects, policies, notices, projects })
  const channels = channelService({
    ...{ followers, admissions: admissionStore(connection), consents: consentStore(connection) },
    ...{ waiting: waitingStore(connection), invitations, policies, notices, projects, sequence, clock },
    ...{ remember, isMerged: subjects.isMerged },
  })
  const people = peopleService({
    ...{ queries: policyQueries(connection), policies },
    ...{ countWaiting: channels.countWaiting, countSubjects: subjects.count },
  })
  const audience = audienceService({
    ...{ queries: audienceQueries(connection), people, invitations, clock },
    ...{ countSubjects: subjects.count, countWaiting: channels.countWaiting },
  })
  bus.on('channel:left', ({ project, subject, from, to }) => channels.left(project, subject, from, to))
  bus.on('project:changed', ({ project }) => channels.settle(project))
  const ruleset = rulesetService({ store: flagDocuments, policies, clock })
  const reach = reachService({ store: flagDocuments, onChanged: ruleset.forget })
  const forecasts = forecastService({
    ...{ queries: policyQueries(connection), cameByDay: audienceQueries(connection).came },
    ...{ knownSince: subjects.knownSince, clock },
  })
  bus.on('policy:chosen', ({ project }) => forecasts.forget(project))
  const ownActs = ownActService({ policies, ruleset })
  const flags = flagService({
    store: flagDocuments,
    clock,
    random,
    onChanged: (event) => {
      ruleset.forget(event.project)
      bus.tell('flag:changed', event)
    },
  })
  const choices = choicesService({ policies, ownActs, ruleset, subjects, channels, clock })
  const news = newsService({
    ...{ store: newsStore(connection), subjects, ruleset },
    onTold: (project, subject, known, closed) => bus.tell('news:told', { project, subject, known, closed }),
  })
  const subscriptions = subscriptionService({
    store: subscriptionStore(connection),
    ...{ subjects, policies, ruleset, clock, random },
  })
  const exposures = exposureService({
    ...{ store: exposureStore(connection), ruleset, policies, remember, sequence, clock, isAlone },
    onSeen: (event) => bus.tell('exposure:stored', event),
  })
  bus.on('policy:chosen', ({ project, subject }) => exposures.forget(project, subject))
  const asked = surveyServices({ connection, ruleset, exposures, subjects, sequence, clock, bus })
  const attachments = attachmentService({
    ...{ store: attachmentStore(connection), tickets: attachmentTicketStore(connection) },
    ...{ projects, sequence, clock, random },
  })
  const talks = conversationServices({
    ...{ connection, clock, bus, sequence, accounts, projects, subjects, exposures, attachments, flags, outside },
    ...{ allFlags: flagDocuments.all, isAlone },
  })
  const insights = insightService({ queries: insightQueries(connection), surveys: asked.surveys, exposures })
  const merges = mergeService({
    ...{ store: mergeRecords, subjects, clock },
    movers: [
      channels.passed,
      subscriptions.move,
      async (project, from, into) => {
        const seen = await exposures.flagsSeenBy(project, into.subject)
        await policies.move(project, from, into, seen.size > 0)
      },
      channels.move,
      ({ id }, from, { subject }) => notices.move(id, from, subject),
      ({ id }, from, { subject }) => news.move(id, from, subject),
      (project, from, { subject }) => exposures.move(project, from, subject),
      (project, from, { subject }) => asked.moveSurveys(project, from, subject),
      (project, from, { subject }) => attachments.move(project, from, subject),
      (project, from, { subject }) => talks.moveConversations(project, from, subject),
      (project, from, { subject }) => subjects.move(project, from, subject),
    ],
    onBegin: (project, from) => bus.tell('subject:leaving', { project, subject: from }),
    onMerged: (project, into) => bus.tell('subject:merged', { project, subject: into }),
  })

  return {
    ...{ identitySecrets, merges, channels, invitations, notices, people, audience },
    ...{ pageArrivals, installations },
    ...{ projects, accounts, subjects, policies, flags, ruleset, ownActs, choices, news },
    forecasts,
    ...asked,
    ...{ exposures, attachments, insights, subscriptions },
    ...talks,
  }
}

export type Services = ReturnType<typeof services>
