import { element } from '../dom.ts'
import { pictureTexts } from '../texts/en.ts'

/** Shows, word for word, what will be sent; it is made anew whenever it is looked at, and at `refresh`. */
export function exactly(content: () => object): { view: HTMLElement; refresh: () => void } {
  const text = element('pre', { class: 'exactly', tabindex: 0, dir: 'ltr' })
  const refresh = () => {
    if (view.open) text.textContent = JSON.stringify(content(), null, 2)
  }
  const view = element('details', { ontoggle: refresh }, element('summary', {}, pictureTexts.exactly), text)
  return { view, refresh }
}
