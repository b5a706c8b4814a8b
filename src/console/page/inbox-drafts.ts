const areas = (inside: ParentNode) => [...inside.querySelectorAll<HTMLTextAreaElement>('textarea[data-draft]')]

/** Removes what is kept of anybody but this member; of everybody, without one. */
function forgetOthers(member?: string): void {
  const own = member && `draft ${member} `
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith('draft ') && !(own && key.startsWith(own))) sessionStorage.removeItem(key)
}

/** Whoever signs out leaves nothing half written to whoever comes after in this tab. */
export function forgetDraftsAtSignOut(): void {
  document.addEventListener('submit', ({ target }) => {
    if (!(target instanceof HTMLFormElement) || !target.action.endsWith('/console/sign-out')) return
    try {
      forgetOthers()
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  })
}

/** What is typed stays while the page is left for something else, in this tab, until it is sent. */
export function startDrafts(conversation: string, member: string): void {
  const keyOf = (area: HTMLTextAreaElement) => `draft ${member} ${conversation} ${area.name}`
  try {
    // Their session may have ended without a word, or in another tab.
    forgetOthers(member)
    for (const area of areas(document)) {
      const draft = sessionStorage.getItem(keyOf(area))
      if (draft === null || area.value !== '') continue
      area.value = draft
      area.closest('details')?.setAttribute('open', '')
    }
    document.addEventListener('input', ({ target }) => {
      if (!(target instanceof HTMLTextAreaElement) || !('draft' in target.dataset)) return
      if (target.value === '') sessionStorage.removeItem(keyOf(target))
      else sessionStorage.setItem(keyOf(target), target.value)
    })
    document.addEventListener('submit', ({ target }) => {
      if (target instanceof HTMLFormElement) for (const area of areas(target)) sessionStorage.removeItem(keyOf(area))
    })
  } catch {
    // A browser that keeps nothing loses them with the page, as it does everywhere else.
  }
}

/** Puts words that are ready where the cursor is; without a script the server does, in a new page. */
export function startReadyWords(): void {
  document.querySelector<HTMLFormElement>('#ready')?.addEventListener('submit', (event) => {
    const area = document.querySelector<HTMLTextAreaElement>('#reply')
    const [chosen] = document.querySelector<HTMLSelectElement>('#canned')?.selectedOptions ?? []
    if (!area || !chosen) return
    event.preventDefault()
    area.setRangeText(chosen.dataset.text ?? '', area.selectionStart, area.selectionEnd, 'end')
    area.dispatchEvent(new Event('input', { bubbles: true }))
    area.focus()
  })
}
