import { shownPeople } from '../../src/demo/show-people.ts'
import { showTime } from '../../src/demo/show-time.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { defaultChannels } from '../../src/projects/channel.ts'
import { day, madeFlag, madeRevision, start } from '../flags/flag-made.ts'

const shown = (flags: Flag[], now = start) => showTime({ channels: defaultChannels }, flags, shownPeople, now)
const whens = (flags: Flag[], at: number, now = start) => {
  const { days, states } = shown(flags, now)
  return states[days[at]?.state ?? 0]?.map(({ changes }) =>
    changes.map(({ has, when }) => `${has ? '●' : '○'} ${when}`),
  )
}

const editor = madeFlag([madeRevision(1, start, { title: 'New editor' })], { key: 'new-editor' })
const onBeta = madeFlag(
  [madeRevision(1, start, { title: 'Sharing', steps: [{ at: start, reach: { beta: 20_000 } }] })],
  { key: 'sharing' },
)

describe('showTime', () => {
  it.each<[string, Flag[], string]>([
    ['nothing', [], 'Four people, and nothing announced yet: publish something.'],
    ['one', [editor], 'One publication, four people, each at their own time.'],
    ['two', [editor, onBeta], 'Two publications, four people, each at their own time.'],
    [
      'a quiet one, one rolled back and one for the team',
      [
        madeFlag([madeRevision(1, start, { announced: false }), madeRevision(2, start, { withdrawnAt: start })]),
        madeFlag([madeRevision(1, start)], { kind: 'operational' }),
      ],
      'Four people, and nothing announced yet: publish something.',
    ],
  ])('counts %s', (_name, flags, headline) => expect(shown(flags).headline).toBe(headline))

  it('says for each person when it arrives, and has it from that day on', () => {
    const late = ['○ Mon 9 Nov, 10:00'] // Steady: seven days, then ten o’clock.
    const calm = ['○ Tue 17 Nov, 10:00'] // Calm: fourteen days, then Tuesday.
    const dan = ['○ waits for his yes']
    const ada = ['● since Mon 2 Nov, at once']
    expect(whens([editor], 0)).toEqual([ada, late, calm, dan])
    expect(whens([editor], 6)).toEqual([ada, late, calm, dan])
    expect(whens([editor], 7)).toEqual([ada, ['● since Mon 9 Nov, 10:00'], calm, dan])
    expect(whens([editor], 90)).toEqual([ada, ['● since Mon 9 Nov, 10:00'], ['● since Tue 17 Nov, 10:00'], dan])
  })

  it.each<[string, Flag, string[]]>([
    ['on Beta alone, for some there', onBeta, ['● since Mon 2 Nov, at once', ...Array(3).fill('○ not on Stable yet')]],
    [
      'halted before anybody but Ada had it',
      { ...editor, halts: [{ from: start + 1, first: 1, by: 'Mara' }] },
      ['● since Mon 2 Nov, at once', ...Array(3).fill('○ paused by the team')],
    ],
    ['switched off', { ...editor, kills: [{ from: start, by: 'Mara' }] }, Array(4).fill('○ switched off by the team')],
  ])('says what is %s', (_name, flag, expected) => {
    expect(whens([flag], 0, start + day)?.flat()).toEqual(expected)
  })

  it('draws the product from what each has at that time', () => {
    const { days, states, arrivals } = shown([editor])
    expect(states.map((panes) => panes.map((pane) => pane.editor))).toEqual([
      [true, false, false, false],
      [true, true, false, false],
      [true, true, true, false],
    ])
    expect(states[0]?.[0]?.label).toBe('Notewell with the new editor, a roomy list and no greeting')
    expect(days.map(({ state }) => state)).toEqual([...Array(7).fill(0), ...Array(8).fill(1), ...Array(76).fill(2)])
    expect(arrivals).toEqual([
      { at: Date.UTC(2026, 10, 9, 10), day: 7, title: 'New editor', who: ['Ben'] },
      { at: Date.UTC(2026, 10, 17, 10), day: 15, title: 'New editor', who: ['Cleo'] },
    ])
  })

  it('names the days, and what arrives on them', () => {
    const { days } = shown([editor])
    expect(days[0]).toMatchObject({ date: 'Mon 2 November', away: 'today', news: '' })
    expect(days[1]).toMatchObject({ date: 'Tue 3 November', away: 'tomorrow' })
    expect(days[7]).toMatchObject({ date: 'Mon 9 November', away: 'in 7 days', news: 'New editor reaches Ben.' })
    expect(days[90]?.date).toBe('Sun 31 January 2027')
  })
})
