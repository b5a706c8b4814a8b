import type { ChoicesDifference, ChoicesReply } from '../../portal/choices-shape.ts'
import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import type { Acts } from './acts.ts'
import { effectView } from './effect.ts'
import { holds } from './holds.ts'
import type { Outcome } from './outcome.ts'
import type { ChoicesHost } from './part.ts'

type Asked = { channel: string; pace: ChoicesReply['policy']['pace'] }

const shapes = ['●', '◆', '▲', '■', '★', '✚', '⬟', '✦']
const pause = 250

/** Channel, pace and holds; a choice shows what it would change before it can be saved. */
export function myPace(
  host: Pick<ChoicesHost, 'preview' | 'explain' | 'openPage'>,
  acts: Acts,
  run: (act: () => Promise<Outcome>) => Promise<boolean>,
  redraw: () => void,
) {
  let asked: Asked | undefined
  let effect: { of: string; difference?: ChoicesDifference; fault?: string } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const draftOf = ({ policy }: ChoicesReply, { channel, pace }: Asked) => ({
    ...{ channel, pace },
    // Somebody who chooses for the first time has not said where they are.
    ...(!policy.chosen && { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  })

  function ask(reply: ChoicesReply, next: Asked): void {
    const { channel, pace } = reply.policy
    asked = next.channel === channel && next.pace === pace ? undefined : next
    look(reply)
    redraw()
  }

  /** Asks what the choice would change, once nothing else is chosen for a moment. */
  function look(reply: ChoicesReply): void {
    clearTimeout(timer)
    if (!asked) return
    const draft = draftOf(reply, asked)
    const of = JSON.stringify(draft)
    if (effect?.of !== of) effect = { of }
    timer = setTimeout(async () => {
      try {
        const difference = await host.preview(draft)
        if (effect?.of === of) effect = { of, difference }
      } catch (fault) {
        if (effect?.of === of) effect = { of, fault: host.explain(fault) }
      }
      redraw()
    }, pause)
  }

  async function save(reply: ChoicesReply, next: Asked, names: string[]): Promise<void> {
    const saving = run(() => acts.choose(reply.policy, draftOf(reply, next), names))
    if (!(await saving)) return
    asked = undefined
    redraw()
  }

  function ladder(reply: ChoicesReply, chosen: Asked): HTMLElement {
    const rungs = reply.offered.channels.map(({ key, name, description, entry }, at) => {
      const isHere = key === reply.policy.channel
      const note = isHere ? choiceTexts.here : choiceTexts.entries[entry]
      return element(
        'label',
        { class: 'rung' },
        element('input', {
          ...{ type: 'radio', name: 'channel', value: key, 'data-key': `channel:${key}` },
          ...{ checked: key === chosen.channel, onchange: () => ask(reply, { ...chosen, channel: key }) },
        }),
        element('span', { class: 'shape', 'aria-hidden': 'true' }, shapes[at] ?? ''),
        element(
          'span',
          {},
          element('strong', { dir: 'auto' }, name),
          note ? element('span', { class: 'tag' }, note) : null,
          element('span', { class: 'quiet', dir: 'auto' }, description),
        ),
      )
    })
    return element(
      'fieldset',
      {},
      element('legend', {}, choiceTexts.channel),
      element('div', { class: 'rungs' }, ...rungs),
    )
  }

  function paces(reply: ChoicesReply, chosen: Asked): HTMLElement {
    const stops = reply.offered.paces.map(({ key, label }) =>
      element(
        'label',
        { class: 'cell' },
        element('input', {
          ...{ type: 'radio', name: 'pace', value: key, 'data-key': `pace:${key}` },
          ...{ checked: key === chosen.pace, onchange: () => ask(reply, { ...chosen, pace: key }) },
        }),
        element('span', {}, label),
      ),
    )
    return element(
      'fieldset',
      {},
      element('legend', {}, choiceTexts.pace),
      element('div', { class: 'stops' }, ...stops),
    )
  }

  /** The words of the buttons: what differs between a choice and the other one. */
  function names({ offered }: ChoicesReply, of: Asked, other: Asked): string[] {
    const channel = offered.channels.find(({ key }) => key === of.channel)?.name ?? of.channel
    const pace = offered.paces.find(({ key }) => key === of.pace)?.label ?? of.pace
    return [of.channel !== other.channel && channel, of.pace !== other.pace && pace].filter((name) => name !== false)
  }

  return {
    draw(reply: ChoicesReply): HTMLElement[] {
      const { policy, offered } = reply
      const chosen = asked ?? policy
      const next = asked
      const to = next ? names(reply, next, policy) : []
      return [
        element('div', { class: 'part' }, element('h2', {}, policy.means)),
        element('div', { class: 'part' }, ladder(reply, chosen)),
        element(
          'div',
          { class: 'part' },
          paces(reply, chosen),
          effectView({
            difference: effect?.difference,
            fault: effect?.fault,
            choice: next && {
              ...{ choose: choiceTexts.choose(to), keep: choiceTexts.keep(names(reply, policy, next)) },
              join: offered.channels.find(({ key, join }) => join && key === next.channel),
              onSave: () => void save(reply, next, to),
              onKeep: () => ask(reply, policy),
              onJoin: host.openPage,
            },
          }),
        ),
        holds(reply, acts, run),
      ]
    },

    /** What comes has changed: what a choice would change may have, too. */
    lookAgain: look,

    forget(): void {
      clearTimeout(timer)
      asked = undefined
    },
  }
}
