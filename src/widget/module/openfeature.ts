import type {
  ErrorCode,
  EvaluationContext,
  JsonValue,
  Provider,
  ProviderEvents,
  ResolutionDetails,
  TrackingEventDetails,
} from '@openfeature/web-sdk'
import type { EventProperties, SluiceApi } from '../api.ts'
import { providerEvents } from './provider-events.ts'

type Widget = Pick<SluiceApi, 'ready' | 'details' | 'identify' | 'event' | 'on'>

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'object' : typeof value)

/** What events can hold of a context or of details: at most 20 properties. */
const propertiesOf = (details: TrackingEventDetails): EventProperties =>
  Object.fromEntries(
    Object.entries(details)
      .filter((entry): entry is [string, string | number | boolean] =>
        ['string', 'number', 'boolean'].includes(typeof entry[1]),
      )
      .slice(0, 20),
  )

/**
 * A provider for OpenFeature's web SDK with the flags as the widget's page renders them. The context's `targetingKey` is
 * the token of who is signed in, as the host's server has signed it; without one it is the device's own visitor.
 */
export function sluiceProvider(sluice = (globalThis as { Sluice?: Widget }).Sluice): Provider {
  if (!sluice) throw new Error('Begin the widget before its provider is made')
  const widget = sluice
  const events = providerEvents()
  const stop = widget.on('change', ({ keys }) =>
    events.emit('PROVIDER_CONFIGURATION_CHANGED' as ProviderEvents, { flagsChanged: [...keys] }),
  )

  function resolve<Value extends JsonValue>(flag: string, fallback: Value, kind: string): ResolutionDetails<Value> {
    const details = widget.details(flag)
    const failed = (errorCode: string, errorMessage: string) =>
      ({ value: fallback, reason: 'ERROR', errorCode: errorCode as ErrorCode, errorMessage }) as const
    if (!details) return failed('FLAG_NOT_FOUND', `There is no flag ${flag} here`)
    const { value, variant, reason, ...flagMetadata } = details
    if (kindOf(value) !== kind) return failed('TYPE_MISMATCH', `${flag} is of the type ${kindOf(value)}, not ${kind}`)
    return { value: value as Value, variant, reason, flagMetadata }
  }

  const identify = async ({ targetingKey }: EvaluationContext) => widget.identify(targetingKey || null)

  return {
    metadata: { name: 'sluice' },
    runsOn: 'client',
    events,
    async initialize(context = {}) {
      if (context.targetingKey) await identify(context)
      await widget.ready
    },
    onContextChange: (before, after) => (before.targetingKey === after.targetingKey ? undefined : identify(after)),
    resolveBooleanEvaluation: (flag, fallback) => resolve(flag, fallback, 'boolean'),
    resolveStringEvaluation: (flag, fallback) => resolve(flag, fallback, 'string'),
    resolveNumberEvaluation: (flag, fallback) => resolve(flag, fallback, 'number'),
    resolveObjectEvaluation: (flag, fallback) => resolve(flag, fallback, 'object'),
    track: (name, _context, details = {}) => widget.event(name, propertiesOf(details)),
    onClose: async () => stop(),
  }
}
