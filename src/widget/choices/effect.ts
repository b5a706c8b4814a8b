import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import { inEnglish } from './in-english.ts'
import type { Looked } from './looking.ts'

type Choice = {
  /** Tells its buttons from those of another effect. */
  key: string
  choose: string
  keep: string
  /** Where the channel is not open to everybody, the one to join. */
  join?: { key: string; name: string } | undefined
  onSave: () => void
  onKeep: () => void
  onJoin?: (channel: string) => void
}

const mostLines = 5

/** What a choice would change, and beside it the buttons that make it or leave it. */
export function effectView({ difference, fault }: Looked, choice: Choice): HTMLElement {
  if (fault !== undefined)
    return element('div', { class: 'effect' }, element('p', { class: 'error' }, fault), keep(choice))
  if (!difference) return element('div', { class: 'effect' }, element('p', {}, choiceTexts.looking), keep(choice))
  const { lines } = difference
  const left = lines.length - mostLines
  return element(
    'div',
    { class: 'effect' },
    element('p', { class: 'sentence', ...inEnglish }, difference.sentence),
    lines.length
      ? element(
          'ul',
          { class: 'lines' },
          ...lines.slice(0, mostLines).map((line) => element('li', {}, element('span', inEnglish, line))),
          left > 0 ? element('li', {}, choiceTexts.more(left)) : null,
        )
      : null,
    element('div', { class: 'acts' }, choice.join ? join(choice.join, choice) : save(choice), keep(choice)),
  )
}

const save = ({ key, choose, onSave }: Choice) =>
  element('button', { class: 'main-button', type: 'button', 'data-key': `save:${key}`, onclick: onSave }, choose)

const keep = ({ key, keep, onKeep }: Choice) =>
  element('button', { class: 'plain', type: 'button', 'data-key': `keep:${key}`, onclick: onKeep }, keep)

const join = ({ key, name }: { key: string; name: string }, choice: Choice) =>
  element(
    'button',
    {
      ...{ class: 'main-button', type: 'button', 'data-key': `save:${choice.key}` },
      onclick: () => choice.onJoin?.(key),
    },
    choiceTexts.join(name),
    element('span', { class: 'unseen' }, `, ${choiceTexts.newTab}`),
  )
