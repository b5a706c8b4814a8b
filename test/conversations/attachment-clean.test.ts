import { cleanPicture } from '../../src/conversations/attachment-clean.ts'
import type { PictureType } from '../../src/conversations/attachment-limits.ts'
import {
  bytesOf,
  exif,
  greyPng,
  holds,
  jpeg,
  jpegSegment,
  jpegWith,
  losslessWebp,
  lossyWebp,
  png,
  pngChunk,
  pngHeader,
  pngStart,
  pngWith,
  transparentWebp,
  webp,
  webpChunk,
  webpPart,
} from './pictures.ts'

const secret = 'Secret 52.52 N 13.40 E'

describe('what stays', () => {
  it.each([
    ['PNG', 'image/png', png],
    ['JPEG', 'image/jpeg', jpeg],
    ['lossy WebP', 'image/webp', lossyWebp],
    ['lossless WebP', 'image/webp', losslessWebp],
    ['transparent WebP', 'image/webp', transparentWebp],
  ] as const)('leaves a %s as it is that holds nothing but its pixels', (_name, type, bytes) => {
    expect(cleanPicture(type, bytes)).toEqual({ bytes, width: 12, height: 8 })
  })

  it('keeps what a PNG needs for its colours', () => {
    const needed = [pngChunk('gAMA', [0, 0, 0xb1, 0x8f]), pngChunk('sRGB', [0]), pngChunk('tRNS', [0, 1, 0, 1, 0, 1])]
    expect(cleanPicture('image/png', pngWith(...needed)).bytes).toEqual(pngWith(...needed))
  })

  it.each([3, 6, 8])(
    'keeps the orientation %i of a JPEG in either byte order, and nothing else of its EXIF',
    (orientation) => {
      for (const little of [true, false]) {
        const { bytes } = cleanPicture('image/jpeg', jpegWith(jpegSegment(0xe1, exif(orientation, little))))
        expect(holds(bytes, 'SecretMaker')).toBe(false)
        expect(bytes.length).toBe(jpeg.length + 36)
        // Cleaned once more it is the same, so what was written reads as it should.
        expect(cleanPicture('image/jpeg', bytes).bytes).toEqual(bytes)
      }
    },
  )
})

describe('what goes', () => {
  it.each([
    ['texts', pngChunk('tEXt', `Comment\0${secret}`)],
    ['international texts', pngChunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${secret}`)],
    ['compressed texts', pngChunk('zTXt', `a\0\0${secret}`)],
    ['EXIF', pngChunk('eXIf', secret)],
    ['the time', pngChunk('tIME', secret.slice(0, 7))],
    ['a colour profile', pngChunk('iCCP', `x\0\0${secret}`)],
    ['chunks of programs', pngChunk('prVt', secret)],
    ['a gamma that is no gamma', pngChunk('gAMA', secret)],
    [
      'an animation',
      bytesOf(pngChunk('acTL', [0, 0, 0, 2, 0, 0, 0, 0]), pngChunk('fcTL', secret), pngChunk('fdAT', secret)),
    ],
  ])('takes %s out of a PNG', (_name, chunk) => {
    expect(cleanPicture('image/png', pngWith(chunk)).bytes).toEqual(png)
  })

  it.each([
    ['EXIF', jpegSegment(0xe1, exif(1))],
    ['a broken EXIF', jpegSegment(0xe1, 'Exif\0\0II*\0\xff\xff\xff\xff')],
    ['an orientation that is none', jpegSegment(0xe1, exif(9))],
    ['XMP', jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`)],
    ['an APP2 that is no profile', jpegSegment(0xe2, `MPF\0${secret}`)],
    ['IPTC', jpegSegment(0xed, `Photoshop 3.0\0${secret}`)],
    ['a thumbnail', jpegSegment(0xe0, `JFXX\0${secret}`)],
    ['a comment', jpegSegment(0xfe, secret)],
    ['fill bytes', bytesOf([0xff, 0xff], jpegSegment(0xfe, secret))],
  ])('takes %s out of a JPEG', (_name, segment) => {
    expect(cleanPicture('image/jpeg', jpegWith(segment)).bytes).toEqual(jpeg)
  })

  it('takes EXIF, XMP and unknown chunks out of a WebP, and says so in its header', () => {
    const flagged = webpPart(transparentWebp, 'VP8X')
    flagged[8] = 0x3c
    const [profile, alpha, pixels] = ['ICCP', 'ALPH', 'VP8 '].map((name) => webpPart(transparentWebp, name)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
    const full = webp(
      flagged,
      profile,
      alpha,
      pixels,
      webpChunk('EXIF', secret),
      webpChunk('XMP ', `${secret}!`),
      webpChunk('ours', 'x'),
    )
    expect(cleanPicture('image/webp', full)).toEqual({ bytes: transparentWebp, width: 12, height: 8 })
    const simple = webp(webpPart(losslessWebp, 'VP8L'))
    expect(cleanPicture('image/webp', webp(webpPart(losslessWebp, 'VP8L'), webpChunk('EXIF', secret))).bytes).toEqual(
      simple,
    )
  })

  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', losslessWebp],
  ] as const)('cuts off what stands behind the end of an %s', (type, bytes) => {
    expect(cleanPicture(type, bytesOf(bytes, '<script>alert(1)</script>PK\x03\x04')).bytes).toEqual(bytes)
  })
})

