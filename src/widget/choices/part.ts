import type { WireNotice } from '../../pacing/notice.ts'
import type { ChoicesReply } from '../../portal/choices-shape.ts'
import type { KnownNews } from '../../portal/known-news.ts'
import type { WidgetRequests } from '../../sockets/protocol.ts'
import type { Left } from '../leaving/part.ts'
import type { News } from '../news.ts'

/** The requests with which a subject changes something of theirs, each answered with everything as it is then. */
type ActName =
  | 'choices:set'
  | 'default:follow'
  | 'default:leave'
  | 'hold:set'
  | 'hold:end'
  | 'change:now'
  | 'change:keep'
  | 'preview:set'

type LookName = 'choices:preview' | 'default:preview' | 'hold:preview'

/** A change of the product as far as an act needs it. */
export type Thing = { flag: string; revision: number; title: string }

/** What the widget gives to the part of it that is loaded later. */
export type ChoicesHost = {
  root: ShadowRoot
  pages: { news: HTMLElement; pace: HTMLElement }
  /** Where the card is shown. */
  slot: HTMLElement
  /** What an act would change; nothing is saved. */
  look: <Name extends LookName>(name: Name, body: WidgetRequests[Name][0]) => Promise<WidgetRequests[Name][1]>
  /** Does it, and shows what has come of it on every page. */
  act: <Name extends ActName>(name: Name, body: WidgetRequests[Name][0]) => Promise<ChoicesReply>
  /** Why something was refused or did not work, in one sentence. */
  explain: (fault: unknown) => string
  announce: (text: string) => void
  /** Fills a place with how often somebody wants to be asked something. */
  fillBudget: (place: HTMLElement) => void
  /** Opens the subject's own page, or one on which they join a channel. */
  openPage: (join?: string) => void
  talkAbout: (title: string) => void
  /** Whether a flag's change is here but not in the page yet, and the page would follow. */
  isHeldBack: (flag: string) => boolean
  showNow: () => void
  /** Asks in this place why the person has just stepped back, while `isStill` says that it is still about that. */
  askWhyLeft: (place: HTMLElement, left: Left, focusBack: () => void, isStill: () => boolean) => Promise<void>
  /** The person has closed the card, with this on it. */
  onClosed: (news: KnownNews, notices: readonly WireNotice[]) => void
  /** So many things on the card have just arrived or wait for a yes. */
  onLeft: (count: number) => void
  /** Nothing is left on the card. */
  onEmpty: () => void
}

export type ChoicesView = {
  /** Draws what the subject chose, has and gets. */
  show(reply: ChoicesReply): void
  /** Puts what is new on the card. */
  tell(reply: ChoicesReply, news: News, notices: readonly WireNotice[]): void
  /** Takes off the card what was closed elsewhere, and leaves these notices on it. */
  closedElsewhere(closed: KnownNews, notices: readonly WireNotice[]): void
  /** Takes everything away; it was somebody else's. */
  clear(): void
}

export type ChoicesPart = (host: ChoicesHost) => ChoicesView
