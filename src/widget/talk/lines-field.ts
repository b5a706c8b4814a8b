import type { PageLines } from '../../conversations/page-lines.ts'
import { element } from '../dom.ts'
import { pictureTexts } from '../texts/en.ts'

/** A box to tick for what the page reported; what is sent is what was there when it was ticked, and no more. */
export function linesField(lines: () => PageLines | undefined, onChange: () => void) {
  let added: PageLines | undefined
  const label = element('span')
  const box = element('input', {
    type: 'checkbox',
    onchange: () => {
      look(box.checked ? lines() : undefined)
      onChange()
    },
  })
  const field = element('label', { class: 'tick', hidden: true }, box, label)

  function look(now: PageLines | undefined): void {
    added = now
    const { console = [], network = [] } = added ?? lines() ?? {}
    field.hidden = console.length + network.length === 0
    label.textContent = pictureTexts.addLines(console.length + network.length)
  }

  return {
    field,
    added: () => added,
    /** Counts again; what is ticked stays as it was. */
    refresh: () => look(added),
    clear(): void {
      box.checked = false
      look(undefined)
    },
  }
}
