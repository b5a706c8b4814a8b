import { z } from 'zod'
import { slug } from '../base/text.ts'
import type { KnownNews } from './known-news.ts'

const newestRevisions = z.record(slug(), z.int().positive().max(1_000_000))
const knownNews = z.strictObject({
  had: newestRevisions,
  asked: newestRevisions,
}) satisfies z.ZodType<KnownNews>

/** What a device has told somebody (left out: nothing new), and what stood on a card that they closed there. */
export const newsTold = z.strictObject({ told: knownNews.optional(), closed: knownNews.optional() })

export type NewsTold = z.infer<typeof newsTold>
