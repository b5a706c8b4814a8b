import { invalid, type Problem } from '../base/problem.ts'
import { mostPixels } from './attachment-limits.ts'

/** A picture with nothing in it but what is needed to show it. */
export type CleanPicture = { bytes: Uint8Array; width: number; height: number }

export const brokenPicture = (reason: string): Problem => invalid('body', `This picture cannot be taken: ${reason}`)

/** Refuses what takes more memory to show than its bytes let expect. */
export function boundedSize(width: number, height: number): { width: number; height: number } {
  if (width < 1 || height < 1) throw brokenPicture('it has no size')
  if (width > mostPixels.side || height > mostPixels.side)
    throw brokenPicture(`${width} × ${height} pixels; at most ${mostPixels.side} a side`)
  if (width * height > mostPixels.area)
    throw brokenPicture(`${width} × ${height} pixels; at most ${mostPixels.area / 1e6} megapixels`)
  return { width, height }
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Some bytes as Latin-1 text. */
export const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))

export const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
