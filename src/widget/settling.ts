import type { LoopQuestion } from '../conversations/loop.ts'
import type { TokenStore } from './subject-token.ts'

const putOffMs = 7 * 86_400_000

export type Settling = ReturnType<typeof settling>

/** Of which changes this person is asked whether they settle what they wrote; who is not sure yet is left alone for a week. */
export function settling({
  name,
  store,
  owner,
  now,
}: {
  name: string
  store: TokenStore | null
  owner: () => string
  now: () => number
}) {
  let waiting: readonly LoopQuestion[] = []
  /** Answered here; the server may not know yet. */
  const answered = new Set<string>()
  const keyOf = ({ conversation, flag, revision }: LoopQuestion) => `${conversation} ${flag} ${revision}`

  /** Until when (ms) each is put off, by this person, on this device. */
  function putOff(): [key: string, until: number][] {
    try {
      const kept = JSON.parse(store?.getItem(name) ?? '{}')
      return kept.owner === owner() ? kept.putOff.filter(([, until]: [string, number]) => until > now()) : []
    } catch {
      return []
    }
  }

  const open = () => waiting.filter((one) => !answered.has(keyOf(one)))

  return {
    replace(questions: readonly LoopQuestion[]): void {
      waiting = questions
    },

    add(question: LoopQuestion): void {
      waiting = [...waiting.filter(({ conversation }) => conversation !== question.conversation), question]
    },

    of: (conversation: string) => open().find((one) => one.conversation === conversation),

    /** Those that are asked by themselves, on a card. */
    due(): LoopQuestion[] {
      const off = putOff().map(([key]) => key)
      return open().filter((one) => !off.includes(keyOf(one)))
    },

    answered: (question: LoopQuestion) => void answered.add(keyOf(question)),

    /** It was refused, or never came through. */
    unanswered: (question: LoopQuestion) => void answered.delete(keyOf(question)),

    later(question: LoopQuestion): void {
      const others = putOff().filter(([key]) => key !== keyOf(question))
      const kept = [...others, [keyOf(question), now() + putOffMs]].slice(-20)
      store?.setItem(name, JSON.stringify({ owner: owner(), putOff: kept }))
    },

    /** Takes everything away; it was somebody else's. */
    forget(): void {
      waiting = []
      answered.clear()
      store?.removeItem(name)
    },
  }
}
