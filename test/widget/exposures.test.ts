import type { ExposureBatch } from '../../src/exposures/exposure.ts'
import { exposures } from '../../src/widget/exposures.ts'

const flag = (key: string, evaluatedAt = 'first', variant = 'on') => ({
  key,
  variant,
  value: true,
  reason: 'SPLIT',
  revision: 1,
  assignment: 'random' as const,
  immediate: false,
  evaluatedAt,
})

function setUp() {
  const posted: ExposureBatch[] = []
  const timers: { ms: number; act: () => void }[] = []
  let ids = 0
  const { seen, inSight, report } = exposures({
    post: (batch) => posted.push(batch),
    after: (ms, act) => timers.push({ ms, act }),
    newId: () => `id-${++ids}`,
  })
  const pass = () => {
    for (const { act } of timers.splice(0)) act()
  }
  return { seen, inSight, report, posted, timers, pass }
}

describe('exposures', () => {
  it('gathers what is seen within 50 ms into one batch', () => {
    const { seen, posted, timers, pass } = setUp()
    seen(flag('editor'))
    seen(flag('list'))
    expect(timers.map(({ ms }) => ms)).toEqual([50])
    expect(posted).toEqual([])
    pass()
    const flags = [
      { key: 'editor', variant: 'on' },
      { key: 'list', variant: 'on' },
    ]
    expect(posted).toEqual([{ id: 'id-1', evaluatedAt: 'first', flags }])
  })

  it('reports a flag once per evaluation', () => {
    const { seen, posted, pass } = setUp()
    seen(flag('editor'))
    seen(flag('editor'))
    pass()
    seen(flag('editor'))
    pass()
    expect(posted).toHaveLength(1)
    seen(flag('editor', 'second', 'off'))
    pass()
    expect(posted[1]).toEqual({ id: 'id-2', evaluatedAt: 'second', flags: [{ key: 'editor', variant: 'off' }] })
  })

  it('sends flags of two evaluations as two batches', () => {
    const { seen, posted, pass } = setUp()
    seen(flag('editor', 'first'))
    seen(flag('list', 'second'))
    seen(flag('welcome', 'first'))
    pass()
    expect(posted.map(({ evaluatedAt, flags }) => [evaluatedAt, flags.map(({ key }) => key)])).toEqual([
      ['first', ['editor', 'welcome']],
      ['second', ['list']],
    ])
  })

  it('never sends more than a hundred flags at a time', () => {
    const { seen, posted, pass } = setUp()
    for (let at = 0; at < 205; at++) seen(flag(`flag-${at}`))
    pass()
    expect(posted.map(({ flags }) => flags.length)).toEqual([100, 100, 5])
    expect(new Set(posted.map(({ id }) => id)).size).toBe(3)
  })
})

describe('how often and how long', () => {
  it('is reported with the first time at once, and afterwards in a minute', () => {
    const { inSight, posted, timers, pass } = setUp()
    inSight(flag('editor'), { times: 1, seconds: 1 })
    expect(timers.map(({ ms }) => ms)).toEqual([50])
    pass()
    inSight(flag('editor'), { times: 0, seconds: 1 })
    inSight(flag('editor'), { times: 1, seconds: 2 })
    inSight(flag('editor'), { times: 1, seconds: 1 })
    expect(timers.map(({ ms }) => ms)).toEqual([60_000])
    pass()
    expect(posted.map(({ flags }) => flags)).toEqual([
      [{ key: 'editor', variant: 'on', seconds: 1 }],
      [{ key: 'editor', variant: 'on', times: 2, seconds: 4 }],
    ])
  })

  it('goes along with what is new, and can be reported before its time', () => {
    const { inSight, seen, report, posted, timers, pass } = setUp()
    inSight(flag('editor'), { times: 1, seconds: 1 })
    pass()
    inSight(flag('editor'), { times: 0, seconds: 3 })
    seen(flag('list'))
    expect(timers.map(({ ms }) => ms)).toEqual([60_000, 50])
    report()
    pass()
    expect(posted.slice(1).map(({ flags }) => flags)).toEqual([
      [
        { key: 'editor', variant: 'on', times: 0, seconds: 3 },
        { key: 'list', variant: 'on' },
      ],
    ])
  })
})