describe('what is refused', () => {
  const animated = webpPart(lossyWebp, 'VP8X')
  animated[8] = 0x22
  const wider = webpPart(lossyWebp, 'VP8X')
  wider[12] = 99

  it.each<[string, PictureType, Uint8Array]>([
    ['nothing', 'image/png', bytesOf()],
    ['a page', 'image/png', bytesOf('<!doctype html><script>alert(1)</script>')],
    ['a drawing', 'image/png', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a GIF', 'image/png', bytesOf('GIF89a')],
    ['a page before a picture', 'image/png', bytesOf('<script>', png)],
    ['a JPEG that is called a PNG', 'image/png', jpeg],
    ['a PNG that is called a WebP', 'image/webp', png],
    ['a PNG without its header', 'image/png', bytesOf(pngStart, pngChunk('IDAT', [0]), pngChunk('IEND'))],
    ['a PNG with two headers', 'image/png', pngWith(pngHeader(12, 8))],
    ['a PNG without data', 'image/png', bytesOf(pngStart, pngHeader(12, 8), pngChunk('IEND'))],
    [
      'a PNG with torn data',
      'image/png',
      bytesOf(png.subarray(0, -12), pngChunk('tEXt', 'a\0b'), pngChunk('IDAT', [0]), pngChunk('IEND')),
    ],
    ['a PNG with an unknown chunk that it needs', 'image/png', pngWith(pngChunk('HACK', 'x'))],
    [
      'a PNG whose chunk is longer than the file',
      'image/png',
      bytesOf(png.subarray(0, 33), [0x7f, 0xff, 0xff, 0xff], 'tEXt', png.subarray(33)),
    ],
    [
      'a PNG whose chunk is longer than any',
      'image/png',
      bytesOf(png.subarray(0, 33), [0xff, 0xff, 0xff, 0xff], 'IDAT', png.subarray(33)),
    ],
    ['a PNG with a wrong checksum', 'image/png', bytesOf(png.subarray(0, 29), [0, 0, 0, 0], png.subarray(33))],
    ['a PNG without width', 'image/png', greyPng(0, 8)],
    ['a PNG that is too wide', 'image/png', greyPng(8193, 1)],
    ['a PNG that is too large to unpack', 'image/png', greyPng(8000, 5001)],
    ['a PNG that is larger than numbers are', 'image/png', greyPng(0xffffffff, 0xffffffff)],
    ['a JPEG that is only its start', 'image/jpeg', bytesOf([0xff, 0xd8, 0xff])],
    [
      'a JPEG whose segment is longer than the file',
      'image/jpeg',
      bytesOf([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff], 'JFIF'),
    ],
    [
      'a JPEG whose segment is shorter than its length',
      'image/jpeg',
      bytesOf([0xff, 0xd8, 0xff, 0xe0, 0, 1], jpeg.subarray(4)),
    ],
    ['a JPEG with something between its segments', 'image/jpeg', bytesOf(jpeg.subarray(0, 20), 'x', jpeg.subarray(20))],
    [
      'a JPEG without a frame',
      'image/jpeg',
      bytesOf([0xff, 0xd8], jpegSegment(0xda, [1, 1, 0, 0, 63, 0]), [0x12, 0xff, 0xd9]),
    ],
    ['a JPEG with two frames', 'image/jpeg', jpegWith(jpegSegment(0xc0, [8, 0, 8, 0, 12, 1, 1, 0x11, 0]))],
    ['a hierarchical JPEG', 'image/jpeg', jpegWith(jpegSegment(0xde, [8, 0, 8, 0, 12, 0]))],
    [
      'a JPEG that is too wide',
      'image/jpeg',
      bytesOf([0xff, 0xd8], jpegSegment(0xc0, [8, 0, 8, 0xff, 0xff, 1, 1, 0x11, 0])),
    ],
    ['a JPEG without height', 'image/jpeg', bytesOf([0xff, 0xd8], jpegSegment(0xc0, [8, 0, 0, 0, 12, 1, 1, 0x11, 0]))],
    [
      'an animated WebP',
      'image/webp',
      webp(animated, webpChunk('ANIM', [0, 0, 0, 0, 0, 0]), webpChunk('ANMF', webpPart(lossyWebp, 'VP8 '))),
    ],
    ['a WebP that says it is animated', 'image/webp', webp(animated, webpPart(lossyWebp, 'VP8 '))],
    ['a WebP with two pictures', 'image/webp', webp(webpPart(lossyWebp, 'VP8 '), webpPart(losslessWebp, 'VP8L'))],
    [
      'a WebP with the same picture twice',
      'image/webp',
      webp(webpPart(lossyWebp, 'VP8 '), webpPart(lossyWebp, 'VP8 ')),
    ],
    ['a WebP without a picture', 'image/webp', webp(webpPart(lossyWebp, 'VP8X'))],
    ['a WebP with two sizes', 'image/webp', webp(wider, webpPart(lossyWebp, 'VP8 '))],
    ['a WebP whose header comes late', 'image/webp', webp(webpPart(lossyWebp, 'VP8 '), webpPart(lossyWebp, 'VP8X'))],
    [
      'a WebP whose chunk is longer than the file',
      'image/webp',
      bytesOf('RIFF', [16, 0, 0, 0], 'WEBPVP8 ', [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0]),
    ],
    ['a WebP whose data are none', 'image/webp', webp(webpChunk('VP8L', 'nothing'))],
  ])('refuses %s', (_name, type, bytes) => {
    expect(() => cleanPicture(type, bytes)).toThrow(expect.objectContaining({ kind: 'invalid' }))
  })

  it.each([
    ['image/png', png],
    ['image/jpeg', jpeg],
    ['image/webp', lossyWebp],
    ['image/webp', losslessWebp],
  ] as const)('refuses an %s that is cut off anywhere', (type, bytes) => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => cleanPicture(type, bytes.slice(0, length))).toThrow(expect.objectContaining({ kind: 'invalid' }))
  })
})
