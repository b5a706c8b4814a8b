import { textAt, viewOf } from './attachment-picture.ts'

const header = 'Exif\0\0'
const orientationTag = 0x0112
const mostEntries = 200

/** Whether an EXIF orientation (1–8) says more than that the first row is at the top. */
export const isTurned = (orientation: number): boolean => orientation >= 2 && orientation <= 8

/** The orientation that an APP1 segment of a JPEG (from its marker on) names; 1 where it names none. */
export function orientationIn(segment: Uint8Array): number {
  const tiff = segment.subarray(4 + header.length)
  if (textAt(segment, 4, header.length) !== header || tiff.length < 8) return 1
  const view = viewOf(tiff)
  const order = textAt(tiff, 0, 2)
  if (order !== 'II' && order !== 'MM') return 1
  const little = order === 'II'
  const directory = view.getUint32(4, little)
  if (view.getUint16(2, little) !== 42 || directory + 2 > tiff.length) return 1
  const entries = Math.min(mostEntries, view.getUint16(directory, little))
  for (let n = 0; n < entries; n++) {
    const at = directory + 2 + n * 12
    if (at + 12 > tiff.length) return 1
    if (view.getUint16(at, little) === orientationTag) return view.getUint16(at + 8, little)
  }
  return 1
}

/** An APP1 segment that says the orientation and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  const content = [...Buffer.from(header, 'latin1'), ...tiff]
  return Uint8Array.of(0xff, 0xe1, 0, content.length + 2, ...content)
}
