import type { LeavingDraft } from '../../conversations/leaving.ts'

/** A step back that somebody has just made. */
export type Left = Pick<LeavingDraft, 'act' | 'flag'>

export type LeavingHost = {
  root: ShadowRoot
  tell: (left: Omit<LeavingDraft, 'id'>) => void
}

export type LeavingView = {
  /** Asks in this place; `focusBack` takes the focus when the question goes while it had it. */
  ask(place: HTMLElement, left: Left, focusBack: () => void): void
}

export type LeavingPart = (host: LeavingHost) => LeavingView
