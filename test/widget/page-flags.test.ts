import { pageFlags } from '../../src/widget/page-flags.ts'

const flag = (key: string, variant: string, immediate = false, value: unknown = variant) => ({
  key,
  variant,
  value,
  reason: 'SPLIT',
  immediate,
})
const evaluation = (evaluatedAt: string, ...flags: ReturnType<typeof flag>[]) => ({
  subject: 'token',
  evaluatedAt,
  chance: false,
  flags,
})

describe('pageFlags', () => {
  it('renders from the first evaluation whole', () => {
    const flags = pageFlags()
    expect(flags.get('list')).toBeUndefined()
    expect(flags.take(evaluation('t1', flag('list', 'cosy'), flag('editor', 'off')))).toEqual(['list', 'editor'])
    expect(flags.get('list')).toMatchObject({ variant: 'cosy', evaluatedAt: 't1' })
  })

  it('keeps a paced change until it is asked for, and applies an immediate one at once', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy'), flag('editor', 'on')))
    expect(flags.take(evaluation('t2', flag('list', 'cards'), flag('editor', 'off', true)))).toEqual(['editor'])
    expect(flags.get('list')).toMatchObject({ variant: 'cosy', evaluatedAt: 't1' })
    expect(flags.get('editor')).toMatchObject({ variant: 'off', evaluatedAt: 't2' })
    expect(flags.refresh()).toEqual(['list'])
    expect(flags.get('list')).toMatchObject({ variant: 'cards', evaluatedAt: 't2' })
    expect(flags.refresh()).toEqual([])
  })

  it('has nothing to apply when a paced change was taken back', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy')))
    flags.take(evaluation('t2', flag('list', 'cards')))
    flags.take(evaluation('t3', flag('list', 'cosy')))
    expect(flags.refresh()).toEqual([])
    expect(flags.get('list')?.evaluatedAt).toBe('t1')
  })

  it('takes another value of the same variant for a change', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('welcome', 'hello', false, { headline: 'Hello' })))
    flags.take(evaluation('t2', flag('welcome', 'hello', false, { headline: 'Good morning' })))
    expect(flags.refresh()).toEqual(['welcome'])
  })

  it('drops a flag that is gone only when asked to', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy')))
    expect(flags.take(evaluation('t2'))).toEqual([])
    expect(flags.get('list')?.variant).toBe('cosy')
    expect(flags.refresh()).toEqual(['list'])
    expect(flags.get('list')).toBeUndefined()
  })

  it('renders what somebody else has whole, and nothing of what the one before had', () => {
    const flags = pageFlags()
    flags.take(evaluation('t1', flag('list', 'cosy'), flag('editor', 'off'), flag('old', 'on')))
    flags.startAnew()
    expect(flags.get('list')?.variant).toBe('cosy')
    expect(flags.take(evaluation('t2', flag('list', 'cards'), flag('editor', 'off')))).toEqual(['list', 'old'])
    expect(flags.get('old')).toBeUndefined()
  })
})
