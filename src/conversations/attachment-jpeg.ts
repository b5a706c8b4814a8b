import { isTurned, orientationIn, orientationSegment } from './attachment-orientation.ts'
import { boundedSize, brokenPicture, type CleanPicture, joined, textAt, viewOf } from './attachment-picture.ts'

const marker = { start: 0xd8, end: 0xd9, scan: 0xda, app0: 0xe0, app1: 0xe1, app2: 0xe2, app14: 0xee, comment: 0xfe }
/** Tables that the pixels are made with: DHT, DQT, DRI. */
const tables = new Set([0xc4, 0xdb, 0xdd])
/** What browsers show: baseline, extended and progressive Huffman coding (SOF0–2). */
const frames = new Set([0xc0, 0xc1, 0xc2])

/**
 * A JPEG (ITU-T T.81) without EXIF, XMP, comments, thumbnails and whatever stands behind its end. What colour needs
 * stays, JFIF, ICC and Adobe's transform, and of EXIF which side is up: without it a phone's pictures would lie.
 */
export function cleanJpeg(bytes: Uint8Array): CleanPicture {
  const view = viewOf(bytes)
  const parts: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  let orientation = 1
  let hasScan = false

  for (let at = 2; ; ) {
    if (view.byteLength < at + 2) throw brokenPicture('it is cut off')
    if (bytes[at] !== 0xff) throw brokenPicture('something stands between its segments')
    const kind = bytes[at + 1] ?? 0
    if (kind === 0xff) {
      at++
      continue
    }
    if (kind === marker.end) break
    if (view.byteLength < at + 4) throw brokenPicture('it is cut off')
    const end = at + 2 + view.getUint16(at + 2)
    if (end < at + 4 || end > bytes.length) throw brokenPicture('a segment is longer than the file')
    const segment = bytes.subarray(at, end)

    if (frames.has(kind)) {
      if (size || segment.length < 10) throw brokenPicture('its frame is not as it should be')
      size = boundedSize(view.getUint16(at + 7), view.getUint16(at + 5))
    }
    if (kind === marker.app1 && isTurned(orientationIn(segment))) orientation = orientationIn(segment)
    if (kind !== marker.scan) {
      if (frames.has(kind) || tables.has(kind) || isForColour(kind, segment)) parts.push(segment)
      else if (!isLeftOut(kind)) throw brokenPicture('it needs what is not known here')
      at = end
      continue
    }
    if (!size) throw brokenPicture('its data come before its frame')
    hasScan = true
    at = endOfScan(bytes, end)
    parts.push(bytes.subarray(end - segment.length, at))
  }
  if (!size || !hasScan) throw brokenPicture('it has no data')
  const turned = isTurned(orientation) ? [orientationSegment(orientation)] : []
  const ends = { start: Uint8Array.of(0xff, marker.start), end: Uint8Array.of(0xff, marker.end) }
  return { bytes: joined([ends.start, ...turned, ...parts, ends.end]), ...size }
}

/** JFIF without a thumbnail, an ICC profile, Adobe's note on how colours were transformed. */
function isForColour(kind: number, segment: Uint8Array): boolean {
  if (kind === marker.app0) return segment.length === 18 && textAt(segment, 4, 5) === 'JFIF\0'
  if (kind === marker.app2) return textAt(segment, 4, 12) === 'ICC_PROFILE\0'
  return kind === marker.app14 && segment.length === 16 && textAt(segment, 4, 5) === 'Adobe'
}

const isLeftOut = (kind: number): boolean => (kind >= marker.app0 && kind <= 0xef) || kind === marker.comment

/** Where the coded data behind a scan's header end: at the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const kind = bytes[at + 1]
    if (kind === undefined) break
    if (kind !== 0 && (kind < 0xd0 || kind > 0xd7)) return at
  }
  throw brokenPicture('it is cut off')
}
