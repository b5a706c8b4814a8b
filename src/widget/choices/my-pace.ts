import type { ChoicesReply } from '../../portal/choices-shape.ts'
import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import type { Acts } from './acts.ts'
import { effectView } from './effect.ts'
import { holdForm } from './hold-form.ts'
import { holds } from './holds.ts'
import { inEnglish } from './in-english.ts'
import { looking } from './looking.ts'
import type { Outcome } from './outcome.ts'
import type { ChoicesHost } from './part.ts'

/** `isDefault`: to follow the project's default, which is this one now. */
type Asked = { channel: string; pace: ChoicesReply['policy']['pace']; isDefault?: boolean }

const shapes = ['●', '◆', '▲', '■', '★', '✚', '⬟', '✦']

/** Channel, pace and holds; a choice shows what it would change before it can be saved. */
export function myPace(
  host: Pick<ChoicesHost, 'root' | 'look' | 'explain' | 'openPage'>,
  acts: Acts,
  run: (act: () => Promise<Outcome>) => Promise<boolean>,
  redraw: () => void,
) {
  let asked: Asked | undefined
  const effect = looking(host.explain, redraw)
  const hold = holdForm(host, acts, run)

  const draftOf = ({ policy }: ChoicesReply, { channel, pace }: Asked) => ({
    ...{ channel, pace },
    // Somebody who chooses for the first time has not said where they are.
    ...(!policy.chosen && { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  })

  function ask(reply: ChoicesReply, next: Asked | undefined): void {
    const { channel, pace } = reply.policy
    const isSame = !next?.isDefault && next?.channel === channel && next.pace === pace
    asked = isSame ? undefined : next
    look(reply)
    redraw()
  }

  function look(reply: ChoicesReply): void {
    const draft = asked && draftOf(reply, asked)
    if (!draft) effect.stop()
    else if (asked?.isDefault) effect.at('default', () => host.look('default:preview', {}))
    else effect.at(JSON.stringify(draft), () => host.look('choices:preview', draft))
  }

  async function save(act: () => Promise<Outcome>): Promise<void> {
    if (!(await run(act))) return
    asked = undefined
    effect.stop()
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
          ...{ checked: key === chosen.channel, onchange: () => ask(reply, { channel: key, pace: chosen.pace }) },
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
          ...{ checked: key === chosen.pace, onchange: () => ask(reply, { channel: chosen.channel, pace: key }) },
        }),
        element('span', inEnglish, label),
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

  /** What is looked at, with the buttons that make it or leave it; else the way back to the default. */
  function effectOf(reply: ChoicesReply): HTMLElement {
    const { policy, offered } = reply
    const next = asked
    const onKeep = () => ask(reply, undefined)
    if (next?.isDefault) {
      const onSave = () => void save(() => acts.followDefault(policy))
      const words = { choose: choiceTexts.followDefault, keep: choiceTexts.keepOwn }
      return effectView(effect.known(), { key: 'pace', ...words, onSave, onKeep })
    }
    if (next) {
      const to = names(reply, next, policy)
      return effectView(effect.known(), {
        ...{ key: 'pace', choose: choiceTexts.choose(to), keep: choiceTexts.keep(names(reply, policy, next)) },
        join: offered.channels.find(({ key, join }) => join && key === next.channel),
        onSave: () => void save(() => acts.choose(policy, draftOf(reply, next), to)),
        onKeep,
        onJoin: host.openPage,
      })
    }
    const { channel, pace } = offered.default
    const channelName = offered.channels.find(({ key }) => key === channel)?.name ?? channel
    const paceName = offered.paces.find(({ key }) => key === pace)?.label ?? pace
    const onclick = () => ask(reply, { channel, pace, isDefault: true })
    return element(
      'div',
      { class: 'effect' },
      element('p', { class: 'quiet' }, choiceTexts.tryOut),
      policy.chosen
        ? element(
            'button',
            { class: 'plain', type: 'button', 'data-key': 'default', onclick },
            choiceTexts.default(paceName, channelName),
          )
        : null,
    )
  }

  return {
    draw(reply: ChoicesReply): HTMLElement[] {
      const chosen = asked ?? reply.policy
      return [
        element('div', { class: 'part' }, element('h2', inEnglish, reply.policy.means)),
        element('div', { class: 'part' }, ladder(reply, chosen)),
        element('div', { class: 'part' }, paces(reply, chosen), effectOf(reply)),
        holds(reply, acts, run, hold.draw(reply)),
      ]
    },

    /** What comes has changed: what a choice would change may have, too. */
    lookAgain(reply: ChoicesReply): void {
      look(reply)
      hold.lookAgain()
    },

    forget(): void {
      asked = undefined
      effect.stop()
      hold.leave()
    },
  }
}
