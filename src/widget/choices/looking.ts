import type { ChoicesDifference } from '../../portal/choices-shape.ts'
import type { ChoicesHost } from './part.ts'

const pause = 250

/** What is known of a choice that is looked at: nothing yet, what it would change, or why it cannot be. */
export type Looked = { difference?: ChoicesDifference; fault?: string }

/** Asks what a choice would change, once nothing else is looked at for a moment, and calls `onAnswer` when it is known. */
export function looking(explain: ChoicesHost['explain'], onAnswer: () => void) {
  let current: (Looked & { of: string }) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  return {
    /** `of`: the choice as a text; what is known of the same one stays until there is a newer answer. */
    at(of: string, ask: () => Promise<ChoicesDifference>): void {
      clearTimeout(timer)
      if (current?.of !== of) current = { of }
      timer = setTimeout(async () => {
        const looked = await ask().then(
          (difference) => ({ difference }),
          (fault: unknown) => ({ fault: explain(fault) }),
        )
        if (current?.of !== of) return
        current = { of, ...looked }
        onAnswer()
      }, pause)
    },

    known: (): Looked => current ?? {},

    stop(): void {
      clearTimeout(timer)
      current = undefined
    },
  }
}
