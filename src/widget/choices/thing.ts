import { element } from '../dom.ts'
import { choiceTexts } from '../texts/en.ts'
import { inEnglish } from './in-english.ts'

type Told = { flag: string; title: string; sentence: string; why: string; reasons: readonly string[]; revision: number }

/** One change, why it is as it is, and what can be done about it. */
export const thing = ({ flag, revision, title, sentence, why, reasons }: Told, ...acts: (HTMLElement | null)[]) =>
  element(
    'li',
    { class: 'thing' },
    element('h4', { dir: 'auto' }, title),
    sentence ? element('p', { dir: 'auto' }, sentence) : null,
    element('p', { class: 'quiet', ...inEnglish }, why),
    reasons.length > 1
      ? element(
          'details',
          { 'data-key': `why:${flag}:${revision}` },
          element('summary', {}, choiceTexts.reasons, element('span', { class: 'unseen' }, ` (${title})`)),
          element(
            'ol',
            { class: 'reasons' },
            ...reasons.map((reason) => element('li', {}, element('span', inEnglish, reason))),
          ),
        )
      : null,
    acts.some(Boolean) ? element('div', { class: 'acts' }, ...acts) : null,
  )

/** A button for one thing; its name says for which. */
export const thingButton = (
  text: string,
  { flag, revision = 0, title }: { flag: string; revision?: number; title: string },
  onclick: () => void,
  kind: 'button' | 'plain' | 'main-button' = 'button',
) =>
  element(
    'button',
    {
      ...{ class: kind, type: 'button', 'data-key': `${text}:${flag}:${revision}` },
      ...{ 'aria-label': choiceTexts.ofThing(text, title), onclick },
    },
    text,
  )

export const section = (heading: string, ...children: (HTMLElement | null)[]) =>
  element('section', { class: 'part' }, element('h3', {}, heading), ...children)
