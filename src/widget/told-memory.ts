import { isKnown, type KnownNews, knownTogether } from '../portal/known-news.ts'
import type { WidgetRequests } from '../sockets/protocol.ts'
import { markOf } from './mark.ts'
import type { TokenStore } from './subject-token.ts'

type Told = WidgetRequests['news:told']
type Held = { who: string; known: KnownNews }

/**
 * What the person who is here has been told, on this device, of one person at a time, whose name is not kept; and, once
 * they have done something, on all their devices.
 */
export function toldMemory({
  name,
  store,
  person,
  mayKeep,
  tell,
}: {
  name: string
  store: TokenStore | null
  person: () => string | undefined
  /** Whether anything of theirs may be kept now; else it lasts as long as the page. */
  mayKeep: () => boolean
  tell: (told: Told[0]) => Promise<Told[1]>
}) {
  let held: Held | undefined
  /** What the server is known to know. */
  let shared: Held | undefined
  const whoIsHere = () => markOf(person() ?? '')

  function get(): KnownNews | undefined {
    const who = whoIsHere()
    const [first, ...others] = [held, read(store?.getItem(name))].flatMap((one) => (one?.who === who ? one.known : []))
    return first && others.reduce(knownTogether, first)
  }

  function keep(known: KnownNews): void {
    held = { who: whoIsHere(), known }
    if (mayKeep()) store?.setItem(name, JSON.stringify(held))
  }

  /** Takes what was told on another device. */
  function take(known: KnownNews): void {
    const own = get()
    keep(own ? knownTogether(own, known) : known)
  }

  /** Where it does not get through, the next one takes it along. */
  async function share(told: KnownNews | undefined): Promise<void> {
    const who = whoIsHere()
    const { known } = await tell({ told }).catch(() => ({ known: null }))
    // Somebody else may have come meanwhile.
    if (!known || who !== whoIsHere()) return
    shared = { who, known }
    take(known)
  }

  return {
    get,
    take,

    /** Brings this device and the person's others to the same. */
    sync: (): Promise<void> => share(get()),

    set(known: KnownNews): void {
      keep(known)
      const isShared = shared?.who === whoIsHere() && isKnown(known, shared.known)
      if (mayKeep() && !isShared) void share(known)
    },

    /** Takes what was closed here from the person's other devices. */
    close(closed: KnownNews): void {
      if (mayKeep()) tell({ closed }).catch(() => {})
    },

    forget(): void {
      held = undefined
      shared = undefined
      store?.removeItem(name)
    },
  }
}

function read(text: string | null | undefined): Held | undefined {
  try {
    const stored = JSON.parse(text ?? 'null')
    return stored?.known?.had && stored.known.asked ? stored : undefined
  } catch {
    return undefined
  }
}
