import { mostPictures } from '../../conversations/attachment-limits.ts'
import { cross, element } from '../dom.ts'
import { Refusal } from '../refusal.ts'
import type { Edited, ScreenshotPart } from '../screenshot/part.ts'
import { pictureTexts } from '../texts/en.ts'
import type { TalkHost } from './part.ts'
import { pictureFiles } from './picture-files.ts'
import { thumbnail } from './thumbnail.ts'
import { withPictures } from './with-pictures.ts'

type Picked = Edited & { id: string; isSent: boolean }

/** Pictures that go with a message: of the page, or from the device; each is looked at and drawn on before it is taken. */
export function pictureField(
  host: Pick<TalkHost, 'root' | 'newId' | 'server' | 'loadScreenshot'>,
  onChange: () => void = () => {},
) {
  const files = pictureFiles(host.server)
  let picked: Picked[] = []
  const list = element('ul', { class: 'picked', 'aria-label': pictureTexts.pictures, hidden: true })
  const fault = element('p', { class: 'error', role: 'alert' })
  const note = element('p', { class: 'note', role: 'status' })
  const share = element('div', { hidden: true })
  const file = element('input', {
    ...{ type: 'file', accept: 'image/png,image/jpeg,image/webp', multiple: true, hidden: true },
    onchange: () => {
      void addFiles([...(file.files ?? [])])
      file.value = ''
    },
  })
  const button = (label: string, act: () => void) =>
    element('button', { class: 'plain', type: 'button', onclick: act }, label)
  const take = button(pictureTexts.takePicture, () => void takePage())
  const field = element(
    'div',
    { class: 'stack' },
    list,
    element(
      'div',
      { class: 'row-of-acts' },
      take,
      button(pictureTexts.addPicture, () => file.click()),
      file,
    ),
    ...[note, fault, share],
  )

  function draw(): void {
    list.hidden = picked.length === 0
    list.replaceChildren(...picked.map((one, at) => element('li', {}, ...entry(one, at + 1))))
    onChange()
  }

  const entry = (one: Picked, number: number) => [
    element(
      'button',
      { type: 'button', class: 'shot', 'aria-label': pictureTexts.change(number), onclick: () => void change(one) },
      thumbnail(one.canvas),
    ),
    element(
      'button',
      { type: 'button', class: 'plain square', 'aria-label': pictureTexts.drop(number), onclick: () => drop(one) },
      cross(),
    ),
  ]

  function drop(one: Picked): void {
    picked = picked.filter((other) => other !== one)
    draw()
    take.focus()
  }

  /** Says what went wrong, by name, and does nothing else then. */
  async function attempt(act: (part: ScreenshotPart) => Promise<void>): Promise<void> {
    fault.textContent = ''
    share.hidden = true
    try {
      await act(await host.loadScreenshot())
    } catch (thrown) {
      fault.textContent = (thrown as Error).message
    }
    note.textContent = ''
  }

  async function addEdited(
    { edit }: ScreenshotPart,
    canvas: HTMLCanvasElement,
    again?: () => Promise<HTMLCanvasElement>,
  ): Promise<void> {
    note.textContent = ''
    const edited = await edit(host.root, canvas, again)
    if (!edited || edited === 'removed') return
    picked = [...picked, { ...edited, id: host.newId(), isSent: false }]
    draw()
  }

  const refuseMore = (name: string) => {
    if (picked.length >= mostPictures) throw new Error(pictureTexts.tooMany(name))
  }

  const takePage = () =>
    attempt(async (part) => {
      refuseMore(pictureTexts.takePicture)
      note.textContent = pictureTexts.taking
      const again = () => part.drawPage(host.root)
      const canvas = await again().catch(() => undefined)
      if (canvas) return addEdited(part, canvas, again)
      offerToShare(part)
      throw new Error(pictureTexts.cannotDraw)
    })

  function offerToShare(part: ScreenshotPart): void {
    const { shareWindow } = part
    if (!shareWindow) return
    const act = () =>
      void attempt(async () => {
        const canvas = await shareWindow(host.root).catch(() => undefined)
        if (canvas) return addEdited(part, canvas)
        // Somebody who has pressed the wrong thing can choose again.
        share.hidden = false
        offer.focus()
        throw new Error(pictureTexts.notShared)
      })
    const offer = button(pictureTexts.shareInstead, act)
    share.replaceChildren(offer, element('p', { class: 'quiet' }, pictureTexts.shareWarning))
    share.hidden = false
  }

  const addFiles = (chosen: readonly File[]) =>
    attempt(async (part) => {
      for (const one of chosen) {
        refuseMore(one.name)
        await addEdited(part, await part.ownPicture(one))
      }
    })

  const change = (one: Picked) =>
    attempt(async ({ edit }) => {
      const edited = await edit(host.root, one.canvas, undefined)
      if (edited === 'removed') return drop(one)
      if (!edited) return
      picked = picked.map((other) => (other === one ? { ...edited, id: host.newId(), isSent: false } : other))
      draw()
    })

  async function send(anew: boolean): Promise<void> {
    for (const one of picked) {
      if (one.isSent && !anew) continue
      await files.send(one.id, one.file).catch((thrown: unknown) => {
        throw thrown instanceof Refusal ? thrown : new Error(pictureTexts.notSent)
      })
      one.isSent = true
    }
  }

  return {
    field,
    /** As they will stand in the message. */
    picked: () =>
      picked.map(({ id, file, canvas }) => ({
        ...{ id, type: file.type as 'image/png', bytes: file.size },
        ...{ width: canvas.width, height: canvas.height },
      })),

    /** Takes what is pasted or dropped into a form. */
    listen(form: HTMLElement): void {
      const takeFrom = (event: Event, files: FileList | undefined) => {
        if (!files?.length) return
        event.preventDefault()
        void addFiles([...files])
      }
      form.addEventListener('paste', (event) => takeFrom(event, event.clipboardData?.files))
      form.addEventListener('dragover', (event) => event.preventDefault())
      form.addEventListener('drop', (event) => takeFrom(event, event.dataTransfer?.files))
    },

    /** Sends a message with them; rejects with a Refusal, or with an error that says in words what went wrong. */
    sendWith: (message: () => Promise<unknown>) => withPictures(send, message),

    clear(): void {
      picked = []
      draw()
    },
  }
}
