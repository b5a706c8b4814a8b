import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'
import { bounds, defaultBounds, projectDefault } from './bounds.ts'
import { type Channel, channel, defaultChannels, removedChannel } from './channel.ts'
import { dimensionList } from './dimension.ts'

/** A web origin as browsers send it: scheme, host, perhaps a port, nothing behind. */
export const origin = z
  .string()
  .trim()
  .max(253, 'At most 253 characters')
  .refine(isOrigin, 'Write an origin such as https://app.example.org, without a path or a star')

function isOrigin(text: string): boolean {
  // A URL may hold a star, but no browser sends one: taken as a pattern it would let nobody in. A `;` ends a directive.
  if (!URL.canParse(text) || /[*;,']/.test(text)) return false
  const { origin, protocol } = new URL(text)
  return origin === text && (protocol === 'https:' || protocol === 'http:')
}

const project = z.object({
  id: z.string(),
  key: slug(),
  name: writtenText(80),
  channels: z.array(channel).min(2).max(8),
  removed: z.array(removedChannel).describe('Channels that are no more, in the order in which they were removed'),
  bounds,
  default: projectDefault,
  past: z
    .array(z.object({ until: z.int(), ladder: z.array(z.string()), bounds, default: projectDefault }))
    .describe('Ladder (keys), bounds and default before, each until an instant (ms): the past can be told by them'),
  origins: z.array(origin).max(50),
  dimensions: dimensionList,
  redacts: z.boolean().describe('Free text of people is written without addresses, numbers and tokens'),
  clientKey: z.string().describe('Public: it stands in the product’s pages'),
  createdAt: z.int(),
  version: z.int().positive().describe('Counts what was changed in channels, bounds and default'),
})

export type Project = z.infer<typeof project>

/** A project as it begins: three open channels, wide bounds, and a default that keeps nobody waiting. */
export const newProject = (named: Pick<Project, 'id' | 'key' | 'name' | 'clientKey' | 'createdAt'>): Project => ({
  ...named,
  channels: defaultChannels,
  removed: [],
  bounds: defaultBounds,
  default: { channel: defaultChannels[0]?.key ?? '', pace: 'first', timeZone: 'UTC' },
  past: [],
  origins: [],
  dimensions: [],
  redacts: true,
  version: 1,
})

/** The keys of a project's channels, from the most cautious on. */
export const ladderOf = (project: { channels: readonly Pick<Channel, 'key'>[] }): string[] =>
  project.channels.map(({ key }) => key)
