import { comingTo, hadBy } from '../../src/flags/coming.ts'
import type { Flag } from '../../src/flags/flag.ts'
import type { OwnActs } from '../../src/pacing/own-acts.ts'
import { day, ladder, madeFlag, madePerson, madeRevision, start } from './flag-made.ts'

const now = start + day
const tuesday = Date.UTC(2026, 10, 17, 10)
const calm = { pace: 'calm' } as const

const outlookOf = (flag: Flag, unit = 'eva', policy: Parameters<typeof madePerson>[1] = {}) => {
  const person = madePerson(unit, policy)
  const told = ({ revision, at, why }: { revision: number; at: number | null; why: { step: string } }) => [
    revision,
    at,
    why.step,
  ]
  return {
    had: hadBy([flag], person, ladder, now).map(told),
    coming: comingTo([flag], person, ladder, now).map(told),
  }
}

describe('what somebody has, and what is on its way', () => {
  it('tells of an announced change before and after it has arrived', () => {
    const flag = madeFlag([madeRevision(1, start)])
    expect(outlookOf(flag)).toEqual({ had: [[1, start, 'channel']], coming: [] })
    expect(outlookOf(flag, 'eva', calm)).toEqual({ had: [], coming: [[1, tuesday, 'pace']] })
  })

  it('never tells of a quiet change, one that was taken back, one that is off, or one that serves the team', () => {
    const nothing = { had: [], coming: [] }
    for (const flag of [
      madeFlag([madeRevision(1, start, { announced: false })]),
      madeFlag([madeRevision(1, start, { withdrawnAt: start + 5 })]),
      madeFlag([madeRevision(1, start)], { kills: [{ from: start, by: 'Mara' }] }),
      madeFlag([madeRevision(1, start)], { kind: 'operational' }),
    ]) {
      expect(outlookOf(flag)).toEqual(nothing)
      expect(outlookOf(flag, 'eva', calm)).toEqual(nothing)
    }
  })

  it('tells who is drawn out of it nothing', () => {
    const flag = madeFlag([madeRevision(1, start, { steps: [{ at: start, reach: { stable: 20_000 } }] })])
    expect(outlookOf(flag, 'dan', calm)).toEqual({ had: [], coming: [] })
    expect(outlookOf(flag, 'eva', calm).coming).toEqual([[1, tuesday, 'pace']])
    expect(outlookOf(flag, 'eva').had).toEqual([[1, start, 'draw']])
  })

  it('tells whom chance leaves with the old version nothing', () => {
    const flag = madeFlag([madeRevision(1, start, { weights: { on: 50_000, off: 50_000 } })])
    expect(outlookOf(flag, 'ben')).toEqual({ had: [[1, start, 'split']], coming: [] })
    expect(outlookOf(flag, 'ben', calm).coming).toEqual([[1, tuesday, 'pace']])
    expect(outlookOf(flag, 'eva')).toEqual({ had: [], coming: [] })
    expect(outlookOf(flag, 'eva', calm)).toEqual({ had: [], coming: [] })
  })

  it('tells of a change when a quiet later one brings it along', () => {
    const security = madeRevision(2, start, { class: 'security', announced: false })
    const flag = madeFlag([madeRevision(1, start), security])
    expect(comingTo([flag], madePerson('eva', { pace: 'ask' }), ladder, now)).toMatchObject([
      { revision: 1, at: start + 3 * day, why: { step: 'ask', until: start + 3 * day } },
    ])
    expect(outlookOf(flag)).toEqual({ had: [[1, start, 'channel']], coming: [] })
  })

  it('tells of a change whose draw left somebody out once a later one reaches them', () => {
    const everybody = [{ at: start + 5, reach: { stable: 100_000 } }]
    const first = madeRevision(1, start, { steps: [{ at: start, reach: { stable: 20_000 } }] })
    const flag = madeFlag([first, madeRevision(2, start + 5, { steps: everybody })])
    expect(outlookOf(flag, 'dan', calm).coming).toEqual([
      [1, tuesday, 'pace'],
      [2, tuesday, 'pace'],
    ])
    expect(outlookOf(flag, 'dan').had).toEqual([[2, start + 5, 'channel']])
  })

  it('tells when a security change comes to whoever keeps the old one or has switched it off', () => {
    const security = madeRevision(2, start, { class: 'security' })
    const flag = madeFlag([madeRevision(1, start), security])
    const keep = { revision: 0, from: start, to: start + 20 * day }
    const asks = (acts: Partial<OwnActs>, of = flag) =>
      comingTo(
        [of],
        madePerson('eva', { pace: 'ask' }, { own: { editor: { pulls: [], keeps: [], previews: [], ...acts } } }),
        ladder,
        now,
      ).map(({ revision, at, why }) => [revision, at, why.step])
    const brought = [
      [1, start + 3 * day, 'ask'],
      [2, start + 3 * day, 'pace'],
    ]
    expect(asks({ keeps: [keep] })).toEqual(brought)
    expect(asks({ previews: [{ on: false, from: start }] })).toEqual(brought)
    expect(asks({ keeps: [{ ...keep, to: start + 2 * day }] })).toEqual(brought)
    const feature = madeFlag([madeRevision(1, start)])
    expect(asks({ keeps: [keep] }, feature)).toEqual([[1, null, 'ask']])
    expect(asks({ previews: [{ on: false, from: start }] }, feature)).toEqual([])
  })

  it('names a change without a title after its flag', () => {
    const flag = madeFlag([madeRevision(1, start, { title: undefined, sentence: undefined })])
    expect(hadBy([flag], madePerson('eva'), ladder, now)).toMatchObject([{ title: 'Editor', sentence: '' }])
  })
})
