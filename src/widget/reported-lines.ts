import type { PageLines } from '../conversations/page-lines.ts'
import type { Boot } from './api.ts'
import type { LinesPart } from './lines/part.ts'
import { laterPart } from './load-part.ts'

/** What the page reported since the widget was here, where its product lets it be sent; otherwise nobody listens. */
export function reportedLines(boot: Boot, own: string): () => PageLines | undefined {
  const wanted = boot.options.console
  let heard: (() => PageLines) | undefined
  if (wanted !== undefined && wanted !== false && wanted !== 'false')
    laterPart<LinesPart>(boot, 'lines')()
      .then((listen) => {
        heard = listen(own)
      })
      .catch((fault: Error) => console.error(`Sluice: nobody listens to the console: ${fault.message}`))
  return () => heard?.()
}
