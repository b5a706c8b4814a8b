import { onFirstMark } from './flag-marks.ts'
import type { SightPart } from './sight/part.ts'

/** Watches what of the page's marked elements is in sight, from the first such element on. */
export function sightLater(load: () => Promise<SightPart>, host: Parameters<SightPart>[0]): { hide: () => void } {
  let sight: ReturnType<SightPart> | undefined
  onFirstMark(() => {
    load().then(
      (part) => {
        sight = part(host)
      },
      (fault: Error) => console.error(`Sluice: what is in sight is not counted: ${fault.message}`),
    )
  })
  return { hide: () => sight?.hide() }
}
