import type { Dimension } from './dimension.ts'

/** The line that puts the widget into a page. */
export const widgetSnippet = (url: string, clientKey: string): string =>
  `<script src="${url}/widget/v1.js" data-key="${clientKey}" async></script>`

/** The same line with what the page says of itself; each dimension with its first value, or one made up. */
export function contextSnippet(url: string, clientKey: string, dimensions: readonly Dimension[]): string {
  const said = Object.fromEntries(dimensions.map(({ key, values }) => [key, values?.[0] ?? '…']))
  const attributes = dimensions.length > 0 ? ` data-dimensions='${JSON.stringify(said)}'` : ''
  return `<script src="${url}/widget/v1.js" data-key="${clientKey}" data-app-version="1.0.0"${attributes} async></script>`
}

const begun = (url: string, clientKey: string): string =>
  `const sluice = init({
  server: '${url}',
  key: '${clientKey}',
})`

/** The same widget out of a product's own bundle. */
export const packageSnippet = (url: string, clientKey: string): string =>
  `import { init } from 'sluice/widget'

${begun(url, clientKey)}
await sluice.ready
const isOn = sluice.value('new-editor', false)`

/** OpenFeature on top of the widget, so that changes arrive live. */
export const providerSnippet = (url: string, clientKey: string): string =>
  `import { OpenFeature } from '@openfeature/web-sdk'
import { sluiceProvider } from 'sluice/openfeature'
import { init } from 'sluice/widget'

${begun(url, clientKey)}
await OpenFeature.setProviderAndWait(sluiceProvider(sluice))
const isOn = OpenFeature.getClient().getBooleanValue('new-editor', false)`

/** How a page asks for flags through OpenFeature's own provider. */
export const openFeatureSnippet = (url: string, clientKey: string): string =>
  `import { OFREPWebProvider } from '@openfeature/ofrep-web-provider'
import { OpenFeature } from '@openfeature/web-sdk'

await OpenFeature.setProviderAndWait(
  new OFREPWebProvider({
    baseUrl: '${url}',
    headers: [['Authorization', 'Bearer ${clientKey}']],
  }),
  { targetingKey: 'user-1' },
)
const isOn = OpenFeature.getClient().getBooleanValue('new-editor', false)`
