import { element } from './dom.ts'
import { texts } from './texts/en.ts'

/** Fills a page from a part that has to be loaded; until then it says so, and where that fails, it can be tried again. */
export async function fillPage(page: HTMLElement, fill: () => Promise<void>): Promise<void> {
  if (!page.hasChildNodes()) page.replaceChildren(element('p', { class: 'part quiet' }, texts.loading))
  try {
    await fill()
  } catch (fault) {
    console.error(`Sluice: a part is missing: ${(fault as Error).message}`)
    const again = () => void fillPage(page, fill)
    const button = element('button', { class: 'plain', type: 'button', onclick: again }, texts.tryAgain)
    page.replaceChildren(element('div', { class: 'part' }, element('p', { role: 'alert' }, texts.notLoaded), button))
  }
}
