import { encode } from 'uqr'

/** The text as a QR code: black on white in any colour scheme, with the four modules of margin that readers need. */
export function qrDrawing(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    `<svg class="qr" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="The link as a QR code">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${dark}" fill="#000"/></svg>`
  )
}
