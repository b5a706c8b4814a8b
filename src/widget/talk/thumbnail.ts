import type { Picture } from '../../conversations/attachment.ts'
import { element } from '../dom.ts'
import { pictureTexts } from '../texts/en.ts'
import type { PictureFiles } from './picture-files.ts'

const mostWide = 640

/** A small copy of a picture; a canvas, for every Content-Security-Policy allows it. */
export function thumbnail(source: CanvasImageSource & { width: number; height: number }): HTMLCanvasElement {
  const canvas = element('canvas')
  const scale = Math.min(1, mostWide / source.width)
  canvas.width = Math.max(1, Math.round(source.width * scale))
  canvas.height = Math.max(1, Math.round(source.height * scale))
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** The pictures of messages; each is fetched once, when it is shown first. */
export function messagePictures({ fetch }: PictureFiles) {
  const known = new Map<string, HTMLElement>()

  function shown({ id, width, height }: Picture, number: number): HTMLElement {
    const there = known.get(id)
    if (there) return there
    const place = element('div', { class: 'shot', role: 'img', 'aria-label': pictureTexts.picture(number) })
    place.style.setProperty('aspect-ratio', `${width} / ${height}`)
    known.set(id, place)
    fetch(id)
      .then(createImageBitmap)
      .then((picture) => place.replaceChildren(thumbnail(picture)))
      .catch(() => {
        place.replaceChildren(pictureTexts.picture(number))
        known.delete(id)
      })
    return place
  }

  return (pictures: readonly Picture[] = []): HTMLElement[] => pictures.map((one, at) => shown(one, at + 1))
}
