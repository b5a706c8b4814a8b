import { element } from '../dom.ts'
import { adoptStyle } from '../style.ts'
import { editorTexts } from '../texts/en.ts'
import { editorStyle } from './editor-style.ts'
import { encoded } from './encode.ts'
import { paint } from './paint.ts'
import type { Edited } from './part.ts'
import { inTheMiddle } from './shapes.ts'
import { stage } from './stage.ts'

const tools = ['blackout', 'box', 'pen'] as const
export type Tool = (typeof tools)[number]

const styled = new WeakSet<ShadowRoot>()

/** A dialog to draw on a picture and to black out what is nobody's business, by mouse, touch and keyboard. */
export async function edit(
  root: ShadowRoot,
  picture: HTMLCanvasElement,
  again: (() => Promise<HTMLCanvasElement>) | undefined,
): Promise<Edited | 'removed' | undefined> {
  if (!styled.has(root)) adoptStyle(root, editorStyle)
  styled.add(root)
  const place = root.querySelector('[lang]') ?? root
  const before = root.activeElement
  const said = element('p', { class: 'unseen', role: 'status' })
  const radios = tools.map((tool) => element('input', { type: 'radio', name: 'tool', value: tool }))
  const chosen = (): Tool => tools[radios.findIndex(({ checked }) => checked)] ?? 'blackout'
  if (radios[0]) radios[0].checked = true

  const drawing = stage(picture, {
    tool: chosen,
    say: (text) => {
      said.textContent = text
    },
    onChange: (canUndo) => undo.setAttribute('aria-disabled', String(!canUndo)),
    leave: () => radios[tools.indexOf(chosen())]?.focus(),
  })

  const button = (label: string, act: () => void, kind = 'button') =>
    element('button', { type: 'button', class: kind, onclick: act }, label)
  const undo = button(editorTexts.undo, drawing.undo)
  undo.setAttribute('aria-disabled', 'true')
  const add = button(editorTexts.addShape, () => {
    const kind = chosen()
    if (kind !== 'pen') drawing.add({ kind, rect: inTheMiddle(picture) })
  })

  const heading = element('h2', { id: 'editor-name', tabindex: -1 }, editorTexts.editor)
  const dialog = element(
    'dialog',
    { class: 'editor', 'aria-labelledby': 'editor-name', 'aria-describedby': 'editor-hint' },
    heading,
    element(
      'fieldset',
      {
        class: 'tools',
        onchange: () => {
          add.hidden = chosen() === 'pen'
        },
      },
      element('legend', { class: 'unseen' }, editorTexts.tool),
      ...tools.map((tool, at) =>
        element('label', { class: 'cell' }, radios[at], element('span', {}, editorTexts.tools[tool])),
      ),
      ...[add, undo],
    ),
    drawing.view,
    element('p', { class: 'quiet', id: 'editor-hint' }, editorTexts.hint),
    said,
  )

  return new Promise((done, fail) => {
    function close(): void {
      dialog.close()
      dialog.remove()
      if (before instanceof HTMLElement) before.focus()
    }

    function finish(result: 'removed' | undefined): void {
      close()
      done(result)
    }

    function use(): void {
      close()
      const canvas = document.createElement('canvas')
      canvas.width = picture.width
      canvas.height = picture.height
      paint(canvas, picture, drawing.shapes())
      encoded(canvas).then((file) => done({ canvas, file }), fail)
    }

    function retake(take: () => Promise<HTMLCanvasElement>): void {
      close()
      take()
        .then((next) => edit(root, next, again))
        .then(done, fail)
    }

    dialog.append(
      element(
        'div',
        { class: 'tools' },
        button(editorTexts.use, use, 'main-button'),
        again ? button(editorTexts.again, () => retake(again)) : null,
        button(editorTexts.remove, () => finish('removed')),
      ),
    )
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      finish(undefined)
    })
    // The panel below closes at Escape too.
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') event.stopPropagation()
    })
    place.append(dialog)
    dialog.showModal()
    heading.focus()
  })
}
