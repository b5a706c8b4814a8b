import type { WhyStep } from '../../src/flags/why.ts'
import { stepSentence, whySentence, whySentences } from '../../src/flags/why-words.ts'

const reader = {
  channel: 'Beta',
  pace: 'calm' as const,
  timeZone: 'Europe/Berlin',
  now: Date.UTC(2026, 10, 24, 9),
}
const until = Date.UTC(2026, 11, 8, 9)
const since = Date.UTC(2026, 10, 1, 23, 30)
const decided = (step: WhyStep['step'], more: Partial<WhyStep> = {}): WhyStep => ({ step, outcome: 'decided', ...more })
const passed = (step: WhyStep['step']): WhyStep => ({ step, outcome: 'passed' })

describe('whySentence', () => {
  it.each<[string, WhyStep[], number, string]>([
    ['off for all', [decided('kill-switch')], 0, 'The team has switched it off for everybody.'],
    [
      'off until',
      [decided('kill-switch', { until })],
      0,
      'The team has switched it off for everybody until Tue 8 December at 10:00.',
    ],
    ['nothing out', [passed('kill-switch'), decided('publication')], 0, 'Nothing of it is out yet.'],
    ['other channel', [decided('channel', { revision: 1 })], 0, 'It is not on Beta yet.'],
    [
      'everybody',
      [passed('publication'), decided('channel', { revision: 1, since })],
      1,
      'Everybody on Beta has had it since 2 November.',
    ],
    [
      'since last year',
      [decided('channel', { revision: 1, since: Date.UTC(2025, 0, 5) })],
      1,
      'Everybody on Beta has had it since 5 January 2025.',
    ],
    ['drawn out', [decided('draw', { revision: 1 })], 0, 'A fair draw left you out for now, to compare.'],
    ['drawn in', [decided('draw', { revision: 1 })], 1, 'A fair draw gave it to some of you on Beta, to compare.'],
    ['paused', [decided('halt', { revision: 2 })], 0, 'Paused by the team.'],
    ['held', [decided('hold', { revision: 2 })], 0, 'You asked for nothing new for now.'],
    [
      'held until',
      [decided('hold', { revision: 2, until })],
      0,
      'It comes on Tue 8 December at 10:00: you asked for nothing new before.',
    ],
    ['asked', [decided('ask', { revision: 2 })], 0, 'It waits for your yes.'],
    [
      'brought along',
      [decided('ask', { revision: 2, until })],
      0,
      'It comes on Tue 8 December at 10:00, together with a security repair.',
    ],
    ['paced', [decided('pace', { revision: 2 })], 0, 'It comes later: you chose Calm.'],
    [
      'paced until',
      [decided('pace', { revision: 2, until })],
      0,
      'It comes on Tue 8 December at 10:00: you chose Calm.',
    ],
    [
      'kept',
      [decided('pace', { revision: 2 }), decided('kept', { revision: 1 })],
      1,
      'You had it before you slowed down; slowing down takes nothing away.',
    ],
    [
      'dealt',
      [decided('channel', { revision: 1, since }), decided('split', { revision: 1 })],
      1,
      'A fair draw decides which of several versions each of you has, to compare.',
    ],
    [
      'what is had before what is ahead',
      [decided('draw', { revision: 2 }), decided('channel', { revision: 1, since })],
      1,
      'Everybody on Beta has had it since 2 November.',
    ],
  ])('%s', (_name, why, revision, expected) => expect(whySentence(why, revision, reader)).toBe(expected))

  it('says a pace that has no name of its own as it is shown', () =>
    expect(stepSentence(decided('pace', { until }), false, { ...reader, pace: 'seasonal' })).toBe(
      'It comes on Tue 8 December at 10:00: you chose “A few times a year”.',
    ))

  it('needs no word of the trade', () =>
    expect(Object.values(whySentences).join(' ')).not.toMatch(/flag|rollout|cohort|revision|variant|subject/i))
})
