import { cardPreview } from './card-preview.ts'
import { follow, redraw } from './redraw.ts'
import { Overtaken, storing } from './storing.ts'

/** So long (ms) after the last key what is typed is stored. */
const pause = 700

/** Buttons that lead to another page. */
const goesOn = (act: string) => act === 'review' || act === 'languages'

/** The editor of a survey with scripts: stores while one types, and its buttons change the page in its place. */
function edit(form: HTMLFormElement, preview: ReturnType<typeof cardPreview>): void {
  const { store, isBusy, idle } = storing(form)
  let timer: number | undefined

  // What cannot be loaded leaves the card as it is.
  const show = (page: Document) => void preview.take(page).catch(console.error)

  const say = (text: string) => {
    const [saved, status] = ['saved', 'live-status'].map((id) => document.getElementById(id))
    if (saved) saved.textContent = text
    if (status) status.textContent = text
  }

  function failed(fault: unknown): void {
    say(
      fault instanceof Overtaken
        ? 'Not saved: somebody else has saved this survey meanwhile. Press Save to choose.'
        : 'Not saved yet: the server could not be reached. What you typed stays here, and is tried again.',
    )
    if (!(fault instanceof Overtaken)) later(10 * pause)
  }

  function later(wait = pause): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void keep('save'), wait)
  }

  /** Stores what is typed, and shows beside it what that means. */
  async function keep(act: string, onKept?: () => void): Promise<void> {
    window.clearTimeout(timer)
    timer = undefined
    try {
      const { page } = await store(act)
      follow(form, page)
      show(page)
      onKept?.()
    } catch (fault) {
      // Whoever presses the button has to choose, which the whole page asks.
      if (onKept && fault instanceof Overtaken) form.submit()
      else failed(fault)
    }
  }

  /** Stores, and draws the form anew, since it has other fields now; the focus goes to what the button was about. */
  async function change(act: string, focus?: string): Promise<void> {
    window.clearTimeout(timer)
    timer = undefined
    form.inert = true
    try {
      const { page, at } = await store(act)
      follow(form, page)
      redraw(form, page, focus ?? at)
      show(page)
    } catch (fault) {
      failed(fault)
    }
    form.inert = false
  }

  form.addEventListener('input', () => later())
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.form !== form) return
    if ('look' in target.dataset) void keep('look')
    // The variants to choose from are those of the flag.
    else if (/:flag$/.test(target.name)) void change('save', target.id)
  })
  form.addEventListener('focusin', ({ target }) => {
    const id = (target as Element).closest<HTMLElement>('fieldset[data-question]')?.dataset.question
    if (id) preview.turnTo(id)
  })
  form.addEventListener('submit', (event) => {
    const button = event.submitter as HTMLButtonElement | null
    const act = button?.value || 'save'
    window.clearTimeout(timer)
    if (goesOn(act)) {
      if (!isBusy()) return
      event.preventDefault()
      void idle().then(() => form.requestSubmit(button))
      return
    }
    event.preventDefault()
    if (act !== 'save') void change(act)
    else void keep('save', () => say('Saved.'))
  })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && timer !== undefined) void keep('save')
  })
}

const [form, place] = [document.querySelector<HTMLFormElement>('form[data-editor]'), document.getElementById('preview')]
if (place) {
  const preview = cardPreview(place)
  preview.take(document).catch(console.error)
  if (form) edit(form, preview)
}
