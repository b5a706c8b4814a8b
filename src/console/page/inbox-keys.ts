import { countSelected, selected } from './inbox-list.ts'

const stored = 'sluice-keys'

/** Whether single letters do something here; some people's tools type them by mistake, so that they can be off. */
export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(stored) !== 'off'
  } catch {
    return true
  }
}

function keepKeys(areOn: boolean): void {
  try {
    if (areOn) localStorage.removeItem(stored)
    else localStorage.setItem(stored, 'off')
  } catch {
    // A browser that keeps nothing has them on again on the next page.
  }
}

const letters = () => [...document.querySelectorAll<HTMLAnchorElement>('.letter')]
const dialog = () => document.querySelector<HTMLDialogElement>('#keys')

/** The letter that has the focus, or whose box has it. */
const focusedLetter = () => document.activeElement?.closest('.post')?.querySelector<HTMLAnchorElement>('.letter')

function move(by: 1 | -1): void {
  const all = letters()
  const from = focusedLetter() ?? all.find((one) => one.hasAttribute('aria-current'))
  const at = from ? all.indexOf(from) + by : 0
  const next = all[Math.max(0, Math.min(all.length - 1, at))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

const pickOf = (letter: Element | null | undefined) =>
  letter?.closest('.post')?.querySelector<HTMLInputElement>('.pick') ?? undefined

function toggle(): void {
  const pick = pickOf(focusedLetter() ?? document.querySelector('.letter[aria-current]'))
  if (!pick) return
  pick.checked = !pick.checked
  countSelected()
}

/** Does it with all that are selected, or the letter that has the focus, or the conversation that is open. */
function act(what: 'close' | 'assign', single: string): void {
  const focused = focusedLetter()
  const bulk = document.querySelector<HTMLFormElement>('#bulk')
  if (selected().length === 0 && (!focused || focused.hasAttribute('aria-current'))) {
    document.querySelector<HTMLFormElement>(single)?.requestSubmit()
    return
  }
  const pick = pickOf(focused)
  if (selected().length === 0 && pick) pick.checked = true
  const assignee = bulk?.querySelector<HTMLSelectElement>('[name=assignee]')
  const { me } = document.querySelector<HTMLElement>('[data-inbox]')?.dataset ?? {}
  if (assignee && me !== undefined) assignee.value = me
  bulk?.requestSubmit(bulk.querySelector<HTMLButtonElement>(`button[value=${what}]`))
}

function write(field: string): void {
  const area = document.querySelector<HTMLTextAreaElement>(field)
  area?.closest('details')?.setAttribute('open', '')
  area?.focus()
}

const keys: Record<string, () => void> = {
  j: () => move(1),
  k: () => move(-1),
  x: toggle,
  r: () => write('#reply'),
  n: () => write('#note'),
  e: () => act('close', '#close'),
  a: () => act('assign', '#mine'),
  '?': () => dialog()?.showModal(),
}

const isTyping = (target: HTMLElement) =>
  target.isContentEditable || target.matches('textarea, select, input:not(.pick, [type=checkbox], [type=radio])')

function onKey(event: KeyboardEvent): void {
  const { target, key } = event
  if (event.defaultPrevented || event.isComposing || (event.repeat && !'jk'.includes(key) && !key.startsWith('Arrow')))
    return
  if (event.ctrlKey || event.metaKey || event.altKey || dialog()?.open) return
  if (!(target instanceof HTMLElement) || isTyping(target)) return
  if ((key === 'ArrowDown' || key === 'ArrowUp') && focusedLetter()) {
    event.preventDefault()
    move(key === 'ArrowDown' ? 1 : -1)
    return
  }
  const run = Object.hasOwn(keys, key) ? keys[key] : undefined
  if (!run || !keysAreOn()) return
  event.preventDefault()
  run()
}

export function startKeys(): void {
  document.addEventListener('keydown', onKey)
  const show = document.getElementById('show-keys')
  if (show) {
    show.hidden = false
    show.addEventListener('click', () => dialog()?.showModal())
  }
  const areOn = document.querySelector<HTMLInputElement>('#keys-on')
  if (!areOn) return
  areOn.checked = keysAreOn()
  areOn.addEventListener('change', () => keepKeys(areOn.checked))
}
