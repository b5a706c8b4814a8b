import { element } from './dom.ts'
import { texts } from './texts/en.ts'

const tabNames = ['news', 'pace', 'talk'] as const
export type TabName = (typeof tabNames)[number]

/** Tabs with their pages; `onChoose` is called when the person chooses one, also the one that is there already. */
export function tabs(onChoose: (name: TabName) => void) {
  const pages = {} as Record<TabName, HTMLElement>
  const buttons = {} as Record<TabName, HTMLButtonElement>
  let current: TabName = 'news'

  for (const name of tabNames) {
    buttons[name] = element(
      'button',
      {
        ...{ type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `page-${name}` },
        onclick: () => onChoose(name),
      },
      texts.tabs[name],
    )
    pages[name] = element('div', {
      ...{ role: 'tabpanel', id: `page-${name}`, 'aria-labelledby': `tab-${name}`, class: 'page' },
    })
  }
  const list = element(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': texts.launcher },
    ...tabNames.map((name) => buttons[name]),
  )

  list.addEventListener('keydown', (event) => {
    const at = tabNames.indexOf(current)
    const onward = getComputedStyle(list).direction === 'rtl' ? -1 : 1
    const steps: Record<string, number> = { ArrowRight: at + onward, ArrowLeft: at - onward, Home: 0, End: -1 }
    const name = tabNames.at((steps[event.key] ?? Number.NaN) % tabNames.length)
    if (!(event.key in steps) || !name) return
    event.preventDefault()
    onChoose(name)
    buttons[name].focus()
  })

  /** `isShown`: false while the pages are hidden, so that no tab claims to be the current one. */
  function show(name: TabName, isShown: boolean): void {
    current = name
    for (const one of tabNames) {
      const isCurrent = one === name
      buttons[one].setAttribute('aria-selected', String(isCurrent && isShown))
      buttons[one].tabIndex = isCurrent ? 0 : -1
      pages[one].hidden = !isCurrent
    }
  }

  return { list, pages, show, current: () => current }
}
