import { z } from 'zod'

const dayMs = 86_400_000

/** How often somebody wants to be asked anything at all. */
export const askBudget = z.enum(['never', 'rarely', 'often'])

export type AskBudget = z.infer<typeof askBudget>

const defaultBudget: AskBudget = 'rarely'

const mostAsks: Record<AskBudget, number> = { never: 0, rarely: 2, often: 8 }
const budgetDays = 30

/** One showing of a survey to somebody, at an instant (ms). */
type Ask = { response: string; survey: string; at: number }

/** What somebody wants, where they have said so, and how often they were asked. */
export type Asking = { budget?: AskBudget; asks: readonly Ask[] }

/** How many more surveys somebody may be asked, of the budget's within the last 30 days. */
export function asksLeft({ budget = defaultBudget, asks }: Asking, now: number): number {
  const recent = asks.filter(({ at }) => at > now - budgetDays * dayMs)
  return Math.max(0, mostAsks[budget] - recent.length)
}

const askingReply = z.object({
  budget: askBudget,
  left: z.int().min(0).describe('How many more surveys within 30 days'),
  lastAskedAt: z.int().optional(),
})

export type AskingReply = z.infer<typeof askingReply>

/** What somebody sees of their budget. */
export function askingReplyOf(asking: Asking, now: number): AskingReply {
  const last = asking.asks.reduce<number | undefined>((latest, { at }) => Math.max(latest ?? at, at), undefined)
  return {
    budget: asking.budget ?? defaultBudget,
    left: asksLeft(asking, now),
    ...(last !== undefined && { lastAskedAt: last }),
  }
}

/** Of somebody known as two: each showing once, oldest first, and what `own` says they want before the other. */
export function mergedAsking(own: Asking, other: Asking): Asking {
  const asks = new Map([...other.asks, ...own.asks].map((ask) => [ask.response, ask]))
  const budget = own.budget ?? other.budget
  return { asks: [...asks.values()].sort((a, b) => a.at - b.at), ...(budget && { budget }) }
}
