/** What the page says of itself with every answer, from `data-app-version` and `data-dimensions` (a JSON object). */
export function saidContext({ appVersion, dimensions }: DOMStringMap): object {
  return { ...(appVersion && { appVersion }), ...(dimensions && { dimensions: parsed(dimensions) }) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    console.error('Sluice: data-dimensions is no JSON')
    return undefined
  }
}
