const grey = '#9aa0a6'

export const greyBox = `background:${grey}`

/** What is drawn in an element, as a data address no larger than it shows; undefined where another site does not let it be read. */
export function pixelsOf(
  source: HTMLImageElement | HTMLCanvasElement | HTMLVideoElement,
  density: number,
): string | undefined {
  const [width, height] = naturalSize(source)
  if (!width || !height) return undefined
  const { width: shown } = source.getBoundingClientRect()
  const scale = Math.min(1, (shown * density) / width || 1)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  try {
    canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height)
    return canvas.toDataURL()
  } catch {
    return undefined
  }
}

function naturalSize(source: HTMLImageElement | HTMLCanvasElement | HTMLVideoElement): [number, number] {
  if (source instanceof HTMLImageElement) {
    // A drawing without a size of its own has none to be scaled from.
    return source.complete ? [source.naturalWidth || source.width, source.naturalHeight || source.height] : [0, 0]
  }
  return source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height]
}

/** Fetches a file of the page's as a data address, each once; undefined where it may not be read or is too large. */
export function fileReader(mostBytes: number, patienceMs: number): (url: string) => Promise<string | undefined> {
  const read = new Map<string, Promise<string | undefined>>()
  const giveUp = AbortSignal.timeout(patienceMs)

  async function load(url: string): Promise<string | undefined> {
    try {
      if (url.startsWith('data:')) return url
      const answer = await fetch(url, { signal: giveUp, cache: 'force-cache' })
      const file = await answer.blob()
      if (!answer.ok || file.size > mostBytes) return undefined
      return await asData(file)
    } catch {
      return undefined
    }
  }

  return (url) => {
    const known = read.get(url) ?? load(url)
    read.set(url, known)
    return known
  }
}

const asData = (file: Blob) =>
  new Promise<string>((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(reader.error)
    reader.readAsDataURL(file)
  })

/** A style's value with its files in it instead of their addresses; those that cannot be read are left out. */
export async function withFiles(value: string, read: (url: string) => Promise<string | undefined>): Promise<string> {
  const parts = value.split(/(url\("(?:[^"\\]|\\.)*"\))/)
  const filled = parts.map(async (part) => {
    const [, address] = /^url\("((?:[^"\\]|\\.)*)"\)$/.exec(part) ?? []
    if (address === undefined || address.startsWith('#')) return part
    const data = await read(address.replace(/\\(.)/g, '$1'))
    return data ? `url("${data}")` : `linear-gradient(${grey},${grey})`
  })
  return (await Promise.all(filled)).join('')
}
