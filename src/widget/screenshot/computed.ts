import { inherited, own } from './style-names.ts'

/** What an element's children have from it, by property. */
export type Given = Readonly<Record<string, string>>

/** An element of which everything is as CSS has it before any rule; it must stand in a page to be asked. */
export function initialStyle(root: ShadowRoot): Given {
  const probe = document.createElement('div')
  probe.style.setProperty('all', 'initial')
  // The one that `all` leaves as the page has it.
  probe.style.setProperty('direction', 'ltr')
  root.append(probe)
  const style = getComputedStyle(probe)
  const initial = Object.fromEntries([...own, ...inherited].map((name) => [name, style.getPropertyValue(name)]))
  probe.remove()
  return initial
}

/** Which of its styles have to be said, where its parent and CSS itself give the rest. */
export function saidStyle(style: CSSStyleDeclaration, initial: Given, given: Given, names: readonly string[] = own) {
  const said: Record<string, string> = {}
  for (const name of names) {
    const value = style.getPropertyValue(name)
    if (value !== initial[name]) said[name] = value
  }
  const gives: Record<string, string> = {}
  for (const name of inherited) {
    const value = style.getPropertyValue(name)
    gives[name] = value
    if (value !== given[name]) said[name] = value
  }
  return { said, gives }
}
