import type { movingClock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { dayMs, hourMs } from '../pacing/zoned-time.ts'
import type { Project } from '../projects/project.ts'
import type { Services } from '../services.ts'
import type { Identity } from '../subjects/identity.ts'
import type { Answer } from '../surveys/response.ts'
import { scoreSurvey } from '../surveys/score-survey.ts'
import type { DemoStore } from './demo.store.ts'
import { type DemoTalk, demoFlags, demoSurvey, demoTalks, remarks, team } from './demo-data.ts'
import { demoKey } from './demo-key.ts'
import { type DemoPerson, demoDays, demoPeople } from './demo-people.ts'
import { demoStory } from './demo-story.ts'
import { seededRandom } from './seeded-random.ts'

type Parts = { services: Services; clock: ReturnType<typeof movingClock>; store: DemoStore; now: number }

type Happening = { at: number; act: () => Promise<unknown> }

/**
 * Makes the demo's project with three weeks of believable life, through the same services as everybody, on a clock that
 * ends at `now` (ms); once on a server that has no project. What an interrupted start left is removed first.
 */
export async function seedDemo({ services, clock, store, now }: Parts): Promise<boolean> {
  const earlier = await store.find()
  if (earlier?.state === 'done') return false
  if (earlier) await store.removeUnfinished(earlier.startedAt)
  if ((await services.projects.all()).length > 0) return false

  const startedAt = now - demoDays * dayMs
  clock.moveTo(startedAt)
  await store.begin(startedAt)
  const project = await services.projects.create({ key: demoKey, name: 'Notewell' })
  for (const [key, draft] of Object.entries(demoFlags)) await services.flags.create(project, key, draft)
  await live(happeningsOf(services, project, now), clock)
  clock.moveTo(now)
  // Whoever is there stays; who comes now may meet a waiting list one day.
  const drafts = project.channels.map(({ text: _, ...draft }) => draft)
  const limited = drafts.map((one) => (one.key === 'canary' ? { ...one, entry: 'capped' as const, cap: 20 } : one))
  await services.projects.setLadder(project, limited)
  await services.channels.idle()
  await store.finish(startedAt)
  return true
}

/** Lets everything happen in order; what happens at one instant is of different people and may run side by side. */
async function live(happenings: readonly Happening[], clock: Parts['clock']): Promise<void> {
  const byInstant = new Map<number, Happening[]>()
  for (const one of [...happenings].sort((a, b) => a.at - b.at))
    byInstant.set(one.at, [...(byInstant.get(one.at) ?? []), one])
  for (const [at, ones] of byInstant) {
    clock.moveTo(at)
    await Promise.all(ones.map(({ act }) => act()))
  }
}

function happeningsOf(services: Services, project: Project, now: number): Happening[] {
  const ago = (days: number) => now - Math.round(days * dayMs)
  const people = demoPeople(now)
  const known = new Map<DemoPerson, Identity>()
  async function survey(): Promise<void> {
    const { key, ...question } = demoSurvey
    await services.surveys.saveDraft(project, key, scoreSurvey(question))
    await services.surveys.publish(project, key)
  }
  return [
    ...demoStory(services.flags, project).map(({ daysAgo, act }) => ({ at: ago(daysAgo), act })),
    { at: ago(7), act: survey },
    ...people.flatMap((person) =>
      person.visits.map((at) => ({ at, act: () => visit(services, project, person, known, at) })),
    ),
    ...demoTalks.flatMap((talk) => talkAbout(services, project, talk, people, known, ago)),
  ]
}

/** Somebody opens the product, sees what it shows, and perhaps chooses or answers. */
async function visit(
  { subjects, installations, policies, ownActs, ruleset, exposures, asking, responses }: Services,
  project: Project,
  person: DemoPerson,
  known: Map<DemoPerson, Identity>,
  at: number,
): Promise<void> {
  const before = known.get(person)
  const identity = before ?? (await subjects.identify(project, subjects.issue(project)))
  known.set(person, identity)
  await installations.reached(project.id, 'connected')
  const { evaluations } = await ruleset.forSubject(project, identity)
  const flags = evaluations.map(({ key, variant }) => ({ key, variant }))
  await exposures.record(project, identity, { id: person.id(at), evaluatedAt: new Date(at).toISOString(), flags })
  if (!before) {
    const { channel, pace, timeZone } = person
    await policies.choose(project, identity, { channel, pace, timeZone })
    await subjects.rename(project, identity.subject, person.name)
  }
  if (person.answersAt === at) {
    const response = person.id(at)
    const { asked } = await asking.ask(project, identity, {
      ...{ id: response, survey: demoSurvey.key, revision: 1, language: 'en' },
    })
    const given = answerOf(person, new Map(evaluations.map(({ key, variant }) => [key, variant])))
    const state = given ? 'completed' : 'dismissed'
    if (asked)
      await responses.answer(project, identity, { id: person.id(at), response, seq: 1, state, answers: given ?? [] })
  }
  if (person.saysYes?.at === at) await ownActs.getNow(project, identity, person.saysYes.flag, person.saysYes.revision)
  if (person.slowsDown?.at === at)
    await policies.choose(project, identity, { channel: person.channel, pace: person.slowsDown.pace })
}

/** The new editor is liked, cards a little less; nothing for who puts the question aside. */
function answerOf(person: DemoPerson, variants: ReadonlyMap<string, string>): Answer[] | undefined {
  if (person.mood < -2.6) return undefined
  const editor = variants.get('new-editor') === 'on' ? 'on' : 'off'
  const liked = 6.3 + (editor === 'on' ? 1.6 : 0) - (variants.get('note-list') === 'cards' ? 0.5 : 0) + person.mood
  const score = Math.min(10, Math.max(0, Math.round(liked)))
  const words = remarks[editor][score >= 7 ? 'good' : 'bad']
  const text = words[Math.floor(Math.abs(person.mood) * 10) % words.length]
  return [
    { question: 'score', score, ms: 4000 },
    ...(person.adds && text !== undefined ? [{ question: 'why', text, ms: 15_000 }] : []),
  ]
}

/** A talk as two people have it: somebody whom its first words fit, with the product open, and the team. */
function talkAbout(
  services: Services,
  project: Project,
  talk: DemoTalk,
  people: readonly DemoPerson[],
  known: Map<DemoPerson, Identity>,
  ago: (days: number) => number,
): Happening[] {
  const { conversations, handling } = services
  const { kind, text, lines } = talk
  const at = ago(talk.daysAgo)
  const index = demoTalks.indexOf(talk)
  const author = { name: team[index % 2] ?? team[0] }
  const idOf = (place: number) => newId(at, ({ length }) => seededRandom(index * 100 + place).bytes(length))
  let writer: Identity | undefined

  async function open(): Promise<void> {
    const person = await fitting(services, project, talk, rotated(people, index * 8), known)
    await visit(services, project, person, known, at)
    writer = known.get(person)
    if (writer) await conversations.open(project, writer, { id: idOf(0), kind, text })
  }

  /** Whoever answers has read what stood above. */
  async function reply(line: { id: string; text: string }): Promise<void> {
    const { messages } = await conversations.find(project, idOf(0))
    await handling.markRead(project, idOf(0), messages.at(-1)?.sequence ?? 0)
    await conversations.reply(project, idOf(0), line, author)
  }

  return [
    { at, act: open },
    ...lines.map(({ after, from, text }, i) => ({
      at: at + after * hourMs,
      act: async () => {
        const line = { id: idOf(i + 1), text }
        if (from === 'team') await reply(line)
        else if (writer) await conversations.write(project, writer, { ...line, conversation: idOf(0) })
      },
    })),
  ]
}

/** So that not one person writes everything. */
const rotated = <Item>(items: readonly Item[], by: number): Item[] => [...items.slice(by), ...items.slice(0, by)]

/** Of the people who are there already on that channel: the first who has what the talk is about, or any. */
async function fitting(
  { ruleset }: Services,
  project: Project,
  { channel, pace, has = {}, text }: DemoTalk,
  people: readonly DemoPerson[],
  known: ReadonlyMap<DemoPerson, Identity>,
): Promise<DemoPerson> {
  const there = people.filter((person) => person.channel === channel && known.has(person))
  for (const person of there) {
    const identity = known.get(person)
    if (!identity || (pace !== undefined && person.pace !== pace)) continue
    const { evaluations } = await ruleset.forSubject(project, identity)
    if (evaluations.every(({ key, variant }) => (has[key] ?? variant) === variant)) return person
  }
  const [anybody] = there
  if (!anybody) throw new Error(`Nobody on ${channel} is there to write: ${text}`)
  return anybody
}
