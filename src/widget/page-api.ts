import type { SluiceApi } from './api.ts'
import type { comingsAndGoings } from './comings-and-goings.ts'
import type { evaluating } from './evaluating.ts'
import type { exposures } from './exposures.ts'
import type { pageFlags } from './page-flags.ts'
import type { pageListeners } from './page-listeners.ts'
import type { Panel } from './panel.ts'

/** What the host's page can do with the widget, but for beginning it. */
export const pageApi = ({
  ready,
  flags,
  listeners,
  reader,
  seen,
  view,
  people,
  choices,
}: {
  ready: Promise<void>
  flags: ReturnType<typeof pageFlags>
  listeners: ReturnType<typeof pageListeners>
  reader: ReturnType<typeof evaluating>
  seen: ReturnType<typeof exposures>
  view: Panel
  people: ReturnType<typeof comingsAndGoings>
  choices: () => void
}): Omit<SluiceApi, 'init'> => ({
  ready,
  variant: (flag) => flags.get(flag)?.variant,
  value: (flag, fallback) => (flags.get(flag)?.value ?? fallback) as typeof fallback,
  details(flag) {
    const shown = flags.get(flag)
    if (!shown) return undefined
    const { value, variant, reason, assignment, revision, evaluatedAt } = shown
    return { value, variant, reason, assignment, revision, evaluatedAt }
  },
  seen(flag) {
    void ready.then(() => {
      const shown = flags.get(flag)
      if (shown) seen.seen(shown)
      else if (reader.speaksAs()) console.warn(`Sluice: "${flag}" was seen, but there is no such flag`)
    })
  },
  event: (name, properties = {}) => listeners.tell('event', { name, properties }),
  refresh: () => listeners.tellChange(flags.refresh()),
  on: listeners.add,
  open: () => view.enter(),
  close: view.leave,
  choices: () => choices(),
  identify: (token) => (people.identify(token) ? reader.next() : Promise.resolve()),
})
