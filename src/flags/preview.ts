import { z } from 'zod'
import { slug, writtenText } from '../base/text.ts'
import { covers } from '../pacing/spans.ts'

/** What a member writes to offer a flag for subjects to switch on by themselves, whatever the channel. */
export const previewDraft = z.object({
  variant: slug().describe('What who switches it on gets'),
  title: writtenText(80),
  sentence: writtenText(200),
})

export type PreviewDraft = z.infer<typeof previewDraft>

/** An offer is a span (ms): taken back, it has an end. */
export const previewOffer = previewDraft.extend({ from: z.int(), to: z.int().optional(), by: z.string() })

export type PreviewOffer = z.infer<typeof previewOffer>

/** The offer that stands at an instant (ms). */
export const offerAt = ({ offers = [] }: { offers?: readonly PreviewOffer[] | undefined }, now: number) =>
  offers.findLast((offer) => covers(offer, now))
