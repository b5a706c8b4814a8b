import { crc32 } from 'node:zlib'
import { boundedSize, brokenPicture, type CleanPicture, joined, textAt, viewOf } from './attachment-picture.ts'

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Chunks without which the pixels are others. A colour profile is not among them: that of a screen may name its owner's device. */
const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB'])

/** How long the small ones among them are; at any other length they are something else. */
const exactLength: Record<string, number> = { IHDR: 13, IEND: 0, gAMA: 4, cHRM: 32, sRGB: 1 }
const mostLength: Record<string, number> = { PLTE: 768, tRNS: 256 }

/**
 * A PNG (third edition, W3C 2025) without texts, times, profiles and whatever stands behind its end. Of an animation the
 * still picture stays that every program shows who does not know animations.
 */
export function cleanPng(bytes: Uint8Array): CleanPicture {
  const view = viewOf(bytes)
  const parts: Uint8Array[] = [pngSignature]
  let size: { width: number; height: number } | undefined
  let data: 'awaited' | 'running' | 'over' = 'awaited'

  for (let at = pngSignature.length; ; ) {
    if (at + 12 > bytes.length) throw brokenPicture('it is cut off')
    const length = view.getUint32(at)
    if (length > bytes.length - at - 12) throw brokenPicture('a chunk is longer than the file')
    const type = textAt(bytes, at + 4, 4)
    if (!/^[A-Za-z]{4}$/.test(type)) throw brokenPicture('a chunk has no name')
    const end = at + 12 + length
    if (!size !== (type === 'IHDR')) throw brokenPicture('its header is not where it belongs')
    if (type === 'IDAT' && data === 'over') throw brokenPicture('its data are torn apart')
    if (type === 'IDAT') data = 'running'
    else if (data === 'running') data = 'over'

    if (isKept(type, length)) {
      if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) throw brokenPicture('a checksum is wrong')
      parts.push(bytes.subarray(at, end))
    } else if (/^[A-Z]/.test(type)) throw brokenPicture('it needs what is not known here')
    if (type === 'IHDR') size = boundedSize(view.getUint32(at + 8), view.getUint32(at + 12))
    if (type === 'IEND') break
    at = end
  }
  if (!size || data === 'awaited') throw brokenPicture('it has no data')
  return { bytes: joined(parts), ...size }
}

const isKept = (type: string, length: number): boolean =>
  kept.has(type) && length === (exactLength[type] ?? length) && length <= (mostLength[type] ?? length)
