import type { Receipt } from '../base/receipt.ts'
import type { WidgetRequests, WireProblem } from '../sockets/protocol.ts'
import { isWritten, type Letter, type LetterStore, oldestFirst, outdated, type StoredRequest } from './letter.ts'
import { lacksPictures, Refusal } from './refusal.ts'

/** What has become of a letter. */
export type Outcome = { receipt: Receipt } | { problem: WireProblem }

type Waiting = {
  letter: Letter
  isKept: boolean
  onDelay: () => void
  settle: (receipt: Receipt) => void
  refuse: (refusal: Refusal) => void
}

type Parts = {
  /** Rejects with a Refusal when the server said no, and with anything else when no answer came. */
  send: (name: StoredRequest, body: Letter['body']) => Promise<Receipt>
  isConnected: () => boolean
  /** Where letters outlive the page; null: nowhere. */
  store: LetterStore | null
  /** Whether something may be kept on the device now. */
  mayKeep: () => boolean
  owner: () => string
  /** Runs it while no other tab does the same. */
  alone: (act: () => Promise<void>) => Promise<void>
  /** Tells the other tabs what has become of a letter, or that there is another one. */
  tell: (id: string, outcome?: Outcome) => void
  /** Hears of a letter that this page has sent for another tab or an earlier page, and that is stored now. */
  onSentForOther: (letter: Letter) => void
  /** What waits and was written by this person, oldest first. */
  onChange: (waiting: readonly Letter[]) => void
  after: (ms: number, act: () => void) => void
  now: () => number
}

const longestPause = 30_000

/**
 * Sends what must be stored in the order in which it was written, each until it is acknowledged or refused, also what
 * an earlier page has left on the device. The server takes an id once, so twice does no harm.
 */
