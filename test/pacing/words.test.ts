import type { PacePolicy } from '../../src/pacing/policy.ts'
import { cadenceWords, paceSentence } from '../../src/pacing/words.ts'

const weekend = { days: [7, 6], start: '08:00' }
const inUtc = (choice: Omit<PacePolicy, 'timeZone'>): PacePolicy => ({ ...choice, timeZone: 'UTC' })

it.each<[Omit<PacePolicy, 'timeZone'>, string]>([
  [{ pace: 'first' }, 'at any time'],
  [{ pace: 'first', window: { days: [1, 2, 3, 4, 5, 6, 7], start: '09:00' } }, 'every day, 09:00'],
  [{ pace: 'steady' }, 'every day, 10:00'],
  [{ pace: 'steady', window: weekend }, 'Saturdays and Sundays, 08:00'],
  [{ pace: 'steady', window: { days: [1, 3, 5], start: '08:00' } }, 'Mondays, Wednesdays and Fridays, 08:00'],
  [{ pace: 'calm' }, 'Tuesdays, 10:00'],
  [{ pace: 'calm', window: weekend }, 'Saturdays, 08:00'],
  [{ pace: 'calm', cadence: 'monthly' }, 'the first Tuesday of each month, 10:00'],
  [{ pace: 'seasonal' }, 'the first Tuesday of each quarter, 10:00'],
  [{ pace: 'ask', window: weekend }, 'never by itself'],
])('%j: %s', (choice, words) => {
  expect(cadenceWords(inUtc(choice))).toBe(words)
})

it.each<[Omit<PacePolicy, 'timeZone'>, string]>([
  [{ pace: 'first' }, 'You get what is on Beta as soon as it is out.'],
  [{ pace: 'first', window: weekend }, 'You get what is on Beta as soon as it is out, Saturdays and Sundays, 08:00.'],
  [
    { pace: 'early' },
    'You get what has proved itself on Beta, fixes 1 day, features 2 days and breaking changes 7 days after others there.',
  ],
  [
    { pace: 'calm', soak: { fix: 7, feature: 7, breaking: 7 } },
    'You get what has proved itself on Beta, 7 days after others there, Tuesdays, 10:00.',
  ],
  [
    { pace: 'ask' },
    'Nothing from Beta reaches you until you take it, but for urgent changes and, within 72 hours, security fixes.',
  ],
  [
    { pace: 'ask', securityCapHours: 0 },
    'Nothing from Beta reaches you until you take it, but for urgent changes and, at once, security fixes.',
  ],
])('%j: %s', (choice, sentence) => {
  expect(paceSentence(inUtc(choice), 'Beta')).toBe(sentence)
})
