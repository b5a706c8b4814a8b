import type { EventHandler, ProviderEvents } from '@openfeature/web-sdk'

/** The emitter that a provider hands to the OpenFeature SDK; its own one would bring the whole SDK along. */
export function providerEvents() {
  const handlers = new Map<ProviderEvents, EventHandler[]>()
  const of = (event: ProviderEvents) => handlers.get(event) ?? []

  const events = {
    emit(event: ProviderEvents, details?: object): void {
      for (const handle of of(event)) void handle(details as never)
    },
    addHandler(event: ProviderEvents, handle: EventHandler): void {
      handlers.set(event, [...of(event), handle])
    },
    removeHandler(event: ProviderEvents, handle: EventHandler): void {
      handlers.set(
        event,
        of(event).filter((one) => one !== handle),
      )
    },
    removeAllHandlers(event?: ProviderEvents): void {
      if (event) handlers.delete(event)
      else handlers.clear()
    },
    getHandlers: of,
    setLogger: () => events,
  }
  return events
}
