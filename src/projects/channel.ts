import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'

/** Who may join: everybody, whoever has an invitation, or as many as `cap` says, the others in a waiting list. */
const channelEntry = z.enum(['open', 'invitation', 'capped'])

const cap = z.int('Write a whole number').min(1, 'At least 1').max(1_000_000, 'At most 1 000 000')

/** A rung of the ladder; ladders go from the most cautious channel to the most adventurous. */
export const channel = z.object({
  key: slug(),
  name: writtenText(40),
  description: writtenText(200),
  breaks: writtenText(300).describe('What may break there: stands on the page on which people join'),
  entry: channelEntry,
  cap: cap.optional().describe('How many people there is room for, where entry is capped'),
  text: z.int().positive().describe('The revision of what people read before they join'),
})

export type Channel = z.infer<typeof channel>

export const breaksUnsaid = 'What is new here has proved itself less than on the more cautious channels.'

/** What a member writes of one channel; without a key it is a new one, named after its name. */
const channelDraft = z.strictObject({
  key: slug().optional(),
  name: channel.shape.name,
  description: channel.shape.description,
  breaks: channel.shape.breaks.default(breaksUnsaid),
  entry: channelEntry.default('open'),
  cap: channel.shape.cap,
})

/** A whole ladder, from the most cautious channel on. */
export const ladderDraft = z.array(channelDraft).min(2, 'At least 2 channels').max(8, 'At most 8 channels')

export type ChannelDraft = z.infer<typeof channelDraft>

/** A channel that is no more; who was on it has moved to the channel `to` at the instant `at` (ms). */
export const removedChannel = z.object({ key: slug(), name: z.string(), to: slug(), at: z.int() })

export type RemovedChannel = z.infer<typeof removedChannel>

export const defaultChannels: Channel[] = [
  {
    key: 'stable',
    name: 'Stable',
    description: 'Finished and proven.',
    breaks: 'Nothing that we know of: what arrives here has been on the bolder channels first.',
    entry: 'open',
    text: 1,
  },
  {
    key: 'beta',
    name: 'Beta',
    description: 'Works, may still change. Your opinion counts most here.',
    breaks: 'New things may look different next week, and now and then one of them fails.',
    entry: 'open',
    text: 1,
  },
  {
    key: 'canary',
    name: 'Canary',
    description: 'The same day we build it. Things will break.',
    breaks: 'Anything new may fail, look wrong or disappear again. Keep a copy of what matters to you.',
    entry: 'open',
    text: 1,
  },
]
