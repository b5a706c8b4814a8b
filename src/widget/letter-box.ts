import type { Connection } from './connection.ts'
import { indexedLetters } from './indexed-letters.ts'
import type { Letter } from './letter.ts'
import { alone, type OtherTabs } from './other-tabs.ts'
import { outbox } from './outbox.ts'
import { sessionLetters } from './session-letters.ts'
import type { StorageChoice, TokenStore } from './subject-token.ts'

/** The outbox of this browser: where its letters are kept, over what they travel, and what the other tabs hear of them. */
export function letterBox({
  name,
  storage,
  store,
  connection,
  tabs,
  owner,
  mayKeep,
  onSentForOther,
  onChange,
  after,
}: {
  name: string
  storage: StorageChoice
  store: TokenStore | null
  connection: Connection
  tabs: OtherTabs
  owner: () => string
  mayKeep: () => boolean
  onSentForOther: (letter: Letter) => void
  onChange: (waiting: readonly Letter[]) => void
  after: (ms: number, act: () => void) => void
}) {
  const letters = outbox({
    send: connection.request,
    isConnected: connection.isConnected,
    store: storage === 'local' ? indexedLetters(name) : store && sessionLetters(`${name}:letters`, store),
    alone: (act) => alone(`${name}:letters`, act),
    tell: (id, outcome) => tabs.tell('letter', { id, outcome }),
    ...{ owner, mayKeep, onSentForOther, onChange, after, now: Date.now },
  })
  tabs.on('letter', ({ id, outcome }) => letters.heard(id, outcome))

  return {
    ...letters,

    /** The page is being left: what it has not sent yet goes now, and is stored once if it is sent again later. */
    leave(): void {
      for (const { name, body } of letters.unsent()) connection.leave(name, body)
    },
  }
}
