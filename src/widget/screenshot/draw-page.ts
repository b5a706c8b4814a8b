import { fontRules } from './fonts.ts'
import { fileReader } from './images.ts'
import { pageMarkup } from './page-markup.ts'

const mostFileBytes = 2 * 1024 * 1024
const patienceMs = 4000
/** Wide enough to read, on whatever screen. */
const mostWidth = 2560

/**
 * What stands in the window, drawn by the page itself: nobody is asked, and nothing leaves it. Rejects where the page
 * allows itself no pictures from data addresses, or the browser does not let such a picture be read.
 */
export async function drawPage(root: ShadowRoot): Promise<HTMLCanvasElement> {
  const [width, height] = [document.documentElement.clientWidth, innerHeight]
  const density = Math.min(devicePixelRatio, mostWidth / width, 2)
  const read = fileReader(mostFileBytes, patienceMs)
  const [markup, fonts] = await Promise.all([pageMarkup({ root, density, read }), fontRules(read)])
  const scheme = getComputedStyle(document.documentElement).colorScheme
  const picture = await loaded(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * density}" height="${height * density}" viewBox="0 0 ${width} ${height}">` +
      `<style>@namespace h url(http://www.w3.org/1999/xhtml);h|*{all:unset}${fonts.replace(/[<&]/g, '')}</style>` +
      `<foreignObject width="${width}" height="${height}"><div xmlns="http://www.w3.org/1999/xhtml" style="position:relative;` +
      `display:block;overflow:hidden;width:${width}px;height:${height}px;color-scheme:${scheme};background:${groundOf()}">` +
      `${markup}</div></foreignObject></svg>`,
  )
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * density)
  canvas.height = Math.round(height * density)
  const pencil = canvas.getContext('2d')
  pencil?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  // Throws where the browser takes the picture for one of another site.
  pencil?.getImageData(0, 0, 1, 1)
  return canvas
}

async function loaded(svg: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  return image
}

/** The colour behind the page: the root's, or else the body's. */
function groundOf(): string {
  const colours = [document.documentElement, document.body].map((one) => getComputedStyle(one).backgroundColor)
  return colours.find((colour) => !/^(transparent|rgba\(0, 0, 0, 0\))$/.test(colour)) ?? 'Canvas'
}
