import type { Boot } from './api.ts'

/** What the page says of itself with every answer: its version and its dimensions, which an attribute says as JSON. */
export function saidContext({ appVersion, dimensions }: Boot['options']): object {
  const said = typeof dimensions === 'string' ? parsed(dimensions) : dimensions
  return { ...(appVersion && { appVersion }), ...(said !== undefined && { dimensions: said }) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    console.error('Sluice: data-dimensions is no JSON')
    return undefined
  }
}
