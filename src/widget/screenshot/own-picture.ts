import { mostPictureBytes, mostPixels, pictureTypes } from '../../conversations/attachment-limits.ts'
import { editorTexts } from '../texts/en.ts'
import { scaled } from './encode.ts'

const mostSide = 2560

/** A picture that somebody has chosen, upright and no larger than it needs to be; says what is wrong with it, by its name. */
export async function ownPicture(file: File): Promise<HTMLCanvasElement> {
  if (!pictureTypes.some((type) => type === file.type)) throw new Error(editorTexts.wrongType(file.name))
  if (file.size > mostPictureBytes) throw new Error(editorTexts.tooLarge(file.name))
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture || picture.width * picture.height > mostPixels.area) throw new Error(editorTexts.unreadable(file.name))
  return scaled(picture, Math.min(1, mostSide / Math.max(picture.width, picture.height)))
}
