import { fetchPage, replace } from './live-part.ts'

const previewPause = 150

type Preview = { timer?: number; running?: AbortController; url?: URL }
const previews = new WeakMap<HTMLFormElement, Preview>()

/** This page as it is looked at: with what is being tried in its form, where the page itself shows that. */
export function lookedAt(): string {
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[data-preview]')]
  const tried = forms.map((form) => previews.get(form)?.url).find((url) => url?.pathname === location.pathname)
  return (tried ?? location).href
}

/** Shows what a form would do before it is saved: the server draws it from the fields as they are now. */
async function showPreview(form: HTMLFormElement, state: Preview): Promise<void> {
  const { preview = '', previewInto = '' } = form.dataset
  state.running?.abort()
  state.running = new AbortController()
  const url = new URL(preview, location.href)
  // What begins with `_` guards the form itself and belongs in no address.
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !name.startsWith('_')) url.searchParams.append(name, value)
  state.url = url
  try {
    const page = await fetchPage(url.href, state.running.signal)
    for (const old of document.querySelectorAll(previewInto)) {
      const fresh = page.getElementById(old.id)
      if (fresh && old.outerHTML !== fresh.outerHTML) replace(old, fresh)
    }
  } catch (fault) {
    if (!(fault instanceof DOMException && fault.name === 'AbortError')) console.warn(fault)
  }
}

/** For the document to call at each input, since a form may come with a part that was replaced. */
export function previewSoon({ target }: Event): void {
  const form = target instanceof Element ? target.closest<HTMLFormElement>('form[data-preview]') : null
  if (!form) return
  const state = previews.get(form) ?? {}
  previews.set(form, state)
  window.clearTimeout(state.timer)
  state.timer = window.setTimeout(() => void showPreview(form, state), previewPause)
}
