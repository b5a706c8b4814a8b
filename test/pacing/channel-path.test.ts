import { channelOn, dayOf, pathKey, pathOfKey } from '../../src/pacing/channel-path.ts'
import type { Policy } from '../../src/pacing/policy.ts'

const begin = Date.UTC(2026, 10, 2, 9)
const hour = 3_600_000
const day = 24 * hour
const first = dayOf(begin)

/** Who went to each channel at an instant, from one to the next, as marks and a policy. */
function walked(...stops: [channel: string, at: number][]) {
  const policies = stops.map(([channel, since]): Policy => ({ channel, pace: 'first', timeZone: 'UTC', since }))
  const policy = policies.at(-1) ?? { channel: 'stable', pace: 'first', timeZone: 'UTC' }
  const marks = policies.slice(0, -1).map((policy, i) => ({ policy, until: policies[i + 1]?.since ?? 0 }))
  return pathKey(policy, marks)
}

describe('the way between channels', () => {
  it.each<[string, [string, number][], string]>([
    ['of who never moved', [['stable', begin]], 'stable'],
    [
      'of who has gone back to the default',
      [
        ['beta', begin],
        ['', begin + day],
      ],
      `beta ${first + 1} `,
    ],
    [
      'of who changed their pace alone',
      [
        ['stable', begin],
        ['stable', begin + day],
      ],
      'stable',
    ],
    [
      'of who moved',
      [
        ['stable', begin],
        ['beta', begin + day],
      ],
      `stable ${first + 1} beta`,
    ],
    [
      'of who moved twice',
      [
        ['stable', begin],
        ['beta', begin + day],
        ['canary', begin + 3 * day],
      ],
      `stable ${first + 1} beta ${first + 3} canary`,
    ],
    [
      'of two moves on one day',
      [
        ['stable', begin],
        ['beta', begin + day],
        ['canary', begin + day + hour],
      ],
      `stable ${first + 1} canary`,
    ],
    [
      'of there and back on one day',
      [
        ['stable', begin],
        ['beta', begin + day],
        ['stable', begin + day + hour],
      ],
      'stable',
    ],
    [
      'of a move on the first day',
      [
        ['stable', begin],
        ['beta', begin + hour],
      ],
      `stable ${first} beta`,
    ],
    [
      'without what was long ago',
      [
        ['stable', begin],
        ['beta', begin + day],
        ['canary', begin + 60 * day],
      ],
      `beta ${first + 60} canary`,
    ],
  ])('is kept %s', (_name, stops, key) => {
    expect(walked(...stops)).toBe(key)
  })

  it('is no longer than an index takes, however often somebody moves', () => {
    const long = (letter: string) => letter.repeat(64)
    const stops = Array.from({ length: 64 }, (_, i): [string, number] => [long(i % 2 ? 'a' : 'b'), begin + i * day])
    expect(walked(...stops).length).toBeLessThan(700)
    expect(channelOn(pathOfKey(walked(...stops)), first + 63)).toBe(long('a'))
  })

  it('says where somebody was at the end of each day', () => {
    const path = pathOfKey(walked(['stable', begin], ['beta', begin + day], ['canary', begin + 3 * day]))
    expect([-1, 0, 1, 2, 3, 9].map((later) => channelOn(path, first + later))).toEqual([
      ...['stable', 'stable', 'beta', 'beta', 'canary', 'canary'],
    ])
  })
})
