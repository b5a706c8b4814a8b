import { element } from '../dom.ts'
import type { Left } from '../leaving/part.ts'
import { choiceTexts } from '../texts/en.ts'
import type { ChoicesHost } from './part.ts'

/** What has come of an act, in one sentence, with the way back; `left`: it was a step back. */
export type Outcome = {
  text: string
  flag?: string
  undo?: () => Promise<unknown>
  left?: Left | undefined
}

/** The sentence with its buttons: back, and into the page at once where the page would follow only at its next load. */
export function outcomeLine(
  host: Pick<ChoicesHost, 'isHeldBack' | 'showNow'>,
  { text, flag, undo }: Outcome,
  undoing: (undo: () => Promise<unknown>) => void,
): HTMLElement[] {
  const isHeldBack = flag !== undefined && host.isHeldBack(flag)
  const show = element(
    'button',
    {
      ...{ class: 'plain', type: 'button', 'data-key': `show:${flag}` },
      onclick: () => {
        host.showNow()
        show.remove()
      },
    },
    choiceTexts.showNow,
  )
  return [
    element('p', {}, isHeldBack ? `${text} ${choiceTexts.nextLoad}` : text),
    element(
      'div',
      { class: 'acts' },
      undo &&
        element(
          'button',
          { class: 'plain', type: 'button', 'data-key': `undo:${flag}`, onclick: () => undoing(undo) },
          choiceTexts.undo,
        ),
      isHeldBack ? show : null,
    ),
  ]
}

/** Where a page says what has come of an act, and does one act after another. */
export function outcomes(host: ChoicesHost) {
  const line = element('div', { class: 'said', role: 'status', tabindex: -1, hidden: true })
  /** Where it is asked why somebody stepped back. */
  const why = element('div', { class: 'why-left', hidden: true })
  let isBusy = false
  let said: Outcome | undefined

  function forget(): void {
    said = undefined
    why.hidden = true
    why.replaceChildren()
  }

  function say(outcome: Outcome): void {
    said = outcome
    line.hidden = false
    line.className = 'said'
    line.replaceChildren(
      ...outcomeLine(
        host,
        outcome,
        (undo) => void run(async () => ({ text: await undo().then(() => choiceTexts.undone) })),
      ),
    )
    if (outcome.left)
      void host.askWhyLeft(
        why,
        outcome.left,
        () => line.focus(),
        () => said === outcome,
      )
    if (host.root.activeElement === line) line.querySelector('button')?.focus()
    line.scrollIntoView({ block: 'nearest' })
  }

  async function run(act: () => Promise<Outcome>): Promise<boolean> {
    if (isBusy) return false
    isBusy = true
    try {
      line.hidden = false
      const outcome = await act()
      forget()
      say(outcome)
      return true
    } catch (fault) {
      forget()
      line.className = 'said error'
      line.replaceChildren(host.explain(fault))
      return false
    } finally {
      isBusy = false
    }
  }

  return {
    line,
    why,
    run,
    clear(): void {
      forget()
      line.hidden = true
      line.replaceChildren()
    },
  }
}
