import type { Shape } from './shapes.ts'

const pen = '#e5322d'

/** Draws a picture and what was drawn on it into a canvas of the picture's size; below a blackout nothing is left. */
export function paint(canvas: HTMLCanvasElement, picture: CanvasImageSource, shapes: readonly Shape[]): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0)
  context.strokeStyle = pen
  context.lineWidth = Math.max(3, canvas.width / 320)
  context.lineCap = context.lineJoin = 'round'
  for (const shape of shapes) {
    if (shape.kind === 'pen') {
      context.beginPath()
      for (const { x, y } of shape.points) context.lineTo(x, y)
      context.stroke()
    } else {
      const { x, y, width, height } = shape.rect
      if (shape.kind === 'box') context.strokeRect(x, y, width, height)
      else {
        context.fillStyle = '#000'
        context.fillRect(Math.floor(x), Math.floor(y), Math.ceil(width) + 1, Math.ceil(height) + 1)
      }
    }
  }
}
