import { element } from '../dom.ts'
import { editorTexts } from '../texts/en.ts'
import type { Tool } from './editor.ts'
import { paint } from './paint.ts'
import { afterKey, type Framed, moved, type Point, rectOf, type Shape, shapeHistory } from './shapes.ts'

/** Movements shorter than this, in pixels of the screen, are a tap. */
const tap = 6

type Host = {
  tool: () => Tool
  say: (text: string) => void
  onChange: (canUndo: boolean) => void
  /** The focus has nowhere left to be here. */
  leave: () => void
}

/** The picture with what is drawn on it; a rectangle is drawn by dragging, or by tapping two of its corners. */
export function stage(picture: HTMLCanvasElement, host: Host) {
  const history = shapeHistory()
  const canvas = element('canvas', { width: picture.width, height: picture.height })
  const handles = element('div')
  const view = element('div', { class: 'stage' }, canvas, handles)
  let corner: Point | undefined

  const placeOf = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = canvas.getBoundingClientRect()
    return { x: ((clientX - left) * picture.width) / width, y: ((clientY - top) * picture.height) / height }
  }
  /** One pixel of the screen in pixels of the picture. */
  const pixel = () => picture.width / (canvas.getBoundingClientRect().width || picture.width)

  function draw(unfinished?: Shape): void {
    paint(canvas, picture, unfinished ? [...history.all(), unfinished] : history.all())
  }

  function show(focused?: number): void {
    draw()
    handles.replaceChildren(...history.all().flatMap((shape, at) => (shape.kind === 'pen' ? [] : handle(shape, at))))
    if (focused !== undefined) handles.querySelector<HTMLElement>(`[data-at="${focused}"]`)?.focus()
    host.onChange(history.canUndo())
  }

  function add(shape: Shape): void {
    history.add(shape)
    show(shape.kind === 'pen' ? undefined : history.all().length - 1)
  }

  function handle(shape: Framed, at: number): HTMLElement {
    const made = element('button', {
      ...{
        type: 'button',
        class: 'shape',
        'data-at': at,
        'aria-label': nameOf(shape),
        'aria-describedby': 'editor-hint',
      },
      onkeydown: (event: KeyboardEvent) => press(event, shape, at),
      onpointerdown: (event: PointerEvent) => drag(event, shape, at),
    })
    const { x, y, width, height } = shape.rect
    const share = (value: number, of: number) => `${(100 * value) / of}%`
    made.style.setProperty('left', share(x, picture.width))
    made.style.setProperty('top', share(y, picture.height))
    made.style.setProperty('width', share(width, picture.width))
    made.style.setProperty('height', share(height, picture.height))
    return made
  }

  function nameOf({ kind, rect }: Framed): string {
    const share = (value: number, of: number) => Math.round((100 * value) / of)
    return editorTexts.shape(
      editorTexts.tools[kind],
      ...([share(rect.x, picture.width), share(rect.y, picture.height)] as const),
      ...([share(rect.width, picture.width), share(rect.height, picture.height)] as const),
    )
  }

  function press(event: KeyboardEvent, shape: Framed, at: number): void {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      history.remove(at)
      show()
      host.say(editorTexts.removed)
      const left = [...handles.children].at(-1)
      if (left instanceof HTMLElement) left.focus()
      else host.leave()
      return
    }
    const rect = afterKey(shape.rect, event, picture, 8 * pixel())
    if (!rect) return
    event.preventDefault()
    const next = { ...shape, rect }
    history.change(at, next)
    show(at)
    host.say(nameOf(next))
  }

  function drag(event: PointerEvent, shape: Framed, at: number): void {
    event.stopPropagation()
    const from = placeOf(event)
    follow(event, (now, isOver) => {
      const to = placeOf(now)
      const rect = moved(shape.rect, { x: to.x - from.x, y: to.y - from.y }, picture)
      if (rect.x !== shape.rect.x || rect.y !== shape.rect.y) history.change(at, { ...shape, rect })
      if (isOver) show(at)
      else draw()
    })
  }

  /** Follows one pointer until it is lifted, wherever it goes. */
  function follow({ pointerId }: PointerEvent, each: (event: PointerEvent, isOver: boolean) => void): void {
    view.setPointerCapture(pointerId)
    const onward = (event: PointerEvent) => event.pointerId === pointerId && each(event, false)
    const stop = (event: PointerEvent) => {
      if (event.pointerId !== pointerId) return
      view.removeEventListener('pointermove', onward)
      view.removeEventListener('pointerup', stop)
      view.removeEventListener('pointercancel', stop)
      each(event, true)
    }
    view.addEventListener('pointermove', onward)
    view.addEventListener('pointerup', stop)
    view.addEventListener('pointercancel', stop)
  }

  view.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    event.preventDefault()
    const from = placeOf(event)
    const points = [from]
    const kind = host.tool()
    follow(event, (now, isOver) => {
      const to = placeOf(now)
      points.push(to)
      if (kind === 'pen') return isOver ? add({ kind, points }) : draw({ kind, points })
      const isTap = Math.hypot(to.x - from.x, to.y - from.y) < tap * pixel()
      const shape: Framed = { kind, rect: rectOf(isTap ? (corner ?? from) : from, to, picture) }
      if (!isOver) return draw(shape)
      if (isTap && !corner) {
        corner = to
        host.say(editorTexts.otherCorner)
        return draw(shape)
      }
      corner = undefined
      add(shape)
    })
  })
  draw()

  return {
    view,
    add,
    shapes: history.all,
    undo(): void {
      history.undo()
      corner = undefined
      show()
    },
  }
}
