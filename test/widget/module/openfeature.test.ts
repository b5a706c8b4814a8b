import { ErrorCode, OpenFeature, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk'
import type { WireFlag } from '../../../src/sockets/protocol.ts'
import { sluiceProvider } from '../../../src/widget/module/openfeature.ts'
import { pageFlags } from '../../../src/widget/page-flags.ts'
import { pageListeners } from '../../../src/widget/page-listeners.ts'

const flag = (key: string, value: unknown, more: Partial<WireFlag> = {}): WireFlag => ({
  ...{ key, value, variant: 'on', reason: 'SPLIT', assignment: 'random', revision: 2, immediate: true },
  ...more,
})

/** The widget's own flags and listeners, and whom it was told to speak for. */
function setUp() {
  const flags = pageFlags()
  const listeners = pageListeners()
  const identified: (string | null)[] = []
  const events: unknown[] = []
  let settle = () => {}
  const ready = new Promise<void>((resolve) => {
    settle = resolve
  })
  const take = (...all: WireFlag[]) => {
    const keys = flags.take({ subject: 'token', evaluatedAt: '2026-01-02T00:00:00.000Z', chance: false, flags: all })
    listeners.tellChange(keys)
    settle()
  }
  const provider = sluiceProvider({
    ready,
    details: flags.get,
    on: listeners.add,
    event: (name, properties) => events.push({ name, properties }),
    identify: async (token) => {
      identified.push(token)
    },
  })
  return { provider, take, identified, events }
}

afterEach(async () => {
  await OpenFeature.close()
  await OpenFeature.clearContexts()
})

it('is ready with the first flags, and tells each type with variant, reason and why', async () => {
  const { provider, take } = setUp()
  const isReady = OpenFeature.setProviderAndWait(provider)
  const client = OpenFeature.getClient()
  expect(client.providerStatus).toBe(ProviderStatus.NOT_READY)
  expect(client.getBooleanValue('editor', false)).toBe(false)
  take(flag('editor', true), flag('name', 'Ada'), flag('size', 0.5), flag('look', { a: [1] }), flag('list', [1]))
  await isReady

  expect(client.getStringValue('name', '')).toBe('Ada')
  expect(client.getNumberValue('size', 1)).toBe(0.5)
  expect(client.getObjectValue('look', {})).toEqual({ a: [1] })
  expect(client.getObjectValue('list', [])).toEqual([1])
  expect(client.getBooleanDetails('editor', false)).toMatchObject({
    ...{ value: true, variant: 'on', reason: 'SPLIT' },
    flagMetadata: { assignment: 'random', revision: 2, evaluatedAt: '2026-01-02T00:00:00.000Z' },
  })
})

it('gives the fallback for what is not there or of another type, and says so', async () => {
  const { provider, take } = setUp()
  take(flag('editor', true), flag('nothing', null))
  await OpenFeature.setProviderAndWait(provider)
  const client = OpenFeature.getClient()
  expect(client.getBooleanDetails('other', true)).toMatchObject({ value: true, errorCode: ErrorCode.FLAG_NOT_FOUND })
  expect(client.getStringDetails('editor', 'no')).toMatchObject({ value: 'no', errorCode: ErrorCode.TYPE_MISMATCH })
  expect(client.getObjectDetails('nothing', {})).toMatchObject({ value: {}, errorCode: ErrorCode.TYPE_MISMATCH })
})

it('tells the SDK which flags changed, until it is closed', async () => {
  const { provider, take } = setUp()
  take(flag('editor', false))
  await OpenFeature.setProviderAndWait(provider)
  const heard: unknown[] = []
  OpenFeature.addHandler(ProviderEvents.ConfigurationChanged, (details) => heard.push(details?.flagsChanged))
  take(flag('editor', true))
  expect(heard).toEqual([['editor']])
  await OpenFeature.close()
  take(flag('editor', false))
  expect(heard).toEqual([['editor']])
})

it('speaks for whom the context names, and for the device’s visitor once it names nobody', async () => {
  const { provider, take, identified } = setUp()
  take()
  await OpenFeature.setContext({ targetingKey: 'ada' })
  await OpenFeature.setProviderAndWait(provider)
  await OpenFeature.setContext({ targetingKey: 'ada', plan: 'pro' })
  await OpenFeature.setContext({ targetingKey: 'grace' })
  await OpenFeature.setContext({})
  expect(identified).toEqual(['ada', 'grace', null])
})

it('tracks what happened, with what an event can hold', async () => {
  const { provider, take, events } = setUp()
  take()
  await OpenFeature.setProviderAndWait(provider)
  OpenFeature.getClient().track('bought', { value: 9.5, currency: 'EUR', items: ['a'], gift: true })
  OpenFeature.getClient().track('looked')
  expect(events).toEqual([
    { name: 'bought', properties: { value: 9.5, currency: 'EUR', gift: true } },
    { name: 'looked', properties: {} },
  ])
})
