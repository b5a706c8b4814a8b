import { Problem } from '../../src/base/problem.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { askedIn, type ChoiceForm, draftFrom, formFieldsOf } from '../../src/portal/choice-form.ts'

const here: Policy = { channel: 'stable', pace: 'calm', timeZone: 'UTC' }
const base = { channel: 'beta', pace: 'calm' } as const

describe('draftFrom', () => {
  it.each<[string, Partial<ChoiceForm>, object]>([
    ['channel and pace alone leave the rest as it is', {}, base],
    ['no day and no time are the pace’s own', { start: '' }, { ...base, window: null }],
    [
      'days and a time are a window',
      { start: '09:30', day: ['1', '5'] },
      { ...base, window: { days: [1, 5], start: '09:30' } },
    ],
    [
      'nothing set exactly is the pace’s own',
      { cadence: '', soakFix: '', soakFeature: ' ' },
      { ...base, cadence: null, soak: null },
    ],
    [
      'what is set replaces the pace’s value by value',
      { cadence: 'weekly', soakFeature: '3' },
      { ...base, cadence: 'weekly', soak: { feature: 3 } },
    ],
  ])('%s', (_name, form, draft) => expect(draftFrom({ ...base, ...form })).toEqual(draft))

  it.each<[string, Partial<ChoiceForm>, string]>([
    ['a day without a time', { start: '', day: ['1'] }, 'window.start'],
    ['a time without a day', { start: '09:30' }, 'window.days'],
    ['an eighth day', { start: '09:30', day: ['8'] }, 'window.days'],
    ['a day named twice', { start: '09:30', day: ['1', '1'] }, 'window.days'],
    ['an hour that is not there', { start: '24:00', day: ['1'] }, 'window.start'],
    ['a zone that is not there', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['a bare offset', { timeZone: '+01:00' }, 'timeZone'],
    ['a wait in words', { cadence: '', soakFix: 'soon' }, 'soak.fix'],
    ['a wait below nothing', { cadence: '', soakBreaking: '-1' }, 'soak.breaking'],
    ['a rhythm that is not there', { cadence: 'hourly' }, 'cadence'],
  ])('refuses %s', (_name, form, field) => {
    const refused = () => draftFrom({ ...base, ...form })
    expect(refused).toThrow(Problem)
    try {
      refused()
    } catch (thrown) {
      expect((thrown as Problem).faults.map((fault) => fault.field)).toContain(field)
    }
  })
})

describe('askedIn', () => {
  it('asks for nothing where the address names nothing of it', () => {
    expect(askedIn({}, here)).toBeUndefined()
    expect(askedIn({ holdFrom: '2026-11-10', utm: 'x' }, here)).toBeUndefined()
  })

  it('takes what is left out from what holds now', () =>
    expect(askedIn({ pace: 'steady' }, here)).toEqual({ channel: 'stable', pace: 'steady' }))
})

it('sends back what it shows: the fields of a policy make the same policy', () => {
  const policy: Policy = {
    ...{ channel: 'beta', pace: 'calm', timeZone: 'Europe/Berlin', cadence: 'daily', soak: { fix: 0, breaking: 9 } },
    window: { days: [2, 6], start: '18:00' },
  }
  const form: Record<string, string | string[]> = {}
  for (const { name, value } of formFieldsOf(policy)) {
    if (name === 'day') form.day = [...(form.day ?? []), value]
    else form[name] = value
  }
  expect(askedIn(form, here)).toEqual(policy)
})
