import { z } from 'zod'
import { slug } from '../base/text.ts'
import { endpoint } from '../http/endpoint.ts'
import { channel } from '../projects/channel.ts'
import type { Audience, AudienceService } from './audience.service.ts'
import { audienceSentence, toldText } from './audience-words.ts'
import { paceName } from './policy.ts'
import { dayMs } from './zoned-time.ts'

const people = z.int().min(0)

const reply = z.object({
  sentence: z.string(),
  people: people.describe('Everybody who is known: people count from the first thing they do'),
  channels: z.array(
    z.object({
      channel: z.string(),
      name: z.string(),
      entry: channel.shape.entry,
      people,
      paces: z.partialRecord(paceName, people).describe('By the pace in force; nobody: left out'),
      waiting: people.describe('Who waits for room'),
      invitations: z
        .object({ made: people, open: people, uses: people })
        .describe('Of the newest 200: how many there are, how many still let somebody in, how many people they let in'),
    }),
  ),
  days: z
    .array(z.object({ date: z.iso.date(), channels: z.record(z.string(), people) }))
    .describe('Who was on which channel at the end of each day in UTC; the last is today so far'),
  told: z
    .array(z.object({ text: z.string(), people, seen: people, last: z.iso.datetime() }))
    .describe('What people were told without their doing in these days; of the newest 2 000 notices'),
})

export const audienceEndpoints = (audience: AudienceService) => [
  endpoint('GET /api/v1/projects/:project/audience', {
    summary:
      'Who is on which channel at which pace, how that moved in thirty days, who waits and what people were told',
    permission: 'audience:read',
    params: z.object({ project: slug() }),
    reply,
    handle: async ({ project }) => replyOf(await audience.of(project)),
  }),
]

function replyOf({ people, channels, days, told }: Audience): z.input<typeof reply> {
  return {
    sentence: audienceSentence(channels),
    people,
    channels,
    days: days.map(({ day, people }) => ({
      date: new Date(day * dayMs).toISOString().slice(0, 10),
      channels: Object.fromEntries(channels.map(({ channel }, i) => [channel, people[i] ?? 0])),
    })),
    told: told.map((one) => ({
      ...{ text: `${toldText(one)}.`, people: one.people, seen: one.seen },
      last: new Date(one.last).toISOString(),
    })),
  }
}
