import { policyChoice } from '../../src/pacing/policy.ts'

const choice = { channel: 'beta', pace: 'calm', timeZone: 'Europe/Berlin' }
const october = Date.UTC(2026, 9, 1)

it.each([
  ['a bare choice', {}],
  [
    'all of it',
    {
      soak: { fix: 0, breaking: 90 },
      cadence: 'monthly',
      window: { days: [1, 7], start: '23:59' },
      holds: [{ from: october, to: october + 1 }, { from: october }],
      securityCapHours: 0,
      since: october,
    },
  ],
  ['ask with a window', { pace: 'ask', window: { days: [1], start: '00:00' } }],
  ['a zone that is no place', { timeZone: 'EST5EDT' }],
  ['an old name of a zone', { timeZone: 'Asia/Calcutta' }],
])('takes %s', (_name, change) => {
  expect(policyChoice.parse({ ...choice, ...change })).toEqual({ ...choice, ...change })
})

it.each([
  ['an unknown pace', { pace: 'never' }, 'pace'],
  ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
  ['a bare offset', { timeZone: '+01:00' }, 'timeZone'],
  ['no zone', { timeZone: '' }, 'timeZone'],
  ['a zone that only the runtime knows', { timeZone: 'PST' }, 'timeZone'],
  ['a zone with an instant', { timeZone: '2026-01-01T00:00[UTC]' }, 'timeZone'],
  ['an unknown cadence', { cadence: 'never' }, 'cadence'],
  ['a soak below zero', { soak: { fix: -1 } }, 'soak.fix'],
  ['a soak for security', { soak: { security: 1 } }, 'soak'],
  ['a window without days', { window: { days: [], start: '10:00' } }, 'window.days'],
  ['a day twice', { window: { days: [1, 1], start: '10:00' } }, 'window.days'],
  ['a day 0', { window: { days: [0], start: '10:00' } }, 'window.days.0'],
  ['a day 8', { window: { days: [8], start: '10:00' } }, 'window.days.0'],
  ['an hour 24', { window: { days: [1], start: '24:00' } }, 'window.start'],
  ['a time without its zero', { window: { days: [1], start: '9:00' } }, 'window.start'],
  ['a hold that ends before it starts', { holds: [{ from: october, to: october - 1 }] }, 'holds.0.to'],
  ['a hold without length', { holds: [{ from: october, to: october }] }, 'holds.0.to'],
  ['a hold that is no instant', { holds: [{ from: '2026-10-01' }] }, 'holds.0.from'],
  ['own soak with ask', { pace: 'ask', soak: { fix: 1 } }, 'soak'],
  ['own cadence with ask', { pace: 'ask', cadence: 'daily' }, 'cadence'],
  ['a field it does not know', { speed: 1 }, ''],
])('refuses %s and names the field', (_name, change, field) => {
  const { error } = policyChoice.safeParse({ ...choice, ...change })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
})
