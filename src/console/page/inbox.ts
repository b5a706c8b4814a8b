import type { Socket } from 'socket.io-client'
import { listText } from '../../base/wording.ts'
import type { Acknowledgement, ConsolePushes, ConsoleRequests } from '../../sockets/protocol.ts'
import { startDrafts, startReadyWords } from './inbox-drafts.ts'
import { startKeys } from './inbox-keys.ts'
import { countSelected } from './inbox-list.ts'

const typingShows = 5000
const typingPause = 1000

/** Told on the document once parts of it have been replaced by newer ones. */
export const refreshed = 'sluice:refreshed'

/** What the inbox does beyond its forms: keys, drafts, who is here, who writes, what has been read. */
export function startInbox(socket: Socket): void {
  const inbox = document.querySelector<HTMLElement>('[data-inbox]')
  if (!inbox) return
  // A form that was refused stands at an address that only takes forms: nothing could be brought up to date from there.
  const at = new URL(inbox.dataset.at ?? '', location.href)
  if (at.pathname !== location.pathname) history.replaceState(null, '', at)
  startKeys()
  startReadyWords()
  document.addEventListener('change', countSelected)
  document.addEventListener(refreshed, countSelected)
  const { conversation, me = '', with: name = '' } = inbox.dataset
  if (conversation === undefined) return
  startDrafts(conversation, me)
  attend(socket, { conversation, me, name })
}

type Attended = { conversation: string; me: string; name: string }

function attend(socket: Socket, { conversation, me, name }: Attended): void {
  function send<Name extends keyof ConsoleRequests>(
    event: Name,
    sent: ConsoleRequests[Name][0],
    then?: (data: ConsoleRequests[Name][1]) => void,
  ): void {
    socket.emit(event, sent, (answer: Acknowledgement<ConsoleRequests[Name][1]>) => {
      if (answer.ok) then?.(answer.data)
    })
  }

  const showViewers = (members: ConsolePushes['conversation:viewers']['members']) => {
    const others = members.filter(({ id }) => id !== me).map((one) => one.name)
    say(
      'viewers',
      others.length === 0 ? '' : `${listText(others)} ${others.length === 1 ? 'has' : 'have'} this open too.`,
    )
  }
  const look = () => send('conversation:look', { conversation }, ({ members }) => showViewers(members))

  let readUpTo = 0
  function markRead(): void {
    const { last, unread } = document.getElementById('thread')?.dataset ?? {}
    const sequence = Number(last)
    if (unread === undefined || document.visibilityState !== 'visible' || !(sequence > readUpTo)) return
    readUpTo = sequence
    send('conversation:read', { conversation, sequence })
  }

  socket.on('connect', () => {
    look()
    readUpTo = 0
    markRead()
  })
  if (socket.connected) look()
  document.addEventListener(refreshed, markRead)
  document.addEventListener('visibilitychange', markRead)

  socket.on('conversation:viewers', (told: ConsolePushes['conversation:viewers']) => {
    if (told.conversation === conversation) showViewers(told.members)
  })
  let hide: number | undefined
  socket.on('conversation:typing', ({ conversation: where, member }: ConsolePushes['conversation:typing']) => {
    if (where !== conversation || (member?.id === me && member !== undefined)) return
    say('typing', member ? `${member.name} is writing an answer …` : `${name} is writing …`)
    window.clearTimeout(hide)
    hide = window.setTimeout(() => say('typing', ''), typingShows)
  })

  let told = Number.NEGATIVE_INFINITY
  document.getElementById('reply')?.addEventListener('input', () => {
    const now = performance.now()
    if (now < told + typingPause) return
    told = now
    send('conversation:typing', { conversation })
  })
}

/** Writes a line where it is not there already, so that it is read out once. */
function say(id: string, text: string): void {
  const line = document.getElementById(id)
  if (line && line.textContent !== text) line.textContent = text
}
