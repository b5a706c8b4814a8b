import type { Outcome } from './outbox.ts'

/** What tabs of one origin tell each other: name → what it says. */
type TabMessages = {
  /** What has become of a letter; or, without an outcome, that there is another one. */
  letter: { id: string; outcome?: Outcome | undefined }
  read: { conversation: string }
  /** A question was answered, or put away. */
  answered: { survey: string }
}

export type OtherTabs = ReturnType<typeof otherTabs>

/** The other tabs in which the same person (`owner`) uses the same product; nothing is stored for it. */
export function otherTabs(name: string, owner: () => string) {
  type Sent = { name: keyof TabMessages; said: never; owner: string }
  const channel = new BroadcastChannel(name)
  const listeners = new Map<keyof TabMessages, (said: never) => void>()
  channel.onmessage = (event: unknown) => {
    const sent = (event as { data: Sent }).data
    // A letter may have been handed over to whoever signed in there.
    if (sent.name === 'letter' || sent.owner === owner()) listeners.get(sent.name)?.(sent.said)
  }

  return {
    tell: <Name extends keyof TabMessages>(name: Name, said: TabMessages[Name]) =>
      channel.postMessage({ name, said, owner: owner() }),
    on: <Name extends keyof TabMessages>(name: Name, listen: (said: TabMessages[Name]) => void) =>
      void listeners.set(name, listen),
  }
}

/** The part of the Web Locks API that is needed. */
type Locks = {
  request(name: string, act: () => Promise<void>): Promise<void>
  request(name: string, how: { ifAvailable: true }, act: (lock: unknown) => Promise<void>): Promise<void>
}

/** Browsers have locks in secure contexts only. */
const locks = () => (globalThis as { navigator?: { locks?: Locks } }).navigator?.locks

/** Runs it while no other tab does the same; where there are no locks, at once. */
export const alone = (name: string, act: () => Promise<void>): Promise<void> => locks()?.request(name, act) ?? act()

/** Runs it unless another tab does the same now. */
export const unlessElsewhere = (name: string, act: () => Promise<void>): Promise<void> =>
  locks()?.request(name, { ifAvailable: true }, async (lock) => (lock ? act() : undefined)) ?? act()
