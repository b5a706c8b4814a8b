import { replaceList } from './inbox-list.ts'

/** This page, or a part of it, as the server draws it now. */
export async function fetchPage(url: string, signal?: AbortSignal): Promise<Document> {
  const reply = await fetch(url, {
    credentials: 'same-origin',
    headers: { 'Sluice-Fragment': '1' },
    ...(signal && { signal }),
  })
  if (!reply.ok || reply.redirected) throw new Error(`${url} answered ${reply.status}`)
  return new DOMParser().parseFromString(await reply.text(), 'text/html')
}

/** Whether what is selected and focused in a part goes over to the newer one, so that it never has to wait. */
const keepsSelection = (part: Element) => part.hasAttribute('data-live-keeps')

/** A list in which the server has chosen nothing begins with its first line chosen. */
function isChosenAnew({ options, multiple, selectedIndex }: HTMLSelectElement): boolean {
  const all = [...options]
  if (!multiple && !all.some(({ defaultSelected }) => defaultSelected)) return selectedIndex > 0
  return all.some((one) => one.selected !== one.defaultSelected)
}

/** Whether somebody is at work in it: the focus is inside, or a field holds something else than the server sent. */
export function isInUse(part: Element): boolean {
  if (keepsSelection(part)) return false
  if (part.contains(document.activeElement)) return true
  return [...part.querySelectorAll('input, textarea, select')].some((field) => {
    if (field instanceof HTMLSelectElement) return isChosenAnew(field)
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
    if (!(field instanceof HTMLInputElement) || field.type === 'hidden') return false
    return field.checked !== field.defaultChecked || field.value !== field.defaultValue
  })
}

/** Puts the server's newer version in the place of a part; what people have unfolded stays so. */
export function replace(old: Element, fresh: Element): void {
  const arrived = document.importNode(fresh, true)
  for (const { id } of old.querySelectorAll<HTMLDetailsElement>('details[open][id]'))
    arrived.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '')
  if (keepsSelection(old)) replaceList(old, arrived)
  else old.replaceWith(arrived)
}

/** Whether the server has a newer version of a part that is still on the page. */
export const isOutdated = (old: Element, fresh: Element | null) =>
  fresh !== null && old.isConnected && old.outerHTML !== fresh.outerHTML
