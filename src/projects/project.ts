import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

/** A rung of the ladder; ladders go from the most cautious channel to the most adventurous. */
const channel = z.object({ key: slug(), name: writtenText(40), description: writtenText(200) })

export type Channel = z.infer<typeof channel>

/** A web origin as browsers send it: scheme, host, perhaps a port, nothing behind. */
export const origin = z
  .string()
  .trim()
  .max(253, 'At most 253 characters')
  .refine(isOrigin, 'Write an origin such as https://app.example.org, without a path')

function isOrigin(text: string): boolean {
  try {
    const { origin, protocol } = new URL(text)
    return origin === text && (protocol === 'https:' || protocol === 'http:')
  } catch {
    return false
  }
}

const project = z.object({
  id: z.string(),
  key: slug(),
  name: writtenText(80),
  channels: z.array(channel).min(2).max(8),
  origins: z.array(origin).max(50),
  clientKey: z.string().describe('Public: it stands in the product’s pages'),
  createdAt: z.int(),
})

export type Project = z.infer<typeof project>

export const defaultChannels: Channel[] = [
  { key: 'stable', name: 'Stable', description: 'Finished and proven.' },
  { key: 'beta', name: 'Beta', description: 'Works, may still change. Your opinion counts most here.' },
  { key: 'canary', name: 'Canary', description: 'The same day we build it. Things will break.' },
]

/** The keys of a project's channels, from the most cautious on. */
export const ladderOf = (project: Pick<Project, 'channels'>): string[] => project.channels.map(({ key }) => key)
