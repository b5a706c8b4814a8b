import { givePart } from '../give-part.ts'
import { watchFlagElements } from './flag-elements.ts'
import { inSight } from './in-sight.ts'
import type { SightPart } from './part.ts'

givePart<SightPart>((host) => {
  const sight = inSight({ ...host, now: Date.now })
  watchFlagElements(sight, host.onHidden)
  return sight
})
