import { arrivalTrace } from '../../src/flags/arrival-trace.ts'
import { comingTo } from '../../src/flags/coming.ts'
import { evaluate } from '../../src/flags/evaluate.ts'
import type { Flag } from '../../src/flags/flag.ts'
import { readerOf } from '../../src/flags/why-reader.ts'
import { toldTo, traceOf, whyTold } from '../../src/flags/why-trace.ts'
import type { Policy } from '../../src/pacing/policy.ts'
import { defaultChannels } from '../../src/projects/channel.ts'
import { day, ladder, madeFlag, madePerson, madeRevision, start } from './flag-made.ts'

const project = { channels: defaultChannels }
const now = start + day

describe('arrivalTrace', () => {
  const onAll = madeFlag([madeRevision(1, start)])
  const widened = madeFlag([
    madeRevision(1, start - 5 * day, {
      steps: [
        { at: start - 5 * day, reach: { stable: 1 } },
        { at: start, reach: { stable: 100_000 } },
      ],
    }),
  ])
  const halted = madeFlag([madeRevision(1, start)], { halts: [{ from: start + 1, first: 1, by: 'Mara' }] })
  const security = madeFlag([madeRevision(1, now, { class: 'security' })])
  const hold = { from: start + 2 * day, to: start + 40 * day }
  const out = 'It has been out on Stable since 2 November.'
  const soaks = 'A feature waits 14 days among others before it comes to you.'
  const tuesdays = 'Changes reach you at your times: Tuesdays, 10:00.'

  it.each<[string, Flag, Partial<Policy>, string[]]>([
    ['pace', onAll, { pace: 'calm' }, [out, soaks, tuesdays, 'So it comes on Tue 17 November at 10:00.']],
    [
      'pace at any time',
      onAll,
      { pace: 'early' },
      [out, 'A feature waits 2 days among others before it comes to you.', 'So it comes on Wed 4 November at 09:00.'],
    ],
    [
      'opened later',
      widened,
      { pace: 'early', soak: { feature: 9 } },
      [
        'It has been out on Stable since 28 October.',
        'It was opened to you on 2 November.',
        'A feature waits 9 days among others before it comes to you.',
        'So it comes on Fri 6 November at 09:00.',
      ],
    ],
    [
      'asking',
      onAll,
      { pace: 'ask' },
      [out, 'You asked to be asked: nothing comes by itself.', 'So nobody can say yet when it comes.'],
    ],
    [
      'a halt',
      halted,
      { pace: 'calm' },
      [out, soaks, tuesdays, 'The team paused it on 2 November.', 'So nobody can say yet when it comes.'],
    ],
    [
      'a hold',
      onAll,
      { pace: 'calm', holds: [hold] },
      [
        out,
        soaks,
        tuesdays,
        'You asked for nothing new from 4 November until Sat 12 December at 09:00.',
        'So it comes on Tue 15 December at 10:00.',
      ],
    ],
    [
      'security',
      security,
      { pace: 'ask' },
      [
        'It has been out on Stable since 3 November.',
        'It is a security repair: it comes at your next time, within 72 hours at the latest.',
        'So it comes on Fri 6 November at 09:00.',
      ],
    ],
  ])('%s', (_name, flag, policy, lines) => {
    const person = madePerson('eva', { since: start - 9 * day, ...policy })
    const [coming] = comingTo([flag], person, ladder, now)
    if (!coming) throw new Error('Nothing is on its way')
    expect(arrivalTrace(flag, coming, person, ladder, readerOf(project, person.policy, now))).toEqual(lines)
  })

  it('names the day until which the old one is kept', () => {
    const own = { editor: { pulls: [], previews: [], keeps: [{ revision: 0, from: start, to: start + 20 * day }] } }
    const person = madePerson('eva', { pace: 'early', since: start - day }, { own })
    const [coming] = comingTo([onAll], person, ladder, now)
    if (!coming) throw new Error('Nothing is on its way')
    expect(arrivalTrace(onAll, coming, person, ladder, readerOf(project, person.policy, now)).slice(-2)).toEqual([
      'You keep the old one until Sun 22 November at 09:00.',
      'So it comes on Sun 22 November at 09:00.',
    ])
  })
})

describe('what of an evaluation is told', () => {
  const second = (announced: boolean) =>
    madeFlag([
      madeRevision(1, start - 40 * day, { title: 'Editor' }),
      madeRevision(2, start, { title: 'Photos', announced }),
    ])
  const person = madePerson('eva', { pace: 'calm', since: start - 50 * day })
  const reader = readerOf(project, person.policy, now)
  const has = 'Everybody on Stable has had it since 23 September.'
  const comes = 'It comes on Tue 17 November at 10:00: you chose Calm.'

  it('traces from the first rule that decided, and names what a line is about', () => {
    const flag = second(true)
    expect(traceOf(flag, evaluate(flag, person, ladder, now), reader)).toEqual([
      { revision: 2, title: 'Photos', text: comes },
      { revision: 1, title: undefined, text: has },
    ])
  })

  it('leaves out a quiet change before it has arrived', () => {
    const flag = second(false)
    const told = toldTo(flag, evaluate(flag, person, ladder, now))
    expect(traceOf(flag, told, reader).map(({ text }) => text)).toEqual([has])
  })

  it.each<[string, Flag, string | undefined]>([
    ['what they have', second(false), has],
    ['what is announced', madeFlag([madeRevision(1, start)]), comes],
    ['nothing of what is quiet', madeFlag([madeRevision(1, start, { announced: false })]), undefined],
    ['that nothing is out', madeFlag([]), 'Nothing of it is out yet.'],
  ])('says %s in one sentence', (_name, flag, sentence) =>
    expect(whyTold(flag, evaluate(flag, person, ladder, now), reader)).toBe(sentence),
  )
})
