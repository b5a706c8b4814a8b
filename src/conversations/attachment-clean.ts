import { invalid } from '../base/problem.ts'
import { cleanJpeg } from './attachment-jpeg.ts'
import type { PictureType } from './attachment-limits.ts'
import { type CleanPicture, textAt } from './attachment-picture.ts'
import { cleanPng, pngSignature } from './attachment-png.ts'
import { cleanWebp } from './attachment-webp.ts'

const cleaners: Record<PictureType, (bytes: Uint8Array) => CleanPicture> = {
  'image/png': cleanPng,
  'image/jpeg': cleanJpeg,
  'image/webp': cleanWebp,
}

/** What these bytes begin like, whatever anybody calls them. */
function typeIn(bytes: Uint8Array): PictureType | undefined {
  if (pngSignature.every((byte, at) => bytes[at] === byte)) return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  return textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP' ? 'image/webp' : undefined
}

/** The picture without its metadata, never unpacked; refused unless it is one, and of the type that it was said to be. */
export function cleanPicture(type: PictureType, bytes: Uint8Array): CleanPicture {
  const found = typeIn(bytes)
  if (!found) throw invalid('body', 'This is no PNG, JPEG or WebP picture')
  if (found !== type) throw invalid('type', `This is a picture of the type ${found}, not ${type}`)
  return cleaners[type](bytes)
}
