import type { Choices } from '../../src/pacing/choices.ts'
import type { Mark, Policy } from '../../src/pacing/policy.ts'
import { historyView } from '../../src/portal/history-view.ts'
import { defaultChannels } from '../../src/projects/channel.ts'
import type { Project } from '../../src/projects/project.ts'

const project = { channels: defaultChannels } as Project
const on = (day: number) => Date.UTC(2026, 10, day, 9)
const policy = (channel: string, pace: Policy['pace'], more: Partial<Policy> = {}): Policy => ({
  ...{ channel, pace, timeZone: 'UTC' },
  ...more,
})
const until = (day: number, policy: Policy): Mark => ({ policy, until: on(day) })
const byDefault = (day: number, policy: Policy): Mark => ({ ...until(day, policy), byDefault: true })
const chose = (now: Policy, ...marks: Mark[]): Choices => ({ policy: now, marks, floors: {}, own: {}, chosen: true })

describe('historyView', () => {
  it.each<[string, Choices, string]>([
    [
      'gone back to the default',
      {
        ...chose(
          policy('stable', 'first'),
          byDefault(2, policy('stable', 'first')),
          until(4, policy('beta', 'steady')),
        ),
        chosen: false,
      },
      '“As soon as it is out” on Stable (the default) since 4 November; before that Steady on Beta.',
    ],
    [
      'a choice that says the same as the default before it',
      chose(policy('stable', 'first'), byDefault(2, policy('stable', 'first'))),
      '“As soon as it is out” on Stable since 2 November; before that “As soon as it is out” on Stable (the default).',
    ],
    [
      'one choice',
      chose(policy('beta', 'steady'), until(3, policy('stable', 'first'))),
      'Steady on Beta since 3 November; before that “As soon as it is out” on Stable.',
    ],
    [
      'two choices',
      chose(policy('beta', 'steady'), until(1, policy('stable', 'first')), until(3, policy('stable', 'calm'))),
      'Steady on Beta since 3 November; before that Calm on Stable.',
    ],
    [
      'a hold and another time are no other choice',
      chose(
        policy('beta', 'steady', { holds: [] }),
        until(3, policy('stable', 'calm')),
        until(5, policy('beta', 'steady')),
        until(7, policy('beta', 'steady', { cadence: 'weekly' })),
      ),
      'Steady on Beta since 3 November; before that Calm on Stable.',
    ],
    [
      'a channel that is no more',
      chose(policy('beta', 'steady'), until(3, policy('alpha', 'calm'))),
      'Steady on Beta since 3 November; before that Calm on alpha.',
    ],
  ])('%s', (_name, choices, sentence) => expect(historyView(project, choices, on(9)).sentence).toBe(sentence))

  it.each([
    ['nobody chose', []],
    ['only the default has changed', [byDefault(2, policy('stable', 'calm'))]],
  ])('has no sentence where %s', (_name, marks) => {
    const choices = { ...chose(policy('stable', 'first'), ...marks), chosen: false }
    expect(historyView(project, choices, on(9)).sentence).toBeUndefined()
  })

  it('lists what was before, the newest first', () => {
    const choices = chose(
      policy('beta', 'steady'),
      until(1, policy('stable', 'first')),
      until(3, policy('stable', 'calm')),
    )
    expect(historyView(project, choices, on(9)).older).toEqual([
      { name: 'Calm on Stable', from: on(1), since: '1 November' },
      { name: '“As soon as it is out” on Stable' },
    ])
  })
})
