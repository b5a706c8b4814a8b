import type { Flag } from '../../src/flags/flag.ts'
import { type Choices, defaultChoices } from '../../src/pacing/choices.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { choicesView } from '../../src/portal/choices-view.ts'
import { ladderOf, newProject } from '../../src/projects/project.ts'
import { day, madeFlag, madeRevision, start } from '../flags/flag-made.ts'

const project = newProject({ id: 'p', key: 'notewell', name: 'Notewell', clientKey: 'k', createdAt: start })
const chose = (policy: Partial<Policy>): Choices => ({
  ...defaultChoices(project),
  policy: { channel: 'stable', pace: 'first', timeZone: 'UTC', ...policy },
})
const viewOf = (flags: Flag[], choices: Choices, now: number, after?: Choices) =>
  choicesView({ project, flags, unit: 'eva', open: ladderOf(project), now }, choices, after)

const editor = madeFlag([madeRevision(1, start)])
const photos = madeFlag([madeRevision(1, start + day, { title: 'Photos' })], { key: 'photos' })
const halted = madeFlag([madeRevision(1, start)], { halts: [{ from: start + 1, first: 1, by: 'Mara' }] })
const steady = chose({ pace: 'steady' })

describe('choicesView', () => {
  it.each<[string, Flag[], Choices, number, string]>([
    ['nothing announced', [], chose({}), start, 'Nothing new has been announced on Stable yet.'],
    ['all there', [editor], chose({}), start + day, 'You have everything that is out for you on Stable.'],
    ['one in days', [editor], steady, start + 3 * day, 'One new thing is on its way to you. It comes on Monday.'],
    [
      'two, the next soon',
      [photos, editor],
      steady,
      start + 6 * day,
      'Two new things are on their way to you. The next one comes tomorrow.',
    ],
    ['today', [editor], steady, start + 7 * day - 1, 'One new thing is on its way to you. It comes today at 10:00.'],
    ['waiting', [editor, photos], chose({ pace: 'ask' }), start + 2 * day, 'Two new things wait for your yes.'],
    ['paused', [halted], steady, start + day, 'One new thing is on its way to you. No date yet.'],
  ])('%s', (_name, flags, choices, now, headline) => expect(viewOf(flags, choices, now).headline).toBe(headline))

  it('puts what comes in one slot together, and what has no date last, with its reason', () => {
    const calm = chose({ pace: 'calm' })
    const paused = { ...halted, key: 'paused' }
    expect(viewOf([paused, photos, editor], calm, start + 2 * day).coming).toMatchObject([
      { day: 'Tue 17', month: 'November', time: '10:00', things: [{ title: 'Photos' }, { title: 'Thing 1' }] },
      { things: [{ title: 'Thing 1', why: 'Paused by the team.' }] },
    ])
  })

  it('shows no effect of what is chosen already, and names what differs', () => {
    const now = start + 3 * day
    expect(viewOf([editor], steady, now).asked.effect).toBeUndefined()
    expect(viewOf([editor], steady, now, steady).asked.effect).toBeUndefined()
    expect(viewOf([editor], steady, now, chose({ channel: 'canary', pace: 'seasonal' })).asked).toMatchObject({
      fields: expect.arrayContaining([
        { name: 'channel', value: 'canary' },
        { name: 'pace', value: 'seasonal' },
      ]),
      cadence: 'The first Tuesday of each quarter, 10:00',
      effect: {
        choose: 'Canary and “A few times a year”',
        keep: 'Stable and Steady',
        sentence:
          'Canary and “A few times a year” instead of Stable and Steady: nothing you have changes. One thing would come later.',
        lines: ['Thing 1: Tue 5 Jan instead of Mon 9 Nov'],
      },
    })
  })

  it('offers UTC and the own zone whatever the runtime lists', () => {
    const { zones } = viewOf([], chose({ timeZone: 'Etc/GMT-3' }), start)
    expect(zones.filter(({ chosen }) => chosen)).toEqual([{ name: 'Etc/GMT-3', chosen: true }])
    expect(zones).toContainEqual({ name: 'UTC', chosen: false })
    expect(new Set(zones.map(({ name }) => name)).size).toBe(zones.length)
  })
})
