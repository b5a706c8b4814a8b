import type { Clock } from '../base/clock.ts'
import { Problem } from '../base/problem.ts'
import type { Project } from '../projects/project.ts'
import { type AskBudget, type Asking, type AskingReply, askingReplyOf, mergedAsking } from './ask-budget.ts'
import type { AskingStore } from './asking.store.ts'

/** That others write in this very moment is bad luck; so often in a row, it is a reason to come again. */
export const mostTries = 20

/** How often each person wants to be asked, on all their devices. */
export function askBudgetService({ askings, clock }: { askings: AskingStore; clock: Clock }) {
  /** Changes what is stored of somebody, again where another device was faster. */
  async function change(project: Project, subject: string, decide: (asking: Asking) => Asking): Promise<Asking> {
    for (let tries = 0; tries < mostTries; tries++) {
      const { version, ...asking } = await askings.find(project.id, subject)
      const next = decide(asking)
      if (await askings.save(project.id, subject, { ...next, version: version + 1 })) return next
    }
    throw new Problem('stale', 'Send it again')
  }

  return {
    async get(project: Project, subject: string): Promise<AskingReply> {
      return askingReplyOf(await askings.find(project.id, subject), clock.now())
    },

    async set(project: Project, subject: string, budget: AskBudget): Promise<AskingReply> {
      return askingReplyOf(await change(project, subject, ({ asks }) => ({ asks, budget })), clock.now())
    },

    /** Takes a showing back that did not come about: both clocks stand as before. */
    async withdraw(project: Project, subject: string, response: string): Promise<void> {
      await change(project, subject, ({ asks, ...wish }) => ({
        ...wish,
        asks: asks.filter((ask) => ask.response !== response),
      }))
    },

    /** One subject's clocks and budget become another's, so that nobody is asked more often for having signed in. */
    async move(project: Project, from: string, into: string): Promise<void> {
      const { version, ...other } = await askings.find(project.id, from)
      if (version === 0) return
      await change(project, into, (own) => mergedAsking(own, other))
      await askings.remove(project.id, from)
    },
  }
}

export type AskBudgetService = ReturnType<typeof askBudgetService>
