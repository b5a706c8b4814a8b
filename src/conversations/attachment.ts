import { z } from 'zod'
import { clientId } from '../base/text.ts'
import { mostPictureBytes, mostPictures, pictureTypes } from './attachment-limits.ts'

/** What a subject says of a picture before they send it. */
export const pictureDraft = z.object({
  id: clientId,
  type: z.enum(pictureTypes),
  bytes: z.int().min(1, 'It is empty').max(mostPictureBytes, 'A picture may have 5 MB'),
})

export type PictureDraft = z.infer<typeof pictureDraft>

/** The pictures that a message names; each is stored before it. */
export const pictureIds = z
  .array(clientId)
  .max(mostPictures, `At most ${mostPictures} pictures`)
  .refine((ids) => new Set(ids).size === ids.length, 'The same picture twice')

/** A picture as it stands in a message; sizes in pixels. */
export const picture = z.object({ id: z.string(), type: z.enum(pictureTypes), width: z.int(), height: z.int() })

export type Picture = z.infer<typeof picture>

/** The pictures of a message for a page, with a name for each; sizes in pixels. */
export const picturesOf = (pictures: readonly Picture[] = []) =>
  pictures.map(({ id, width, height }, at) => ({ id, width, height, label: `Picture ${at + 1}` }))

/** With what one picture may be sent once: the ticket goes into the header `Sluice-Ticket`. */
export type UploadTicket = { url: string; ticket: string; expiresAt: string }

export const fileName = ({ id, type }: Pick<Picture, 'id' | 'type'>): string =>
  `${id}.${type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length)}`
