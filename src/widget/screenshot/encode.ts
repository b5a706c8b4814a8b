const mostBytes = 1.5 * 1024 * 1024
const quality = 0.85

/** A canvas as a file of at most about 1.5 MB: without loss where that is small enough, otherwise as WebP or JPEG, smaller at last. */
export async function encoded(canvas: HTMLCanvasElement): Promise<Blob> {
  for (let current = canvas; ; current = scaled(current, 0.75)) {
    for (const type of ['image/png', 'image/webp', 'image/jpeg']) {
      const file = await fileOf(current, type)
      if (file.type === type && file.size <= mostBytes) return file
    }
  }
}

const fileOf = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob>((done, fail) =>
    canvas.toBlob((file) => (file ? done(file) : fail(new Error('No picture came out'))), type, quality),
  )

/** The same picture, its sides `factor` times as long. */
export function scaled(
  source: CanvasImageSource & { width: number; height: number },
  factor: number,
): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(source.width * factor))
  canvas.height = Math.max(1, Math.round(source.height * factor))
  const context = canvas.getContext('2d')
  // JPEG has no transparency, and would show black there.
  if (context) context.fillStyle = '#fff'
  context?.fillRect(0, 0, canvas.width, canvas.height)
  context?.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas
}
