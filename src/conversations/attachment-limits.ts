/** What a picture may be; the widget holds to it before it sends, the server whatever is sent. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const

export type PictureType = (typeof pictureTypes)[number]

/** 5 MB, of one picture. */
export const mostPictureBytes = 5 * 1024 * 1024

/** In one message. */
export const mostPictures = 3

/** In pixels; who shows a picture has to unpack all of them. */
export const mostPixels = { side: 8192, area: 40_000_000 }