export function outbox(parts: Parts) {
  const { send, isConnected, store, mayKeep, owner, alone, tell, onSentForOther, onChange, after, now } = parts
  const mine = new Map<string, Waiting>()
  let isSending = false
  let isPausing = false
  let failures = 0
  /** When (ms) the server wants to be asked again. */
  let notBefore = 0
  let latest = 0
  let told = ''

  /** All that this person may send now, from this page or an earlier one. */
  async function sendable(): Promise<Letter[]> {
    const kept = (await store?.all().catch(() => [])) ?? []
    const old = outdated(kept, now())
    if (old.length > 0) await forget(old)
    const own = [...mine.values()].map(({ letter }) => letter)
    const others = kept.filter((letter) => !old.includes(letter) && !mine.has(letter.body.id))
    return oldestFirst([...own, ...others].filter((letter) => letter.owner === owner()))
  }

  const forget = async (letters: readonly Letter[]) => store?.forget(letters.map(({ body }) => body.id)).catch(() => {})

  async function look(): Promise<Letter[]> {
    const letters = await sendable()
    const written = letters.filter(isWritten)
    const ids = written.map(({ body }) => body.id).join()
    if (ids !== told) onChange(written)
    told = ids
    return letters
  }

  async function keep(): Promise<void> {
    const fresh = [...mine.values()].filter(({ isKept }) => !isKept)
    if (!store || !mayKeep()) return
    for (const waiting of fresh) waiting.isKept = true
    try {
      await store.keep(fresh.map(({ letter }) => letter))
    } catch {
      // What cannot be kept is still sent from this page.
      for (const waiting of fresh) waiting.isKept = false
    }
  }

  async function flush(): Promise<void> {
    if (isSending) return
    isSending = true
    let next = 'again' as 'again' | 'later' | 'done'
    try {
      await alone(async () => {
        while (next === 'again') next = await sendFirst()
      })
    } finally {
      isSending = false
    }
    // Written while the last one was on its way.
    if (next === 'done' && [...mine.values()].some(({ letter }) => letter.owner === owner())) return flush()
    if (next === 'done' || !isConnected() || isPausing) return
    isPausing = true
    after(Math.max(notBefore - now(), Math.min(longestPause, 1000 * 2 ** failures++)), () => {
      isPausing = false
      void flush()
    })
  }

  async function sendFirst(): Promise<'again' | 'later' | 'done'> {
    const [first] = await look()
    if (!first) return 'done'
    const outcome = isConnected() && notBefore <= now() ? await outcomeOf(first) : undefined
    if (!outcome) {
      for (const { onDelay } of mine.values()) onDelay()
      return 'later'
    }
    failures = 0
    await forget([first])
    if ('receipt' in outcome && !mine.has(first.body.id)) onSentForOther(first)
    settle(first.body.id, outcome)
    tell(first.body.id, outcome)
    return 'again'
  }

  async function outcomeOf(letter: Letter): Promise<Outcome | undefined> {
    try {
      return { receipt: await send(letter.name, letter.body) }
    } catch (fault) {
      if (!(fault instanceof Refusal)) return undefined
      const { kind, retryAfter } = fault.problem
      // Somebody who waits for an answer is told to go slowly; what nobody waits for is sent again.
      const isWaitedFor = isWritten(letter) && mine.has(letter.body.id)
      // Of what nobody waits for the words are worth more than its pictures, which are not kept as long.
      if (!isWaitedFor && lacksPictures(fault) && 'attachments' in letter.body) {
        delete letter.body.attachments
        return outcomeOf(letter)
      }
      // A limit that does not say when it ends will not let it through later either.
      if (kind === 'unavailable' || (kind === 'limited' && retryAfter !== undefined && !isWaitedFor)) {
        notBefore = now() + (retryAfter ?? 0) * 1000
        return undefined
      }
      return { problem: fault.problem }
    }
  }

  function settle(id: string, outcome: Outcome): void {
    const waiting = mine.get(id)
    mine.delete(id)
    if ('receipt' in outcome) waiting?.settle(outcome.receipt)
    else waiting?.refuse(new Refusal(outcome.problem))
  }

  return {
    /** Resolves once it is stored; rejects only with a Refusal. `onDelay` is called when it has to wait. */
    post<Name extends StoredRequest>(
      name: Name,
      body: WidgetRequests[Name][0],
      onDelay: () => void = () => {},
    ): Promise<Receipt> {
      latest = Math.max(now(), latest + 1)
      const letter = { name, body, owner: owner(), at: latest } as Letter
      return new Promise((done, refuse) => {
        mine.set(body.id, { letter, isKept: false, onDelay, settle: done, refuse })
        void keep().then(() => {
          tell(body.id)
          return flush()
        })
      })
    },

    /** Sends what waits; to be called at every connection. */
    flush,

    look,

    /** Another tab has settled a letter, or written one. */
    heard(id: string, outcome?: Outcome): void {
      if (outcome) settle(id, outcome)
      else store?.lookAgain()
      void look()
    },

    /** What waits in this page and was not taken yet. */
    unsent: () => [...mine.values()].map(({ letter }) => letter).filter((letter) => letter.owner === owner()),

    /** From now on what `from` has written is `to`'s: the device's own visitor has signed in. */
    async handOver(from: string, to: string): Promise<void> {
      const kept = (await store?.all().catch(() => [])) ?? []
      const others = kept.filter((letter) => letter.owner === from)
      for (const letter of [...others, ...[...mine.values()].map(({ letter }) => letter)])
        if (letter.owner === from) letter.owner = to
      if (others.length > 0) await store?.keep(others).catch(() => {})
    },

    /** Gives up what one has written: they are not here any more, and it must not be sent as somebody else's. */
    async giveUp(owners: readonly string[], problem: WireProblem): Promise<void> {
      for (const { refuse } of mine.values()) refuse(new Refusal(problem))
      mine.clear()
      const kept = (await store?.all().catch(() => [])) ?? []
      const left = kept.filter((letter) => owners.includes(letter.owner))
      await forget(left)
      for (const { body } of left) tell(body.id, { problem })
      await look()
    },
  }
}
