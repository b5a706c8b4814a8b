/** The line that puts the widget into a page. */
export const widgetSnippet = (url: string, clientKey: string): string =>
  `<script src="${url}/widget/v1.js" data-key="${clientKey}" async></script>`

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
